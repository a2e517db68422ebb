/* SPDX-License-Identifier: MIT */
/* test_engine.c: which engine runs which segment, and what a sink receives of a whole index. */
#include "support/engine_fixture.h"

#include <string.h>

static engine_fixture fixture;

static int set_up(void **state) {
  (void)state;
  engine_fixture_open(&fixture);
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  engine_fixture_close(&fixture);
  return 0;
}

/* --- which engine ------------------------------------------------------------------------------------------------ */

static const char *chosen(const char *query, fixture_segment segment, bool wants_scores, bool exhaustive) {
  recorder r = recorder_of(wants_scores);
  qn_error error;
  engine_fixture_plan(&fixture, query);
  fixture.context.sink = &r.sink;
  fixture.context.exhaustive = exhaustive;
  assert_ok(qn__enter_segment(&fixture.context, segment, &error), error);
  return qn__choose_engine(&fixture.context)->name;
}

static void chooses_the_engine_that_looks_at_least(void **state) {
  (void)state;
  static const struct {
    const char *query, *engine;
  } cases[] = {
      {"salt", "maxscore"},
      {"salt tide -sea", "maxscore"},
      {"+sea herring", "maxscore"},
      {"+herring sea", "conjunction"},
      {"+salt +tide", "conjunction"},
      {"\"sea salt\"", "conjunction"},
      {"=tides", "conjunction"},
      {"title:tide", "conjunction"},
      {"\"sea salt\" tide", "boolean windows"},
      {"(+salt +tide) sea", "boolean windows"},
      {"salt -\"sea tide\"", "boolean windows"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
    assert_string_equal(chosen(cases[i].query, LARGE_SEGMENT, true, false), cases[i].engine);
}

static unsigned min_match;

static void count_optional(qn_query *query) {
  query->root->min_match = min_match;
}

static void words_of_which_several_must_match_are_counted_by_bits(void **state) {
  (void)state;
  static const struct {
    const char *query, *engines[4]; /* where one, two, three and four of the words must match */
  } cases[] = {
      {"salt tide sea", {"maxscore", "boolean windows", "conjunction", "boolean windows"}},
      {"+herring salt sea", {"boolean windows", "conjunction", "boolean windows", "boolean windows"}},
      {"\"sea salt\"", {"conjunction", "boolean windows", "boolean windows", "boolean windows"}},
  };
  fixture.change = count_optional;
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
    for (min_match = 1; min_match <= 4; min_match++)
      assert_string_equal(chosen(cases[i].query, LARGE_SEGMENT, true, false), cases[i].engines[min_match - 1]);
  fixture.change = NULL;
}

static void chooses_an_engine_for_each_segment(void **state) {
  (void)state;
  assert_string_equal(chosen("+salt +tide", TAGGED_SEGMENT, true, false), "conjunction");
  assert_string_equal(chosen("+salt +tide", LANGUAGE_SEGMENT, true, false), "boolean windows");
}

static void counts_terms_by_bits_and_phrases_by_the_conjunction(void **state) {
  (void)state;
  assert_string_equal(chosen("salt tide", LARGE_SEGMENT, false, false), "boolean windows");
  assert_string_equal(chosen("+salt +tide", LARGE_SEGMENT, false, false), "boolean windows");
  assert_string_equal(chosen("\"sea salt\"", LARGE_SEGMENT, false, false), "conjunction");
}

static void an_exhaustive_search_is_the_boolean_engines(void **state) {
  (void)state;
  static const char *const queries[] = {"salt", "+salt +tide", "\"sea salt\"", "=tides"};
  for (size_t i = 0; i < 4; i++)
    assert_string_equal(chosen(queries[i], LARGE_SEGMENT, true, true), "boolean windows");
}

/* --- what a sink receives ---------------------------------------------------------------------------------------- */

static const char *const queries[] = {"salt lantern",
                                      "cormorant",
                                      "+herring +sea lantern -tide",
                                      "+sea herring narwhal",
                                      "\"sea salt\"",
                                      "=tides title:salt",
                                      "+title:lantern sea",
                                      "(+salt +harbour) OR (tide AND \"sea salt\")",
                                      "salt herring lang:ja",
                                      "+sea +salt -lang:en",
                                      "lantern (lang:de OR lang:ko) -(tide -sea)"};

enum { N_QUERIES = sizeof queries / sizeof queries[0] };

static void take_all_expected(qn__sink *sink) {
  for (size_t s = 0; s < FIXTURE_SEGMENTS; s++)
    take_expected(&fixture, s, sink);
}

/* A sink of one's own receives every match of every segment, whatever it wants. */
static void a_sink_receives_every_match_once_in_order(void **state) {
  (void)state;
  for (size_t i = 0; i < N_QUERIES; i++)
    for (unsigned kind = 0; kind < 4; kind++) {
      bool wants_scores = kind % 2 == 0, exhaustive = kind >= 2;
      recorder expected = recorder_of(wants_scores), found = recorder_of(wants_scores);
      qn_error error;
      engine_fixture_plan(&fixture, queries[i]);
      take_all_expected(&expected.sink);
      assert_ok(run_plan(&fixture, &found.sink, exhaustive, &error), error);
      assert_same_taken(queries[i], &expected, &found);
      assert_true(found.n > 0);
      recorder_clear(&expected);
      recorder_clear(&found);
    }
}

/* The best postings of one word need not be those of articles that have enough words. */
static void no_threshold_is_primed_where_several_words_must_match(void **state) {
  qn__top_k expected, found;
  qn_error error;
  (void)state;
  qn__top_k_init(&expected);
  qn__top_k_init(&found);
  fixture.change = count_optional;
  for (min_match = 1; min_match <= 4; min_match++)
    for (size_t k = 1; k < 20; k += 6) {
      engine_fixture_plan(&fixture, "lantern salt cormorant herring");
      assert_ok(qn__top_k_begin(&expected, k, &error), error);
      assert_ok(qn__top_k_begin(&found, k, &error), error);
      take_all_expected(&expected.sink);
      assert_ok(run_plan(&fixture, &found.sink, false, &error), error);
      qn__top_k_sort(&expected);
      qn__top_k_sort(&found);
      assert_same_taken("counted", &(recorder){.sink.wants_scores = true, .taken = expected.heap, .n = expected.n},
                        &(recorder){.taken = found.heap, .n = found.n});
    }
  fixture.change = NULL;
  qn__top_k_clear(&expected);
  qn__top_k_clear(&found);
}

static void the_best_are_found_whatever_is_primed(void **state) {
  (void)state;
  static const size_t ks[] = {1, 2, 10, 32, 33, 500};
  qn__top_k expected, found;
  qn_error error;
  qn__top_k_init(&expected);
  qn__top_k_init(&found);
  for (size_t i = 0; i < N_QUERIES; i++)
    for (size_t k = 0; k < sizeof ks / sizeof ks[0]; k++) {
      engine_fixture_plan(&fixture, queries[i]);
      assert_ok(qn__top_k_begin(&expected, ks[k], &error), error);
      assert_ok(qn__top_k_begin(&found, ks[k], &error), error);
      take_all_expected(&expected.sink);
      assert_ok(run_plan(&fixture, &found.sink, false, &error), error);
      qn__top_k_sort(&expected);
      qn__top_k_sort(&found);
      assert_same_taken(queries[i], &(recorder){.sink.wants_scores = true, .taken = expected.heap, .n = expected.n},
                        &(recorder){.taken = found.heap, .n = found.n});
    }
  qn__top_k_clear(&expected);
  qn__top_k_clear(&found);
}

static void only_a_sink_that_wants_scores_is_primed(void **state) {
  (void)state;
  for (unsigned kind = 0; kind < 3; kind++) {
    recorder r = recorder_of(kind != 1);
    qn_error error;
    r.sink.k = 1;
    engine_fixture_plan(&fixture, "herring");
    assert_ok(run_plan(&fixture, &r.sink, kind == 2, &error), error);
    assert_int_equal(r.sink.threshold >= 0, kind == 0);
    recorder_clear(&r);
  }
}

static void a_plan_that_looks_for_nothing_matches_nothing(void **state) {
  (void)state;
  recorder found = recorder_of(true);
  qn_error error;
  engine_fixture_plan(&fixture, "");
  assert_ok(run_plan(&fixture, &found.sink, false, &error), error);
  assert_int_equal(found.n, 0);
}

/* --- when it stops ----------------------------------------------------------------------------------------------- */

static void a_full_sink_is_given_no_further_segment(void **state) {
  (void)state;
  static const char *const shapes[] = {"sea salt", "+sea +salt", "\"sea salt\"", "(+sea +salt) narwhal"};
  for (size_t i = 0; i < 4; i++)
    for (unsigned wants_scores = 0; wants_scores < 2; wants_scores++) {
      recorder found = recorder_of(wants_scores == 1);
      qn_error error;
      found.full_at = 1;
      engine_fixture_plan(&fixture, shapes[i]);
      assert_ok(run_plan(&fixture, &found.sink, false, &error), error);
      assert_true(found.n > 0);
      assert_true(found.taken[found.n - 1].article < fixture.index->segments[1].first);
      assert_int_equal(fixture.context.number, 0);
      size_t n = found.n;
      assert_ok(run_plan(&fixture, &found.sink, false, &error), error);
      assert_int_equal(found.n, n); /* it was full before */
      recorder_clear(&found);
    }
}

static bool always(void *context) {
  (void)context;
  return true;
}

static void a_search_that_is_cancelled_before_it_begins_finds_nothing(void **state) {
  (void)state;
  recorder found = recorder_of(true);
  qn_error error;
  engine_fixture_plan(&fixture, "sea salt");
  fixture.interrupt.cancelled = always;
  assert_int_equal(run_plan(&fixture, &found.sink, false, &error), QN_CANCELLED);
  engine_fixture_plan(&fixture, "sea salt");
  fixture.interrupt.deadline = 1;
  assert_int_equal(run_plan(&fixture, &found.sink, false, &error), QN_TIMEOUT);
  assert_int_equal(found.n, 0);
}

/* Says yes when it is asked for the n-th time. */
static bool stops_at(void *context) {
  return --*(int *)context == 0;
}

static void a_search_that_is_cancelled_ends_at_once(void **state) {
  (void)state;
  static const char *const shapes[] = {"sea salt", "\"sea salt\" tide"};
  for (size_t i = 0; i < 2; i++)
    for (int polls = 2; polls < 5; polls++) {
      recorder found = recorder_of(true);
      qn_error error;
      int left = polls;
      engine_fixture_plan(&fixture, shapes[i]);
      fixture.interrupt = (qn__interrupt){.cancelled = stops_at, .cancel_context = &left};
      assert_int_equal(run_plan(&fixture, &found.sink, false, &error), QN_CANCELLED);
      assert_int_equal(left, 0); /* it was not asked again */
      recorder_clear(&found);
    }
}

/* Lets the last article of a list's block be another one than the block says. */
static void damage_block(const char *word, fixture_segment segment, uint32_t block) {
  const qn__word_lists *lists = &fixture.plan.words[engine_fixture_word(&fixture, word)].segments[segment];
  qn__postings *list = (qn__postings *)(uintptr_t)lists->lists;
  uint8_t *last = qn__arena_alloc(&fixture.arena, list->n_blocks * sizeof(uint32_t));
  memcpy(last, list->last, list->n_blocks * sizeof(uint32_t));
  last[block * sizeof(uint32_t)]++;
  list->last = last;
}

/* The essential lists before the damaged one have left their scores in the window. */
static void a_failure_leaves_no_scratch_memory_in_use(void **state) {
  (void)state;
  static const qn__window_scratch zero;
  recorder found = recorder_of(true);
  qn_error error;
  engine_fixture_plan(&fixture, "sea tide");
  damage_block("sea", LARGE_SEGMENT, 5);
  assert_int_equal(run_engine(&fixture, &qn__maxscore_engine, LARGE_SEGMENT, &found.sink, &error), QN_DAMAGED);
  assert_memory_not_equal(&fixture.scratch, &zero, sizeof zero);
  recorder_clear(&found);
  found = recorder_of(true);
  memset(&fixture.scratch, 0, sizeof fixture.scratch);
  assert_int_equal(run_plan(&fixture, &found.sink, false, &error), QN_DAMAGED); /* looks at the scratch memory */
  recorder_clear(&found);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(chooses_the_engine_that_looks_at_least),
      cmocka_unit_test(words_of_which_several_must_match_are_counted_by_bits),
      cmocka_unit_test(no_threshold_is_primed_where_several_words_must_match),
      cmocka_unit_test(chooses_an_engine_for_each_segment),
      cmocka_unit_test(counts_terms_by_bits_and_phrases_by_the_conjunction),
      cmocka_unit_test(an_exhaustive_search_is_the_boolean_engines),
      cmocka_unit_test(a_sink_receives_every_match_once_in_order),
      cmocka_unit_test(the_best_are_found_whatever_is_primed),
      cmocka_unit_test(only_a_sink_that_wants_scores_is_primed),
      cmocka_unit_test(a_plan_that_looks_for_nothing_matches_nothing),
      cmocka_unit_test(a_full_sink_is_given_no_further_segment),
      cmocka_unit_test(a_search_that_is_cancelled_before_it_begins_finds_nothing),
      cmocka_unit_test(a_search_that_is_cancelled_ends_at_once),
      cmocka_unit_test(a_failure_leaves_no_scratch_memory_in_use),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
