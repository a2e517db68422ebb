/* SPDX-License-Identifier: MIT */
/* test_maxscore.c: the engine of optional terms, and the threshold that it primes from stored best postings. */
#include "support/engine_fixture.h"

#include <stdio.h>

static engine_fixture fixture, longest;

static int set_up(void **state) {
  (void)state;
  engine_fixture_open(&fixture);
  engine_fixture_open_longest(&longest);
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  engine_fixture_close(&fixture);
  engine_fixture_close(&longest);
  return 0;
}

static bool takes(const char *query, fixture_segment segment, bool wants_scores) {
  engine_fixture_plan(&fixture, query);
  return engine_takes(&fixture, &qn__maxscore_engine, segment, wants_scores);
}

/* --- what it takes ----------------------------------------------------------------------------------------------- */

static void takes_optional_terms(void **state) {
  (void)state;
  for (unsigned s = 0; s < FIXTURE_SEGMENTS; s++) {
    assert_true(takes("salt", s, true));
    assert_true(takes("salt tide narwhal", s, true));
    assert_true(takes("salt tide -herring", s, true));
    assert_true(takes("salt lang:ja", s, true));
  }
}

static void takes_no_sink_that_wants_no_scores(void **state) {
  (void)state;
  assert_false(takes("salt tide", LARGE_SEGMENT, false));
}

static void takes_no_plan_without_optional_terms(void **state) {
  (void)state;
  assert_false(takes("+salt +tide", LARGE_SEGMENT, true));
  assert_false(takes("+salt +tide -herring", LARGE_SEGMENT, true));
}

static void takes_terms_only(void **state) {
  (void)state;
  static const char *const refused[] = {"salt \"sea tide\"",         "salt =tides",
                                        "salt title:tide",           "(+salt +sea) tide",
                                        "salt -\"sea tide\"",        "salt -=tides",
                                        "salt -title:sea",           "salt -(+sea +tide)",
                                        "lantern sea +=tides",       "lantern sea +title:tide",
                                        "lantern sea +\"tide salt\""};
  for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
    if (takes(refused[i], LARGE_SEGMENT, true))
      fail_msg("%s is taken", refused[i]);
}

/* Rare required terms lead better, in a conjunction; with frequent ones the optional terms decide what is looked at. */
static void takes_required_terms_that_are_more_frequent_than_an_optional_one(void **state) {
  (void)state;
  assert_true(takes("+sea herring", LARGE_SEGMENT, true));
  assert_false(takes("+herring sea", LARGE_SEGMENT, true));
  assert_false(takes("+sea +cormorant herring", LARGE_SEGMENT, true));
  assert_false(takes("+harbour tide -sea", LARGE_SEGMENT, true));
}

/* An optional word of less than a block does not raise the threshold enough to make others non-essential. */
static void an_optional_term_of_less_than_a_block_is_not_what_leads(void **state) {
  (void)state;
  assert_false(takes("+harbour tide narwhal", LARGE_SEGMENT, true));
  assert_true(takes("+harbour tide cormorant", LARGE_SEGMENT, true));
}

/* Where few articles are left no threshold rises: all optional terms stay essential. */
static void takes_fewer_required_terms_where_most_articles_are_excluded(void **state) {
  (void)state;
  assert_true(takes("+harbour tide lantern", LARGE_SEGMENT, true));
  assert_true(takes("+harbour tide lantern -cormorant", LARGE_SEGMENT, true));
  assert_false(takes("+harbour tide lantern -sea", LARGE_SEGMENT, true));
}

/* --- what it finds ----------------------------------------------------------------------------------------------- */

/* Checks a query that must have matches; it is taken in n segments. */
static void check(const char *query, unsigned n_segments) {
  size_t n_matches = 0;
  assert_int_equal(check_engine(&fixture, &qn__maxscore_engine, query, &n_matches), n_segments);
  if (n_matches == 0)
    fail_msg("%s: no article matches, so nothing was tested", query);
}

static void finds_all_articles_of_one_term(void **state) {
  (void)state;
  check("sea", 4);
  check("herring", 4);
  check("narwhal", 4);
}

