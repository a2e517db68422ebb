/* SPDX-License-Identifier: MIT */
/* test_conjunction.c: the engine of required terms, phrases, exact words and titles. */
#include "support/engine_fixture.h"

#include <stdio.h>

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

static bool takes(const char *query, fixture_segment segment, bool wants_scores) {
  engine_fixture_plan(&fixture, query);
  return engine_takes(&fixture, &qn__conjunction_engine, segment, wants_scores);
}

/* --- what it takes ----------------------------------------------------------------------------------------------- */

static void takes_what_is_required_with_optional_and_excluded_terms(void **state) {
  (void)state;
  static const char *const taken[] = {"+salt +tide",
                                      "+salt +tide lantern -sea",
                                      "\"sea salt\"",
                                      "=tides",
                                      "title:tide",
                                      "+\"sea salt\" +=tides +title:lantern",
                                      "+salt sea",
                                      "+salt -sea",
                                      "+salt +tide lang:en -lang:ja"};
  for (size_t i = 0; i < sizeof taken / sizeof taken[0]; i++)
    if (!takes(taken[i], LARGE_SEGMENT, true))
      fail_msg("%s is not taken", taken[i]);
}

static void a_single_optional_clause_is_required(void **state) {
  (void)state;
  assert_true(takes("salt", LARGE_SEGMENT, true));
  assert_false(takes("salt tide", LARGE_SEGMENT, true));
  assert_false(takes("\"sea salt\" tide", LARGE_SEGMENT, true));
}

static void takes_no_optional_or_excluded_clause_but_terms(void **state) {
  (void)state;
  static const char *const refused[] = {"+salt \"sea tide\"",  "+salt =tides",  "+salt title:tide",
                                        "+salt -\"sea tide\"", "+salt -=tides", "+salt (+sea +tide)"};
  for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
    if (takes(refused[i], LARGE_SEGMENT, true))
      fail_msg("%s is taken", refused[i]);
}

static void takes_no_groups_and_no_filters_to_look_for(void **state) {
  (void)state;
  assert_false(takes("lang:en", LARGE_SEGMENT, true));
  assert_false(takes("+(salt tide) +sea", LARGE_SEGMENT, true));
  assert_false(takes("+sea +(salt lang:en)", LARGE_SEGMENT, true));
}

/* A count of terms alone is the boolean engine's: by bit sets. */
static void takes_terms_for_scores_only(void **state) {
  (void)state;
  assert_false(takes("+salt +tide", LARGE_SEGMENT, false));
  assert_true(takes("\"sea salt\"", LARGE_SEGMENT, false));
  assert_true(takes("+salt +=tides", LARGE_SEGMENT, false));
}

static void takes_required_words_of_one_list_only(void **state) {
  (void)state;
  assert_false(takes("+salt +tide", LANGUAGE_SEGMENT, true));
  assert_false(takes("\"sea salt\"", LANGUAGE_SEGMENT, true));
  assert_true(takes("+salt +tide", TAGGED_SEGMENT, true));
  assert_true(takes("+salt +zebra", TAGGED_SEGMENT, true)); /* which has none */
}

static void takes_no_words_that_stand_for_all_that_begin_with_them(void **state) {
  (void)state;
  static const char *const texts[] = {"5864.6 tons of salt"};
  char *dir = make_temp_dir();
  engine_fixture f;
  add_texts(dir, texts, 1);
  engine_fixture_open_dirs(&f, (const char *const *)&dir, 1);
  engine_fixture_plan(&f, "+5864 +tons");
  assert_false(engine_takes(&f, &qn__conjunction_engine, 0, true));
  engine_fixture_plan(&f, "+5864.6 +tons");
  assert_true(engine_takes(&f, &qn__conjunction_engine, 0, true));
  engine_fixture_close(&f);
  remove_tree(dir);
}

/* --- what it finds ----------------------------------------------------------------------------------------------- */

/* A query that must have matches; it is taken in the three segments whose words have one list. */
static void check(const char *query) {
  size_t n_matches = 0;
  assert_int_equal(check_engine(&fixture, &qn__conjunction_engine, query, &n_matches), 3);
  if (n_matches == 0)
    fail_msg("%s: no article matches, so nothing was tested", query);
}

static void finds_the_articles_that_have_all_terms(void **state) {
  (void)state;
  check("salt");
  check("narwhal");
  check("+sea +salt");
  check("+sea +salt +tide +harbour");
  check("+herring +lantern");
  check("+cormorant +sea +herring");
}

static void optional_terms_only_raise_scores(void **state) {
  (void)state;
  check("+herring salt");
  check("+salt +harbour sea tide herring lantern cormorant narwhal");
  check("+salt +salt salt herring");
}

static void leaves_out_what_is_excluded(void **state) {
  (void)state;
  check("+salt -tide");
  check("+herring +sea -salt -lantern");
  check("+salt lantern -cormorant -sea");
  check("\"sea salt\" -tide -narwhal");
}

static void finds_phrases(void **state) {
  (void)state;
  check("\"sea salt\"");
  check("\"sea sea\"");
  check("\"salt sea salt\"");
  check("\"sea herring\"");
  check("+\"sea salt\" +\"salt tide\"");
  check("+\"sea salt\" +sea +tide lantern");
}

static void finds_exact_words_and_phrases(void **state) {
  (void)state;
  check("=tides");
  check("+=salts +=tide");
  check("=\"salts sea\"");
  check("+=tides +tide lantern -harbour");
  check("+=\"sea tides\" +\"sea tide\"");
}

static void finds_what_is_in_a_title(void **state) {
  (void)state;
  check("title:tide");
  check("+title:salt +sea");
  check("title:\"sea salt\"");
  check("+title:=tides +salt lantern");
  check("+title:sea +title:salt -tide");
}

