/* SPDX-License-Identifier: MIT */
/* test_search_order.c: pages follow each other, in this commit and in a later one; what makes no sense is refused. */
#include "support/filter_fixture.h"

#include <string.h>

static const filtered_row rows[] = {
    {"a", "2025", "{\"n\":3}"}, {"b", NULL, "{\"n\":1}"}, {"c", "2024", "{\"n\":2}"}, {"d", NULL, NULL}};

static qn_search_options options_of(const qn_sort_key *keys, size_t n) {
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  options.sort = keys;
  options.n_sort = n;
  return options;
}

/* The ids of the hits, in order. */
static const char *hit_ids(search_fixture *f, const qn_hits *hits) {
  static char ids[100];
  qn_error error;
  ids[0] = '\0';
  for (size_t i = 0; i < hits->n_hits; i++) {
    qn_hit hit;
    qn_article article;
    qn_searcher_hit(f->searcher, i, &hit);
    assert_ok(qn_searcher_metadata(f->searcher, hit.article, &article, &error), error);
    strcat(strcat(ids, article.id.data), " ");
  }
  return ids;
}

static void hits_are_sorted_and_counted(void **state) {
  const qn_sort_key key = {QN_SORT_COLUMN, "n", true};
  qn_search_options options = options_of(&key, 1);
  search_fixture f;
  qn_hits hits;
  qn_error error;
  (void)state;
  filter_fixture_open(&f, rows, 4);
  options.limit = 2;
  options.offset = 1;
  assert_ok(search_for(&f, "cat", &options, &hits, &error), error);
  assert_string_equal(hit_ids(&f, &hits), "c b ");
  assert_int_equal(hits.total, 4);
  assert_true(hits.total_exact && hits.total_known);
  options.no_hits = true;
  options.limit = options.offset = 0;
  assert_ok(search_for(&f, "cat", &options, &hits, &error), error);
  assert_int_equal(hits.total, 4);
  options.count = QN_COUNT_NONE;
  options.no_hits = false;
  assert_ok(search_for(&f, "cat", &options, &hits, &error), error);
  assert_int_equal(hits.n_hits, 4);
  assert_false(hits.total_known);
  assert_int_equal(hits.total, 0);
  search_fixture_close(&f);
}

static void a_page_after_a_commit_begins_after_the_last_key(void **state) {
  const qn_sort_key key = {QN_SORT_COLUMN, "n", false};
  qn_search_options options = options_of(&key, 1);
  search_fixture f;
  qn_hits hits;
  qn_error error;
  const char *token = NULL;
  char kept[200];
  (void)state;
  filter_fixture_open(&f, rows, 4);
  options.limit = 2;
  assert_ok(search_for(&f, "cat", &options, &hits, &error), error);
  assert_string_equal(hit_ids(&f, &hits), "b c ");
  assert_ok(qn_searcher_page_token(f.searcher, &token, &error), error);
  strcpy(kept, token);
  options.after = kept;
  assert_ok(search_for(&f, "cat", &options, &hits, &error), error);
  assert_string_equal(hit_ids(&f, &hits), "a d ");
  assert_null(qn_searcher_warning(f.searcher, 0));
  qn_writer *writer = open_writer_in(f.dir, NULL);
  assert_ok(qn_writer_delete(writer, string_of("c"), &error), error);
  const qn_article more = {.id = string_of("e"), .text = string_of("cat"), .fields = string_of("{\"n\":2.5}")};
  assert_ok(qn_writer_add(writer, &more, &error), error);
  commit_and_close(writer);
  char *dir = f.dir;
  f.dir = NULL;
  search_fixture_close(&f);
  const char *const dirs[] = {dir};
  search_fixture_open_dirs(&f, dirs, 1);
  f.dir = dir;
  assert_ok(search_for(&f, "cat", &options, &hits, &error), error);
  assert_string_equal(hit_ids(&f, &hits), "e a ");
  assert_non_null(strstr(qn_searcher_warning(f.searcher, 0), "the index has changed"));
  search_fixture_close(&f);
}