static void finds_all_articles_of_several_terms(void **state) {
  (void)state;
  check("herring lantern", 4);
  check("sea salt tide harbour herring lantern cormorant narwhal", 4);
  check("sea narwhal", 4);
  check("salt salt tide", 4);
  check("zebra lantern", 4);
}

static void leaves_out_what_is_excluded(void **state) {
  (void)state;
  check("salt lantern -tide", 4);
  check("herring lantern cormorant -sea -narwhal", 4);
}

static void finds_required_terms_with_their_optional_ones(void **state) {
  (void)state;
  check("+sea herring lantern", 4);
  check("+sea +salt lantern -tide", 4);
}

static void finds_nothing_where_a_required_term_is_missing(void **state) {
  (void)state;
  recorder found = recorder_of(true);
  qn_error error;
  engine_fixture_plan(&fixture, "+zebra salt");
  assert_ok(run_engine(&fixture, &qn__maxscore_engine, LARGE_SEGMENT, &found.sink, &error), error);
  engine_fixture_plan(&fixture, "zebra");
  assert_ok(run_engine(&fixture, &qn__maxscore_engine, LARGE_SEGMENT, &found.sink, &error), error);
  assert_int_equal(found.n, 0);
  recorder_clear(&found);
}

static void gives_no_deleted_and_no_filtered_article(void **state) {
  (void)state;
  check("salt lantern lang:ja", 4);
  check("sea tide harbour -lang:en", 4);
  check("herring narwhal (lang:ko OR lang:de)", 4);
  recorder found = recorder_of(true);
  qn_error error;
  engine_fixture_plan(&fixture, "sea tide herring lang:de");
  assert_ok(run_engine(&fixture, &qn__maxscore_engine, LANGUAGE_SEGMENT, &found.sink, &error), error);
  assert_true(found.n > 300);
  for (size_t i = 0; i < found.n; i++) {
    uint32_t doc = (uint32_t)(found.taken[i].article - fixture.index->segments[LANGUAGE_SEGMENT].first);
    assert_false(fixture_is_deleted(LANGUAGE_SEGMENT, doc));
    assert_string_equal(fixture_language(LANGUAGE_SEGMENT, doc), "de");
  }
  recorder_clear(&found);
}

/* The bounds that segments keep are those of the default k1 and b. */
static void finds_all_articles_whatever_k1_and_b(void **state) {
  (void)state;
  static const float values[][2] = {{0.0f, 0.75f}, {0.4f, 0.0f}, {4.0f, 1.0f}};
  for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
    fixture.k1 = values[i][0];
    fixture.b = values[i][1];
    check("salt lantern narwhal", 4);
    check("herring", 4);
  }
  fixture.k1 = QN__DEFAULT_K1;
  fixture.b = QN__DEFAULT_B;
}

/* Windows grow up to QN__SCRATCH_DOCS articles where few articles are hit, and less where many are. */
static void finds_all_articles_in_windows_of_every_size(void **state) {
  (void)state;
  size_t n_matches = 0;
  assert_true(longest.index->n_articles > 2 * QN__SCRATCH_DOCS - 2048);
  assert_int_equal(check_engine(&longest, &qn__maxscore_engine, "herring lantern", &n_matches), 1);
  assert_true(n_matches > 1000);
  assert_int_equal(check_engine(&longest, &qn__maxscore_engine, "sea salt tide", &n_matches), 1);
  assert_int_equal(check_engine(&longest, &qn__maxscore_engine, "narwhal cormorant -sea", &n_matches), 1);
}

/* --- when it stops ----------------------------------------------------------------------------------------------- */

static void stops_soon_after_the_sink_is_full(void **state) {
  (void)state;
  static const char *const queries[] = {"salt", "salt tide harbour"};
  for (size_t i = 0; i < 2; i++) {
    recorder found = recorder_of(true);
    qn_error error;
    engine_fixture_plan(&fixture, queries[i]);
    found.full_at = 10;
    assert_ok(run_engine(&fixture, &qn__maxscore_engine, LARGE_SEGMENT, &found.sink, &error), error);
    assert_true(found.n >= 10);
    assert_true(found.taken[found.n - 1].article < QN__WINDOW_DOCS);
    recorder_clear(&found);
  }
}