static void finds_all_whatever_k1_and_b(void **state) {
  (void)state;
  static const float values[][2] = {{0.0f, 0.75f}, {0.4f, 0.0f}, {4.0f, 1.0f}};
  for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
    fixture.k1 = values[i][0];
    fixture.b = values[i][1];
    check("+salt +lantern tide");
    check("+\"sea salt\" +herring");
  }
  fixture.k1 = QN__DEFAULT_K1;
  fixture.b = QN__DEFAULT_B;
}

static void gives_no_deleted_and_no_filtered_article(void **state) {
  (void)state;
  check("+salt +tide lang:ja");
  check("\"sea salt\" -lang:ko");
  check("=tides (lang:en OR lang:ko)");
  for (int wants_scores = 0; wants_scores < 2; wants_scores++) {
    recorder found = recorder_of(wants_scores == 1);
    qn_error error;
    engine_fixture_plan(&fixture, "\"sea salt\" lang:ja");
    assert_ok(run_engine(&fixture, &qn__conjunction_engine, TAGGED_SEGMENT, &found.sink, &error), error);
    assert_true(found.n > 100);
    for (size_t i = 0; i < found.n; i++) {
      uint32_t doc = (uint32_t)(found.taken[i].article - fixture.index->segments[TAGGED_SEGMENT].first);
      assert_false(fixture_is_deleted(TAGGED_SEGMENT, doc));
      assert_string_equal(fixture_language(TAGGED_SEGMENT, doc), "ja");
    }
    recorder_clear(&found);
  }
}

static void finds_nothing_where_a_word_is_missing(void **state) {
  (void)state;
  static const char *const queries[] = {"+zebra +salt", "\"sea zebra\"", "=saltes", "title:zebra"};
  recorder found = recorder_of(true);
  qn_error error;
  for (size_t i = 0; i < sizeof queries / sizeof queries[0]; i++) {
    engine_fixture_plan(&fixture, queries[i]);
    assert_ok(run_engine(&fixture, &qn__conjunction_engine, LARGE_SEGMENT, &found.sink, &error), error);
  }
  assert_int_equal(found.n, 0);
  recorder_clear(&found);
}

/* --- when it stops ----------------------------------------------------------------------------------------------- */

static void a_full_sink_is_given_no_further_block(void **state) {
  (void)state;
  for (int wants_scores = 0; wants_scores < 2; wants_scores++) {
    recorder found = recorder_of(wants_scores == 1);
    qn_error error;
    engine_fixture_plan(&fixture, "\"sea salt\"");
    found.full_at = 5;
    assert_ok(run_engine(&fixture, &qn__conjunction_engine, LARGE_SEGMENT, &found.sink, &error), error);
    assert_in_range(found.n, 5, QN__POSTINGS_BLOCK);
    recorder_clear(&found);
  }
}

/* Says yes when it is asked for the n-th time. */
static bool stops_at(void *context) {
  return --*(int *)context == 0;
}

static void stops_within_a_segment_when_it_is_cancelled_or_its_time_is_up(void **state) {
  (void)state;
  engine_fixture longest;
  engine_fixture_open_longest(&longest);
  for (int times_out = 0; times_out < 2; times_out++) {
    recorder found = recorder_of(true);
    qn_error error;
    int polls = 1;
    engine_fixture_plan(&longest, "+sea +salt");
    if (times_out)
      longest.interrupt.deadline = 1;
    else
      longest.interrupt = (qn__interrupt){.cancelled = stops_at, .cancel_context = &polls};
    assert_int_equal(run_engine(&longest, &qn__conjunction_engine, 0, &found.sink, &error),
                     times_out ? QN_TIMEOUT : QN_CANCELLED);
    assert_true(found.n > 0);
    assert_true(found.taken[found.n - 1].article < longest.index->n_articles / 2);
    recorder_clear(&found);
  }
  engine_fixture_close(&longest);
}

static void reports_out_of_memory_at_any_request(void **state) {
  (void)state;
  check_out_of_memory(&fixture, &qn__conjunction_engine, "+\"sea salt\" +herring lantern -tide", LARGE_SEGMENT);
  check_out_of_memory(&fixture, &qn__conjunction_engine, "+=tides +title:\"sea salt\" lang:ja", TAGGED_SEGMENT);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(takes_what_is_required_with_optional_and_excluded_terms),
      cmocka_unit_test(a_single_optional_clause_is_required),
      cmocka_unit_test(takes_no_optional_or_excluded_clause_but_terms),
      cmocka_unit_test(takes_no_groups_and_no_filters_to_look_for),
      cmocka_unit_test(takes_terms_for_scores_only),
      cmocka_unit_test(takes_required_words_of_one_list_only),
      cmocka_unit_test(takes_no_words_that_stand_for_all_that_begin_with_them),
      cmocka_unit_test(finds_the_articles_that_have_all_terms),
      cmocka_unit_test(optional_terms_only_raise_scores),
      cmocka_unit_test(leaves_out_what_is_excluded),
      cmocka_unit_test(finds_phrases),
      cmocka_unit_test(finds_exact_words_and_phrases),
      cmocka_unit_test(finds_what_is_in_a_title),
      cmocka_unit_test(finds_all_whatever_k1_and_b),
      cmocka_unit_test(gives_no_deleted_and_no_filtered_article),
      cmocka_unit_test(finds_nothing_where_a_word_is_missing),
      cmocka_unit_test(a_full_sink_is_given_no_further_block),
      cmocka_unit_test(stops_within_a_segment_when_it_is_cancelled_or_its_time_is_up),
      cmocka_unit_test(reports_out_of_memory_at_any_request),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