/* The article that a page ended with is gone, and the numbers of the others have changed. */
static void a_page_after_its_place_is_gone_loses_no_article(void **state) {
  static const char *const texts[] = {"cat", "cat", "cat", "cat", "cat", "cat"};
  const qn_sort_key by_date = {QN_SORT_COLUMN, "date", false};
  (void)state;
  qn_search_options options = options_of(&by_date, 1);
  search_fixture f;
  qn_hits hits;
  qn_error error;
  const char *token = NULL;
  char kept[200], all[100] = "";
  search_fixture_open_texts(&f, texts, 6);
  options.limit = 2;
  assert_ok(search_for(&f, "cat", &options, &hits, &error), error);
  strcpy(all, hit_ids(&f, &hits));
  assert_ok(qn_searcher_page_token(f.searcher, &token, &error), error);
  strcpy(kept, token);
  qn_writer *writer = open_writer_in(f.dir, NULL);
  assert_ok(qn_writer_delete(writer, (qn_string){all + strlen(all) - 2, 1}, &error), error);
  assert_ok(qn_writer_commit(writer, NULL, &error), error);
  assert_ok(qn_writer_compact(writer, NULL, &error), error);
  commit_and_close(writer);
  char *dir = f.dir;
  f.dir = NULL;
  search_fixture_close(&f);
  const char *const dirs[] = {dir};
  search_fixture_open_dirs(&f, dirs, 1);
  f.dir = dir;
  options.after = kept;
  options.limit = 10;
  assert_ok(search_for(&f, "cat", &options, &hits, &error), error);
  strcat(all, hit_ids(&f, &hits));
  for (char id = '1'; id <= '6'; id++)
    if (strchr(all, id) == NULL)
      fail_msg("%c is not in %s", id, all);
  search_fixture_close(&f);
}

static void pages_by_score_follow_each_other(void **state) {
  static const char *const texts[] = {"cat", "cat cat", "dog", "cat cat cat", "cat dog", "cat"};
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  search_fixture f;
  qn_hits hits;
  qn_error error;
  char token[200] = "", ids[100] = "";
  (void)state;
  search_fixture_open_texts(&f, texts, 6);
  options.limit = 6;
  assert_ok(search_for(&f, "cat", &options, &hits, &error), error);
  char expected[100];
  strcpy(expected, hit_ids(&f, &hits));
  options.limit = 2;
  for (int page = 0; page < 4; page++) {
    const char *next;
    options.after = token;
    assert_ok(search_for(&f, "cat", &options, &hits, &error), error);
    strcat(ids, hit_ids(&f, &hits));
    assert_ok(qn_searcher_page_token(f.searcher, &next, &error), error);
    strcpy(token, next);
  }
  assert_string_equal(ids, expected);
  assert_string_equal(token, "");
  search_fixture_close(&f);
}

static void a_total_is_never_below_what_earlier_pages_have_shown(void **state) {
  enum { N = 1200, PAGE = 700 };
  static const char *texts[N];
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  search_fixture f;
  qn_hits hits;
  qn_error error;
  char token[200];
  const char *next;
  (void)state;
  for (size_t i = 0; i < N; i++)
    texts[i] = "cat";
  search_fixture_open_texts(&f, texts, N);
  options.limit = PAGE;
  assert_ok(search_for(&f, "cat", &options, &hits, &error), error);
  assert_int_equal(hits.first_rank, 1);
  assert_int_equal(hits.total, 1000);
  assert_ok(qn_searcher_page_token(f.searcher, &next, &error), error);
  strcpy(token, next);
  options.after = token;
  assert_ok(search_for(&f, "cat", &options, &hits, &error), error);
  assert_int_equal(hits.n_hits, N - PAGE);
  assert_int_equal(hits.first_rank, PAGE + 1);
  assert_int_equal(hits.total, N);
  search_fixture_close(&f);
}