/* Says yes when it is asked for the n-th time. */
static bool stops_at(void *context) {
  return --*(int *)context == 0;
}

static void stops_within_a_segment_when_it_is_cancelled(void **state) {
  (void)state;
  static const char *const queries[] = {"salt", "salt tide harbour"};
  for (size_t i = 0; i < 2; i++) {
    recorder found = recorder_of(true);
    qn_error error;
    int polls = 2;
    engine_fixture_plan(&longest, queries[i]);
    longest.interrupt = (qn__interrupt){.cancelled = stops_at, .cancel_context = &polls};
    assert_int_equal(run_engine(&longest, &qn__maxscore_engine, 0, &found.sink, &error), QN_CANCELLED);
    assert_true(found.n > 0);
    assert_true(found.taken[found.n - 1].article < longest.index->n_articles * 3 / 4);
    recorder_clear(&found);
  }
}

static void stops_when_its_time_is_up(void **state) {
  (void)state;
  recorder found = recorder_of(true);
  qn_error error;
  engine_fixture_plan(&longest, "salt tide");
  longest.interrupt.deadline = 1;
  assert_int_equal(run_engine(&longest, &qn__maxscore_engine, 0, &found.sink, &error), QN_TIMEOUT);
  recorder_clear(&found);
}

static void reports_out_of_memory_at_any_request(void **state) {
  (void)state;
  check_out_of_memory(&fixture, &qn__maxscore_engine, "+sea salt lantern -tide", LARGE_SEGMENT);
  check_out_of_memory(&fixture, &qn__maxscore_engine, "salt lantern lang:ja", TAGGED_SEGMENT);
}

/* --- priming ----------------------------------------------------------------------------------------------------- */

/* The threshold that priming gives a sink that wants k articles. */
static int32_t primed_in(engine_fixture *f, const char *query, size_t k) {
  recorder r = recorder_of(true);
  qn_error error;
  engine_fixture_plan(f, query);
  r.sink.k = k;
  f->context.sink = &r.sink;
  assert_ok(qn__maxscore_prime(&f->context, &error), error);
  return r.sink.threshold;
}

static int32_t primed(const char *query, size_t k) {
  return primed_in(&fixture, query, k);
}

/* The score of the k-th best article; -1 if there are fewer. */
static int32_t kth_score(const char *query, size_t k) {
  qn__top_k best;
  qn_error error;
  engine_fixture_plan(&fixture, query);
  qn__top_k_init(&best);
  assert_ok(qn__top_k_begin(&best, k, &error), error);
  for (size_t s = 0; s < FIXTURE_SEGMENTS; s++)
    take_expected(&fixture, s, &best.sink);
  int32_t score = best.n == k ? (int32_t)best.heap[0].score : -1;
  qn__top_k_clear(&best);
  return score;
}

static void priming_leaves_the_best_articles_above_the_threshold(void **state) {
  (void)state;
  static const char *const queries[] = {"salt",
                                        "cormorant",
                                        "sea salt tide",
                                        "herring lantern narwhal",
                                        "tide lang:ja",
                                        "lantern -lang:en",
                                        "salt herring (lang:ja OR lang:de)"};
  for (size_t i = 0; i < sizeof queries / sizeof queries[0]; i++)
    for (size_t k = 1; k <= QN__POSTINGS_BEST; k++) {
      int32_t threshold = primed(queries[i], k), score = kth_score(queries[i], k);
      if (threshold >= score)
        fail_msg("%s: primed to %d, and the best %zu score %d at least", queries[i], threshold, k, score);
    }
}

