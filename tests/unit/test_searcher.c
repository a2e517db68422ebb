/* SPDX-License-Identifier: MIT */
/* test_searcher.c: what a search promises beside its hits: limits, totals, deadlines, memory, explanations.
 * That the hits are right is test_oracle.c's. */
#include "base/memory.h"
#include "support/support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct fixture {
  char *dir;
  qn_index *index;
  qn_searcher *searcher;
} fixture;

static void open_fixture(fixture *f) {
  const char *dirs[] = {f->dir};
  qn_error error;
  assert_ok(qn_index_open(&f->index, dirs, 1, &error), error);
  assert_ok(qn_searcher_new(&f->searcher, f->index, &error), error);
}

static int set_up(void **state) {
  static fixture f;
  static const char *const texts[] = {"rare earth exports", "rare rare earth", "the earth is round",
                                      "a talk about trade", "trade and talks and rare metals"};
  f = (fixture){.dir = make_temp_dir()};
  add_texts(f.dir, texts, 5);
  open_fixture(&f);
  *state = &f;
  return 0;
}

static int tear_down(void **state) {
  fixture *f = *state;
  qn_searcher_free(f->searcher);
  qn_index_close(f->index);
  remove_tree(f->dir);
  return 0;
}

static qn_status search(fixture *f, const char *text, const qn_search_options *options, qn_hits *hits,
                        qn_error *error) {
  qn_query *query = NULL;
  assert_ok(qn_query_parse(&query, text, strlen(text), NULL, error), *error);
  qn_status status = qn_search(f->searcher, query, options, hits, error);
  qn_query_free(query);
  return status;
}

static void test_options_are_checked(void **state) {
  enum { N_BAD = 13 };
  qn_search_options bad[N_BAD];
  qn_hits hits;
  qn_error error;
  for (size_t i = 0; i < N_BAD; i++)
    bad[i] = (qn_search_options)QN_SEARCH_OPTIONS_INIT;
  bad[0].limit = 10001;
  bad[1].offset = 9991;
  bad[2].limit = SIZE_MAX;
  bad[3].k1 = 10.5f;
  bad[4].k1 = NAN;
  bad[5].b = 1.5f;
  bad[6].b = NAN;
  bad[7].offset = SIZE_MAX;
  bad[8].size = 0;
  bad[9].k1 = -1.0f;
  bad[10].b = -0.5f;
  bad[11].k1 = 1.0f;
  bad[11].zero_k1 = true; /* which of the two? */
  bad[12].timeout_s = NAN;
  for (size_t i = 0; i < N_BAD; i++)
    assert_int_equal(search(*state, "rare", &bad[i], &hits, &error), QN_INVALID);
  qn_search_options good = QN_SEARCH_OPTIONS_INIT;
  good.limit = 10000;
  assert_ok(search(*state, "rare", &good, &hits, &error), error);
  assert_int_equal(hits.n_hits, 3);
}

static void test_offset_and_totals(void **state) {
  fixture *f = *state;
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  qn_hits hits;
  qn_hit first, second;
  qn_error error;
  assert_ok(search(f, "rare", &options, &hits, &error), error);
  qn_searcher_hit(f->searcher, 1, &second);
  options.offset = 1;
  options.limit = 1;
  assert_ok(search(f, "rare", &options, &hits, &error), error);
  assert_int_equal(hits.n_hits, 1);
  assert_int_equal(hits.total, 3);
  assert_true(hits.total_known && hits.total_exact);
  qn_searcher_hit(f->searcher, 0, &first);
  assert_int_equal(first.article, second.article);
  options.offset = 5;
  assert_ok(search(f, "rare", &options, &hits, &error), error);
  assert_int_equal(hits.n_hits, 0);
  options.count = QN_COUNT_NONE;
  assert_ok(search(f, "rare", &options, &hits, &error), error);
  assert_false(hits.total_known);
}

/* A whole number that no article has finds those with decimals; one that an article has finds only itself. */
static void test_whole_numbers_find_decimals(void **state) {
  (void)state;
  static const char *const texts[] = {"exports of 5,864.6 tons", "5864.25 and 5864.6 tons", "58641 tons", "24 or 24.5"};
  fixture f = {.dir = make_temp_dir()};
  add_texts(f.dir, texts, 4);
  open_fixture(&f);
  static const struct {
    const char *query;
    size_t n_hits;
  } expected[] = {{"5864", 2}, {"5,864", 2}, {"\"5864 tons\"", 2}, {"+5864 -exports", 1}, {"24", 1},
                  {"24.5", 1}, {"9", 0}};
  for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++)
    for (int exhaustive = 0; exhaustive < 2; exhaustive++) {
      qn_search_options options = QN_SEARCH_OPTIONS_INIT;
      options.exhaustive = exhaustive == 1;
      qn_hits hits;
      qn_error error;
      assert_ok(search(&f, expected[i].query, &options, &hits, &error), error);
      assert_int_equal(hits.n_hits, expected[i].n_hits);
    }
  qn_searcher_free(f.searcher);
  qn_index_close(f.index);
  remove_tree(f.dir);
}

