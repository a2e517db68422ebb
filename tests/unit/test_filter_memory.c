/* SPDX-License-Identifier: MIT */
/* test_filter_memory.c: what filters accept is remembered for as long as they are the same. */
#include "base/memory.h"
#include "engine/filter_memory.h"
#include "match/window.h"
#include "support/filter_fixture.h"

#include <string.h>

static const filtered_row rows[] = {{"a", "2025-01-01", "{\"n\":1,\"k\":\"x\"}"}, {"b", NULL, "{\"n\":2,\"k\":\"y\"}"}};

static search_fixture fixture;
static qn__analyzer *analyzer;
static qn__arena arena;
static qn__filter_memory memory;

static int set_up(void **state) {
  qn_error error;
  (void)state;
  filter_fixture_open(&fixture, rows, 2);
  qn__arena_init(&arena);
  return qn__analyzer_new(&analyzer, &error) == QN_OK ? 0 : -1;
}

static int tear_down(void **state) {
  (void)state;
  qn__analyzer_free(analyzer);
  qn__arena_clear(&arena);
  search_fixture_close(&fixture);
  return 0;
}

/* Turns the memory to the filters of a query, at a time. */
static qn_status turn(const char *text, const qn_filter *filters, size_t n, int64_t now) {
  const qn_search_options options = {
      .size = sizeof options, .filters = filters, .n_filters = n, .now = now, .k1 = 1.2f, .b = 0.75f};
  static qn__saturation saturation;
  qn__plan plan;
  qn_query *query = NULL;
  qn_error error;
  qn__arena_reset(&arena);
  assert_ok(qn_query_parse(&query, text, strlen(text), NULL, &error), error);
  assert_ok(qn__plan_build(&plan, query, fixture.index, &options, NULL, &saturation, analyzer, &arena, &error), error);
  qn_status status = qn__filter_memory_begin(&memory, &plan, &error);
  qn_query_free(query);
  return status;
}

static void learn(void) {
  qn__filter_bits *known;
  qn_error error;
  assert_ok(qn__filter_memory_of(&memory, 0, 2, &known, &error), error);
  assert_int_equal(known->n_filled, 0);
  memset(known->bits, 0xff, QN__WINDOW_WORDS * sizeof *known->bits);
  qn__filter_bits_filled(known, 0, 2);
}

/* Whether what has been learned is still there. */
static bool remembers(void) {
  qn__filter_bits *known;
  qn_error error;
  assert_ok(qn__filter_memory_of(&memory, 0, 2, &known, &error), error);
  return known->n_filled > 0;
}

static void the_same_filters_are_remembered(void **state) {
  const qn_filter n = {"n", "1..2", false};
  (void)state;
  qn__filter_memory_init(&memory);
  assert_int_equal(turn("cat lang:en", &n, 1, 1000), QN_OK);
  learn();
  assert_int_equal(turn("dog lang:en", &n, 1, 1000), QN_OK);
  assert_true(remembers());
  qn__filter_memory_clear(&memory);
}

static void other_filters_are_not(void **state) {
  static const struct {
    const char *query;
    qn_filter filter;
  } others[] = {{"cat", {"n", "1..3", false}},
                {"cat", {"n", "1..2", true}},
                {"cat", {"k", "1..2", false}},
                {"cat lang:en", {"n", "1..2", false}},
                {"cat -lang:en", {"n", "1..2", false}}};
  const qn_filter n = {"n", "1..2", false};
  (void)state;
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
    qn__filter_memory_init(&memory);
    assert_int_equal(turn("cat", &n, 1, 1000), QN_OK);
    learn();
    assert_int_equal(turn(others[i].query, &others[i].filter, 1, 1000), QN_OK);
    assert_false(remembers());
    qn__filter_memory_clear(&memory);
  }
}

static void groups_are_distinguished(void **state) {
  static const char *const queries[] = {"cat (lang:en OR lang:de)", "cat (lang:en AND lang:de)",
                                        "cat -(lang:en OR lang:de)", "cat (lang:en -lang:de)"};
  (void)state;
  for (size_t i = 0; i < 4; i++)
    for (size_t k = 0; k < 4; k++) {
      qn__filter_memory_init(&memory);
      assert_int_equal(turn(queries[i], NULL, 0, 1000), QN_OK);
      learn();
      assert_int_equal(turn(queries[k], NULL, 0, 1000), QN_OK);
      assert_int_equal(remembers(), i == k);
      qn__filter_memory_clear(&memory);
    }
}

static void an_age_is_another_filter_at_another_time(void **state) {
  const qn_filter week = {"date", "7d..", false};
  (void)state;
  qn__filter_memory_init(&memory);
  assert_int_equal(turn("cat", &week, 1, 1000), QN_OK);
  learn();
  assert_int_equal(turn("cat", &week, 1, 1000), QN_OK);
  assert_true(remembers());
  assert_int_equal(turn("cat", &week, 1, 1001), QN_OK);
  assert_false(remembers());
  qn__filter_memory_clear(&memory);
}

static void bits_beyond_the_last_article_do_not_count(void **state) {
  qn__filter_bits *known;
  qn_error error;
  (void)state;
  assert_ok(qn__filter_bits_new(&known, QN__WINDOW_DOCS + 70, &arena, &error), error);
  assert_int_equal(known->n_windows, 2);
  memset(known->bits, 0xff, 2 * QN__WINDOW_WORDS * sizeof *known->bits);
  qn__filter_bits_filled(known, 1, 70);
  assert_int_equal(known->n_inside, 70);
  assert_true(known->bits[QN__WINDOW_WORDS + 1] == 0x3f && known->bits[QN__WINDOW_WORDS + 2] == 0);
  assert_true(known->is_filled[1] && !known->is_filled[0]);
  assert_ok(qn__filter_bits_new(&known, QN__WINDOW_DOCS, &arena, &error), error);
  assert_int_equal(known->n_windows, 1);
}

static void without_memory_it_fails_and_goes_on(void **state) {
  const qn_filter n = {"n", "1..2", false};
  qn_status status = QN_NO_MEMORY;
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  (void)state;
  options.filters = &n;
  options.n_filters = 1;
  for (long after = 0; status != QN_OK; after++) {
    search_fixture f;
    qn_query *query = NULL;
    qn_hits hits;
    qn_error error;
    filter_fixture_open(&f, rows, 2);
    assert_ok(qn_query_parse(&query, "cat", 3, NULL, &error), error);
    qn__memory_fail_after(after);
    status = qn_search(f.searcher, query, &options, &hits, &error);
    qn__memory_fail_after(-1);
    assert_true(status == QN_OK || status == QN_NO_MEMORY);
    assert_ok(qn_search(f.searcher, query, &options, &hits, &error), error);
    assert_int_equal(hits.n_hits, 2);
    qn_query_free(query);
    search_fixture_close(&f);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_same_filters_are_remembered),
      cmocka_unit_test(other_filters_are_not),
      cmocka_unit_test(groups_are_distinguished),
      cmocka_unit_test(an_age_is_another_filter_at_another_time),
      cmocka_unit_test(bits_beyond_the_last_article_do_not_count),
      cmocka_unit_test(without_memory_it_fails_and_goes_on),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