static void priming_leaves_the_best_articles_whatever_k1_and_b(void **state) {
  (void)state;
  static const float values[][2] = {{0.1f, 0.75f}, {1.2f, 0.0f}, {8.0f, 1.0f}};
  for (size_t i = 0; i < 3; i++)
    for (size_t k = 1; k <= QN__POSTINGS_BEST; k++) {
      fixture.k1 = values[i][0];
      fixture.b = values[i][1];
      assert_true(primed("herring", k) < kth_score("herring", k));
      assert_true(primed("tide cormorant", k) < kth_score("tide cormorant", k));
    }
  fixture.k1 = QN__DEFAULT_K1;
  fixture.b = QN__DEFAULT_B;
}

/* No other segment has better ones. */
static void priming_knows_the_best_articles_of_a_single_term(void **state) {
  (void)state;
  assert_int_equal(primed("herring", 1), kth_score("herring", 1) - 1);
  assert_true(primed("herring", 1) > primed("herring", 16));
  assert_true(primed("herring", 16) > 0);
}

static void priming_passes_over_deleted_and_filtered_articles(void **state) {
  (void)state;
  assert_true(primed("tide lang:ja", 8) < primed("tide", 8));
  assert_true(primed("tide lang:ja", 8) > 0);
}

static void priming_needs_optional_terms_alone_and_few_articles(void **state) {
  (void)state;
  assert_true(primed_in(&longest, "salt", 32) > -1);
  assert_int_equal(primed_in(&longest, "salt", 33), -1);
  assert_int_equal(primed_in(&longest, "salt", 0), -1);
  static const char *const queries[] = {"+salt sea",  "salt -sea",         "\"sea salt\"", "=salt",
                                        "title:salt", "(+sea +salt) tide", "zebra",        "narwhal"};
  for (size_t i = 0; i < sizeof queries / sizeof queries[0]; i++)
    if (primed(queries[i], 10) != -1)
      fail_msg("%s is primed", queries[i]);
}

static void priming_lowers_no_threshold(void **state) {
  (void)state;
  recorder r = recorder_of(true);
  qn_error error;
  engine_fixture_plan(&fixture, "salt");
  r.sink.k = 1;
  r.sink.threshold = INT32_MAX - 1;
  fixture.context.sink = &r.sink;
  assert_ok(qn__maxscore_prime(&fixture.context, &error), error);
  assert_int_equal(r.sink.threshold, INT32_MAX - 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(takes_optional_terms),
      cmocka_unit_test(takes_no_sink_that_wants_no_scores),
      cmocka_unit_test(takes_no_plan_without_optional_terms),
      cmocka_unit_test(takes_terms_only),
      cmocka_unit_test(takes_required_terms_that_are_more_frequent_than_an_optional_one),
      cmocka_unit_test(an_optional_term_of_less_than_a_block_is_not_what_leads),
      cmocka_unit_test(takes_fewer_required_terms_where_most_articles_are_excluded),
      cmocka_unit_test(finds_all_articles_of_one_term),
      cmocka_unit_test(finds_all_articles_of_several_terms),
      cmocka_unit_test(leaves_out_what_is_excluded),
      cmocka_unit_test(finds_required_terms_with_their_optional_ones),
      cmocka_unit_test(finds_nothing_where_a_required_term_is_missing),
      cmocka_unit_test(gives_no_deleted_and_no_filtered_article),
      cmocka_unit_test(finds_all_articles_whatever_k1_and_b),
      cmocka_unit_test(finds_all_articles_in_windows_of_every_size),
      cmocka_unit_test(stops_soon_after_the_sink_is_full),
      cmocka_unit_test(stops_within_a_segment_when_it_is_cancelled),
      cmocka_unit_test(stops_when_its_time_is_up),
      cmocka_unit_test(reports_out_of_memory_at_any_request),
      cmocka_unit_test(priming_leaves_the_best_articles_above_the_threshold),
      cmocka_unit_test(priming_leaves_the_best_articles_whatever_k1_and_b),
      cmocka_unit_test(priming_knows_the_best_articles_of_a_single_term),
      cmocka_unit_test(priming_passes_over_deleted_and_filtered_articles),
      cmocka_unit_test(priming_needs_optional_terms_alone_and_few_articles),
      cmocka_unit_test(priming_lowers_no_threshold),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