static void test_the_query_may_be_freed(void **state) {
  fixture *f = *state;
  qn_hits hits;
  qn_hit hit;
  qn_article article;
  const char *text = NULL;
  qn_error error;
  assert_ok(search(f, "\"rare earth\"", NULL, &hits, &error), error); /* frees it */
  qn_searcher_hit(f->searcher, 0, &hit);
  assert_ok(qn_searcher_article(f->searcher, hit.article, &article, &error), error);
  assert_string_equal(article.id.data, "1");
  assert_string_equal(article.text.data, "rare earth exports");
  assert_ok(qn_searcher_explain(f->searcher, 0, &text, &error), error);
  assert_non_null(strstr(text, "\"rare earth\""));
}

static void test_what_is_not_there(void **state) {
  fixture *f = *state;
  qn_article article;
  qn_hits hits;
  const char *text;
  qn_error error;
  assert_int_equal(qn_searcher_article(f->searcher, 5, &article, &error), QN_INVALID);
  assert_int_equal(qn_searcher_explain(f->searcher, 0, &text, &error), QN_INVALID);
  assert_ok(search(f, "zebra", NULL, &hits, &error), error);
  assert_int_equal(hits.n_hits, 0);
  assert_int_equal(hits.total, 0);
  assert_int_equal(qn_searcher_explain(f->searcher, 0, &text, &error), QN_INVALID);
  assert_ok(search(f, "-rare", NULL, &hits, &error), error);
  assert_int_equal(hits.n_hits, 0);
}

/* An explanation's contributions add up to its score, which is the hit's. */
static void test_explanation_adds_up(void **state) {
  fixture *f = *state;
  qn_hits hits;
  qn_error error;
  assert_ok(search(f, "rare rare \"rare earth\" exports -zebra trade", NULL, &hits, &error), error);
  for (size_t i = 0; i < hits.n_hits; i++) {
    qn_hit hit;
    const char *line = NULL;
    double sum = 0.0, printed = -1.0;
    qn_searcher_hit(f->searcher, i, &hit);
    assert_ok(qn_searcher_explain(f->searcher, i, &line, &error), error);
    line = strchr(line, '\n') + 1; /* what the columns are */
    for (; printed < 0.0; line = strchr(line, '\n') + 1) {
      double value = strtod(line, NULL);
      if (strstr(line, "  score\n") != NULL && strstr(line, "  score\n") < strchr(line, '\n'))
        printed = value;
      else
        sum += value;
    }
    assert_true(fabs(printed - hit.score) < 1e-6);
    assert_true(fabs(sum - hit.score) < 1e-5);
  }
}

static void test_explanations_live_until_the_next_search(void **state) {
  fixture *f = *state;
  qn_hits hits;
  const char *first = NULL, *second = NULL;
  char before[1000];
  qn_error error;
  assert_ok(search(f, "rare earth", NULL, &hits, &error), error);
  assert_ok(qn_searcher_explain(f->searcher, 0, &first, &error), error);
  snprintf(before, sizeof before, "%s", first);
  assert_ok(qn_searcher_explain(f->searcher, 1, &second, &error), error);
  assert_string_equal(first, before);
  assert_string_not_equal(first, second);
}

