/* SPDX-License-Identifier: MIT */
/* test_collapsed_hits.c: hits stand for others, in rounds if one is not enough; what makes no sense is refused. */
#include "support/filter_fixture.h"

#include <stdio.h>
#include <string.h>

static qn_search_options collapsed_by(const char *column) {
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  options.collapse = column == NULL ? QN_COLLAPSE_NEAR : QN_COLLAPSE_COLUMN;
  options.collapse_column = column;
  return options;
}

/* The hits and how many stand for each: "a+2 c+0 ". */
static const char *shown(search_fixture *f, const qn_hits *hits) {
  static char out[200];
  qn_error error;
  out[0] = '\0';
  for (size_t i = 0; i < hits->n_hits; i++) {
    qn_hit hit;
    qn_article article;
    qn_searcher_hit(f->searcher, i, &hit);
    assert_ok(qn_searcher_metadata(f->searcher, hit.article, &article, &error), error);
    sprintf(out + strlen(out), "%s+%u ", article.id.data, (unsigned)hit.n_similar);
  }
  return out;
}

static void near_duplicates_are_left_out_and_counted(void **state) {
  static const char *const texts[] = {"The storm hit the coast at noon, and two ferries stayed in port.",
                                      "A storm was seen far from the coast by ferries.",
                                      "The storm hit the coast at noon, and two ferries stayed in port."};
  qn_search_options options = collapsed_by(NULL);
  search_fixture f;
  qn_hits hits;
  qn_error error;
  const uint64_t *similar;
  size_t n;
  (void)state;
  search_fixture_open_texts(&f, texts, 3);
  assert_ok(search_for(&f, "storm coast ferries", &options, &hits, &error), error);
  assert_string_equal(shown(&f, &hits), "2+0 1+1 ");
  assert_int_equal(hits.total, 3);
  assert_true(hits.total_exact);
  assert_ok(qn_searcher_similar(f.searcher, 1, &similar, &n, &error), error);
  assert_true(n == 1 && similar[0] == 2);
  assert_ok(qn_searcher_similar(f.searcher, 0, &similar, &n, &error), error);
  assert_int_equal(n, 0);
  assert_int_equal(qn_searcher_similar(f.searcher, 2, &similar, &n, NULL), QN_INVALID);
  assert_ok(search_for(&f, "storm coast ferries", NULL, &hits, &error), error);
  assert_string_equal(shown(&f, &hits), "2+0 1+0 3+0 ");
  assert_ok(qn_searcher_similar(f.searcher, 1, &similar, &n, &error), error);
  assert_int_equal(n, 0);
  search_fixture_close(&f);
}

/* One value has far more articles than the first round finds, and they come first. */
static void more_rounds_find_what_stands_after_many_alike(void **state) {
  enum { N = 900, RARE = 3 };
  static filtered_row rows[N];
  static char ids[N][8], fields[N][16];
  const qn_sort_key by_id = {QN_SORT_ID, NULL, false};
  qn_search_options options = collapsed_by("k");
  search_fixture f;
  qn_hits hits;
  qn_error error;
  (void)state;
  for (unsigned i = 0; i < N; i++) {
    sprintf(ids[i], "%03u", i);
    sprintf(fields[i], "{\"k\":%u}", i < N - RARE ? i / 400 : i);
    rows[i] = (filtered_row){ids[i], NULL, fields[i]};
  }
  filter_fixture_open(&f, rows, N);
  options.limit = 5;
  for (options.n_sort = 0; options.n_sort < 2; options.n_sort++) {
    options.sort = &by_id;
    options.offset = 0;
    assert_ok(search_for(&f, "cat", &options, &hits, &error), error);
    assert_string_equal(shown(&f, &hits), "000+399 400+399 800+96 897+0 898+0 ");
    options.offset = 4;
    assert_ok(search_for(&f, "cat", &options, &hits, &error), error);
    assert_string_equal(shown(&f, &hits), "898+0 899+0 ");
    assert_int_equal(hits.first_rank, 5);
    assert_int_equal(hits.total, N);
  }
  search_fixture_close(&f);
}

static const filtered_row few[] = {{"a", "2025", "{\"n\":3}"}, {"b", "2025", "{\"n\":1}"}};

static void a_search_without_hits_only_counts(void **state) {
  qn_search_options options = collapsed_by("date");
  search_fixture f;
  qn_hits hits;
  qn_error error;
  (void)state;
  filter_fixture_open(&f, few, 2);
  options.no_hits = true;
  assert_ok(search_for(&f, "cat", &options, &hits, &error), error);
  assert_true(hits.n_hits == 0 && hits.total == 2);
  options.no_hits = false;
  options.count = QN_COUNT_NONE;
  assert_ok(search_for(&f, "cat", &options, &hits, &error), error);
  assert_string_equal(shown(&f, &hits), "a+1 ");
  assert_false(hits.total_known);
  search_fixture_close(&f);
}

static void a_column_that_no_article_has_is_warned_of_once(void **state) {
  const qn_sort_key key = {QN_SORT_COLUMN, "absent", false};
  qn_search_options options = collapsed_by("missing");
  search_fixture f;
  qn_hits hits;
  qn_error error;
  (void)state;
  filter_fixture_open(&f, few, 2);
  options.sort = &key;
  options.n_sort = 1;
  assert_ok(search_for(&f, "cat", &options, &hits, &error), error);
  assert_string_equal(shown(&f, &hits), "a+0 b+0 ");
  assert_string_equal(qn_searcher_warning(f.searcher, 0), "no article has a field absent to sort by");
  assert_string_equal(qn_searcher_warning(f.searcher, 1), "no article has a field missing to collapse by");
  assert_null(qn_searcher_warning(f.searcher, 2));
  search_fixture_close(&f);
}

static bool visit_none(void *context, uint64_t article) {
  (void)context, (void)article;
  return true;
}

static void what_makes_no_sense_is_refused(void **state) {
  qn_search_options near = collapsed_by(NULL), options = near;
  search_fixture f;
  qn_hits hits;
  qn_error error;
  const char *token;
  qn_query *query;
  (void)state;
  filter_fixture_open(&f, few, 2);
  options.collapse_column = "n";
  assert_int_equal(search_for(&f, "cat", &options, &hits, &error), QN_INVALID);
  options = collapsed_by("n");
  options.collapse_column = NULL;
  assert_int_equal(search_for(&f, "cat", &options, &hits, &error), QN_INVALID);
  options.collapse = (qn_collapse)(QN_COLLAPSE_COLUMN + 1);
  assert_int_equal(search_for(&f, "cat", &options, &hits, &error), QN_INVALID);
  options = near;
  options.after = "x";
  assert_int_equal(search_for(&f, "cat", &options, &hits, &error), QN_INVALID);
  assert_ok(search_for(&f, "cat", &near, &hits, &error), error);
  assert_ok(qn_searcher_page_token(f.searcher, &token, &error), error);
  assert_string_equal(token, "");
  assert_ok(qn_query_parse(&query, "cat", 3, NULL, &error), error);
  assert_int_equal(qn_search_each(f.searcher, query, &near, visit_none, NULL, &error), QN_INVALID);
  qn_query_free(query);
  search_fixture_close(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(near_duplicates_are_left_out_and_counted),
      cmocka_unit_test(more_rounds_find_what_stands_after_many_alike),
      cmocka_unit_test(a_search_without_hits_only_counts),
      cmocka_unit_test(a_column_that_no_article_has_is_warned_of_once),
      cmocka_unit_test(what_makes_no_sense_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