static void a_token_of_another_search_is_refused(void **state) {
  const qn_sort_key key = {QN_SORT_COLUMN, "n", false}, other = {QN_SORT_COLUMN, "n", true};
  qn_search_options options = options_of(&key, 1);
  search_fixture f;
  qn_hits hits;
  qn_error error;
  const char *token;
  char kept[200];
  (void)state;
  filter_fixture_open(&f, rows, 4);
  assert_ok(search_for(&f, "cat", &options, &hits, &error), error);
  assert_ok(qn_searcher_page_token(f.searcher, &token, &error), error);
  strcpy(kept, token);
  options.after = kept;
  assert_int_equal(search_for(&f, "dog", &options, &hits, &error), QN_INVALID);
  options.sort = &other;
  assert_int_equal(search_for(&f, "cat", &options, &hits, &error), QN_INVALID);
  options.after = "x";
  assert_int_equal(search_for(&f, "cat", &options, &hits, &error), QN_INVALID);
  options.no_hits = true; /* a token counts there, too */
  assert_int_equal(search_for(&f, "cat", &options, &hits, &error), QN_INVALID);
  search_fixture_close(&f);
}

static void a_token_that_was_changed_is_refused_or_a_place(void **state) {
  const qn_sort_key keys[] = {{QN_SORT_COLUMN, "n", false}, {QN_SORT_ID, NULL, true}, {QN_SORT_SCORE, NULL, false}};
  qn_search_options options = options_of(keys, 3);
  search_fixture f;
  qn_hits hits;
  qn_error error;
  const char *token;
  char kept[400];
  (void)state;
  filter_fixture_open(&f, rows, 4);
  options.limit = 1;
  assert_ok(search_for(&f, "cat", &options, &hits, &error), error);
  assert_ok(qn_searcher_page_token(f.searcher, &token, &error), error);
  assert_true(strlen(token) < sizeof kept);
  strcpy(kept, token);
  options.after = kept;
  for (size_t i = 0; kept[i] != '\0'; i++) {
    const char was = kept[i];
    for (const char *digit = "A7_"; *digit != '\0'; digit++) {
      kept[i] = *digit;
      qn_status status = search_for(&f, "cat", &options, &hits, &error);
      assert_true(status == QN_OK || status == QN_INVALID);
    }
    kept[i] = was;
  }
  assert_ok(search_for(&f, "cat", &options, &hits, &error), error);
  search_fixture_close(&f);
}

static void keys_that_make_no_sense_are_refused(void **state) {
  const qn_sort_key bad[] = {{QN_SORT_COLUMN, NULL, false}, {(qn_sort_by)7, "n", false}};
  const qn_sort_key many[9] = {{QN_SORT_ID, NULL, false}};
  search_fixture f;
  qn_hits hits;
  qn_error error;
  (void)state;
  filter_fixture_open(&f, rows, 4);
  for (size_t i = 0; i < 4; i++) {
    qn_search_options options = options_of(i < 2 ? &bad[i] : i == 2 ? many : NULL, i == 2 ? 9 : 1);
    assert_int_equal(search_for(&f, "cat", &options, &hits, &error), QN_INVALID);
  }
  search_fixture_close(&f);
}

static void a_sort_by_what_no_article_has_is_reported(void **state) {
  const qn_sort_key key = {QN_SORT_COLUMN, "colour", false};
  const qn_search_options options = options_of(&key, 1);
  search_fixture f;
  qn_hits hits;
  qn_error error;
  (void)state;
  filter_fixture_open(&f, rows, 4);
  assert_ok(search_for(&f, "cat", &options, &hits, &error), error);
  assert_string_equal(hit_ids(&f, &hits), "a b c d ");
  assert_non_null(strstr(qn_searcher_warning(f.searcher, 0), "no article has a field colour to sort by"));
  search_fixture_close(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(hits_are_sorted_and_counted),
      cmocka_unit_test(a_page_after_a_commit_begins_after_the_last_key),
      cmocka_unit_test(a_page_after_its_place_is_gone_loses_no_article),
      cmocka_unit_test(pages_by_score_follow_each_other),
      cmocka_unit_test(a_total_is_never_below_what_earlier_pages_have_shown),
      cmocka_unit_test(a_token_of_another_search_is_refused),
      cmocka_unit_test(a_token_that_was_changed_is_refused_or_a_place),
      cmocka_unit_test(keys_that_make_no_sense_are_refused),
      cmocka_unit_test(a_sort_by_what_no_article_has_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