/* Structs of a program that was compiled with an older header or a newer one. */
static void test_callers_of_other_versions(void **state) {
  fixture *f = *state;
  struct {
    qn_search_options options;
    uint64_t unknown;
  } newer = {QN_SEARCH_OPTIONS_INIT, 0};
  struct {
    qn_hits hits;
    uint64_t unknown;
  } newer_hits = {.unknown = 7};
  qn_hits hits = {.total = 7};
  qn_query *query = NULL;
  qn_error error;
  assert_ok(qn_query_parse(&query, "rare", 4, NULL, &error), error);
  assert_ok(qn_search_sized(f->searcher, query, NULL, &hits, offsetof(qn_hits, total), &error), error);
  assert_int_equal(hits.n_hits, 3);
  assert_int_equal(hits.total, 7); /* not known to an older caller */
  newer.options.size = sizeof newer;
  newer.options.limit = 2;
  assert_ok(qn_search_sized(f->searcher, query, &newer.options, &newer_hits.hits, sizeof newer_hits, &error), error);
  assert_int_equal(newer_hits.hits.n_hits, 2);
  assert_int_equal(newer_hits.unknown, 0);
  newer.unknown = 1;
  assert_int_equal(qn_search(f->searcher, query, &newer.options, &hits, &error), QN_INVALID);
  newer.options.size = offsetof(qn_search_options, count); /* limit and offset alone */
  newer.options.count = QN_COUNT_ONLY;
  newer.options.k1 = -1.0f;
  assert_ok(qn_search(f->searcher, query, &newer.options, &hits, &error), error);
  assert_int_equal(hits.n_hits, 2);
  qn_query_free(query);
}

static void test_cancel_and_timeout(void **state) {
  fixture *f = *state;
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  bool cancel = true;
  qn_hits hits;
  qn_error error;
  options.cancelled = flag_is_set;
  options.cancel_context = &cancel;
  assert_int_equal(search(f, "rare", &options, &hits, &error), QN_CANCELLED);
  cancel = false;
  assert_ok(search(f, "rare", &options, &hits, &error), error);
  assert_int_equal(hits.n_hits, 3);
  options.timeout_s = 1e-9;
  assert_int_equal(search(f, "rare", &options, &hits, &error), QN_TIMEOUT);
  options.timeout_s = 1000.0;
  assert_ok(search(f, "rare", &options, &hits, &error), error);
}

static const char *const shapes[] = {"rare earth",
                                     "+rare +earth",
                                     "\"rare earth\" talks",
                                     "rare -earth",
                                     "(rare AND earth) OR title:trade",
                                     "trade AND (talk OR zebra) -\"rare metals\""};

/* After a first round of queries a searcher has all the memory it needs. */
static void test_no_memory_after_first_queries(void **state) {
  fixture *f = *state;
  qn_query *queries[6];
  qn_error error;
  qn_hits hits;
  for (size_t i = 0; i < 6; i++)
    assert_ok(qn_query_parse(&queries[i], shapes[i], strlen(shapes[i]), NULL, &error), error);
  for (int round = 0; round < 3; round++)
    for (size_t i = 0; i < 6; i++) {
      if (round == 2)
        qn__memory_fail_after(0);
      qn_status status = qn_search(f->searcher, queries[i], NULL, &hits, &error);
      qn__memory_fail_after(-1);
      assert_ok(status, error);
    }
  for (size_t i = 0; i < 6; i++)
    qn_query_free(queries[i]);
}

/* Whatever request for memory fails, the failure is reported, nothing leaks, and the searcher goes on after. */
static void test_memory_that_fails(void **state) {
  fixture *f = *state;
  for (size_t i = 0; i < 6; i++)
    for (long n = 0;; n++) {
      qn_query *query = NULL;
      qn_searcher *searcher = NULL;
      qn_hits hits;
      const char *text;
      qn_error error;
      qn__memory_fail_after(n);
      qn_status status = qn_query_parse(&query, shapes[i], strlen(shapes[i]), NULL, &error);
      if (status == QN_OK)
        status = qn_searcher_new(&searcher, f->index, &error);
      if (status == QN_OK)
        status = qn_search(searcher, query, NULL, &hits, &error);
      if (status == QN_OK)
        status = qn_searcher_explain(searcher, 0, &text, &error);
      qn__memory_fail_after(-1);
      if (searcher != NULL && status != QN_OK)
        assert_ok(qn_search(searcher, query, NULL, &hits, &error), error);
      qn_searcher_free(searcher);
      qn_query_free(query);
      if (status == QN_OK)
        break;
      assert_int_equal(status, QN_NO_MEMORY);
      assert_true(n < 10000);
    }
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
  const struct CMUnitTest tests[] = {
      TEST(test_options_are_checked),
      TEST(test_offset_and_totals),
      TEST(test_whole_numbers_find_decimals),
      TEST(test_the_query_may_be_freed),
      TEST(test_what_is_not_there),
      TEST(test_explanation_adds_up),
      TEST(test_explanations_live_until_the_next_search),
      TEST(test_callers_of_other_versions),
      TEST(test_cancel_and_timeout),
      TEST(test_no_memory_after_first_queries),
      TEST(test_memory_that_fails),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
