/* SPDX-License-Identifier: MIT */
/* test_boolean_windows.c: the engine that takes any plan: a tree over bit sets of windows. */
#include "support/engine_fixture.h"
#include "support/query_tree.h"

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

/* A query that must have matches: the engine takes it in all segments. */
static void check(const char *query) {
  size_t n_matches = 0;
  assert_int_equal(check_engine(&fixture, &qn__boolean_engine, query, &n_matches), FIXTURE_SEGMENTS);
  if (n_matches == 0)
    fail_msg("%s: no article matches, so nothing was tested", query);
}

static void finds_terms_in_every_combination(void **state) {
  (void)state;
  check("sea");
  check("narwhal");
  check("salt herring narwhal");
  check("+salt +herring");
  check("+harbour lantern tide");
  check("tide -salt");
  check("salt lantern -tide -harbour");
  check("+herring +salt lantern -sea -cormorant");
  check("lantern zebra");
}

static void finds_what_only_positions_decide(void **state) {
  (void)state;
  check("\"sea salt\"");
  check("\"salt tide\" lantern");
  check("+\"tide sea\" +herring -\"sea salt\"");
  check("title:tide");
  check("title:lantern salt");
  check("=tides");
  check("=\"salts sea\" =lanterns");
  check("lantern -=tides");
  check("harbour -title:sea");
}

static void finds_groups_in_groups(void **state) {
  (void)state;
  check("(+salt +harbour) lantern");
  check("(salt AND harbour) OR (tide AND herring)");
  check("+(herring lantern) +(tide harbour)");
  check("lantern -(salt AND tide)");
  check("lantern -(salt -\"sea tide\")");
  check("((narwhal OR (herring AND -salt)) AND (tide OR \"sea salt\")) OR cormorant");
  check("(herring -(tide -(salt -harbour))) lantern");
}

static void finds_all_words_that_begin_with_a_number(void **state) {
  char *dir = make_temp_dir();
  static const char *const texts[] = {"5864.25 and 5864.6 tons", "5,864.6 tons of salt", "58641 tons",
                                      "5864.6 of 5864.6"};
  engine_fixture f;
  size_t n_matches = 0;
  (void)state;
  add_texts(dir, texts, 4);
  engine_fixture_open_dirs(&f, (const char *const *)&dir, 1);
  assert_int_equal(check_engine(&f, &qn__boolean_engine, "5864 salt", &n_matches), 1);
  assert_int_equal(n_matches, 3);
  assert_int_equal(check_engine(&f, &qn__boolean_engine, "\"5864 tons\"", NULL), 1);
  engine_fixture_close(&f);
  remove_tree(dir);
}

static void filters_inside_the_tree_restrict_their_group_only(void **state) {
  (void)state;
  check("herring (lantern lang:ja)");
  check("(+tide lang:ko) (+salt lang:de)");
  check("lantern -(tide lang:ja)");
  check("+(herring (salt lang:en)) +tide");
}

static void gives_no_deleted_and_no_filtered_article(void **state) {
  (void)state;
  static const char *const queries[] = {"sea lang:ja", "salt tide -lang:ja", "\"sea salt\" (lang:ja OR lang:de)"};
  for (size_t i = 0; i < sizeof queries / sizeof queries[0]; i++)
    check(queries[i]);
  recorder found = recorder_of(true);
  qn_error error;
  engine_fixture_plan(&fixture, "sea salt tide lang:ko");
  assert_ok(run_engine(&fixture, &qn__boolean_engine, TAGGED_SEGMENT, &found.sink, &error), error);
  assert_true(found.n > 500);
  for (size_t i = 0; i < found.n; i++) {
    uint32_t doc = (uint32_t)(found.taken[i].article - fixture.index->segments[TAGGED_SEGMENT].first);
    assert_false(fixture_is_deleted(TAGGED_SEGMENT, doc));
    assert_string_equal(fixture_language(TAGGED_SEGMENT, doc), "ko");
  }
  recorder_clear(&found);
}

/* --- operators ---------------------------------------------------------------------------------------------------- */

static void make_near(qn_query *query) {
  become_leaves(query, QN__NEAR, 4);
}

static void make_synonyms(qn_query *query) {
  become_leaves(query, QN__SYNONYMS, 0);
}

static void check_changed(void (*change)(qn_query *query), const char *query) {
  fixture.change = change;
  check(query);
  fixture.change = NULL;
}

static void finds_words_near_each_other(void **state) {
  (void)state;
  check_changed(make_near, "+(salt lantern)");
  check_changed(make_near, "+(harbour tide \"sea salt\") +lantern");
  check_changed(make_near, "(+(salt tide) +harbour) OR (+(lantern herring) -tide)");
  check_changed(make_near, "tide -(+(sea salt) -(+(salt harbour) lantern))");
}

static void finds_synonyms(void **state) {
  (void)state;
  check_changed(make_synonyms, "+(salt lantern)");
  check_changed(make_synonyms, "+(herring \"sea salt\" =tides) tide");
  check_changed(make_synonyms, "(+(salt tides) +harbour) OR (+(lantern herring) -tide)");
  check_changed(make_synonyms, "tide -(+(lantern \"salt sea\") -(+(salt harbour) lantern))");
}

static unsigned min_match;

static void count_in_root(qn_query *query) {
  query->root->min_match = min_match;
}

static void count_in_groups(qn_query *query) {
  for (qn__query_node *item = query->root->items; item != NULL; item = item->next)
    item->min_match = item->op == QN__GROUP ? min_match : 0;
}

static void counts_what_matches_of_the_optional_nodes(void **state) {
  (void)state;
  for (min_match = 1; min_match <= 5; min_match++) {
    check_changed(count_in_root, "sea salt tide harbour herring");
    check_changed(count_in_root, "sea salt \"sea salt\" sea =tides");
    check_changed(count_in_root, "+tide sea salt harbour =tides \"sea salt\" -lantern");
    check_changed(count_in_root, "sea salt tide harbour herring lang:en");
    check_changed(count_in_groups, "+(sea salt tide harbour herring) +lantern");
    check_changed(count_in_groups, "tide -(herring lantern salt =tides \"sea salt\" -(+harbour +sea))");
    check_changed(count_in_groups,
                  "(+sea salt herring tide lantern harbour) (+salt lang:ja sea tide lantern =tides sea)");
  }
}

static void nothing_matches_more_optional_nodes_than_there_are(void **state) {
  size_t n_matches = 0;
  (void)state;
  fixture.change = count_in_root;
  for (min_match = 4; min_match < 10; min_match++)
    check_engine(&fixture, &qn__boolean_engine, "sea salt tide", &n_matches);
  fixture.change = NULL;
  assert_int_equal(n_matches, 0);
}

/* Three digits of a count, and more nodes than bits of a byte. */
static void counts_many_optional_nodes(void **state) {
  (void)state;
  for (min_match = 7; min_match <= 9; min_match++)
    check_changed(count_in_root, "sea salt tide q3 q4 q5 q6 q7 q8 q10 q11 q12");
}

static void make_all_of_it(qn_query *query) {
  for (qn__query_node *item = query->root->items; item != NULL; item = item->next)
    if (item->op == QN__LANGUAGE)
      *item = (qn__query_node){.next = item->next, .op = QN__EVERYTHING, .occur = item->occur};
}

static void finds_everything_but_what_is_excluded(void **state) {
  (void)state;
  check_changed(make_all_of_it, "lang:en");
  check_changed(make_all_of_it, "lang:en -sea");
  check_changed(make_all_of_it, "lang:en -\"sea salt\" -tide");
  check_changed(make_all_of_it, "narwhal OR lang:en");
}

/* The bounds of all leaves together say when no more can come. */
static void what_scores_nothing_ends_when_there_are_enough(void **state) {
  recorder found = recorder_of(true);
  qn_error error;
  (void)state;
  fixture.change = make_all_of_it;
  engine_fixture_plan(&fixture, "lang:en");
  fixture.change = NULL;
  found.sink.threshold = 0;
  assert_ok(run_engine(&fixture, &qn__boolean_engine, LARGE_SEGMENT, &found.sink, &error), error);
  assert_int_equal(found.n, 0);
  assert_int_equal(fixture.context.matched->window.end, 0); /* no window was filled */
  recorder_clear(&found);
}

/* Exact bits or not, a sink that wants no scores is given windows, and none where a required word is missing. */
static void gives_windows_to_a_sink_that_wants_no_scores(void **state) {
  (void)state;
  static const struct {
    const char *query;
    size_t n_windows;
  } cases[] = {{"sea salt", 2}, {"\"sea salt\" tide", 2}, {"+zebra salt", 0}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    recorder found = recorder_of(false);
    qn_error error;
    engine_fixture_plan(&fixture, cases[i].query);
    assert_ok(run_engine(&fixture, &qn__boolean_engine, LARGE_SEGMENT, &found.sink, &error), error);
    assert_int_equal(found.n_windows, cases[i].n_windows);
    assert_int_equal(found.n > 0, cases[i].n_windows > 0);
    recorder_clear(&found);
  }
}

static void a_full_sink_is_given_no_further_window(void **state) {
  (void)state;
  for (int wants_scores = 0; wants_scores < 2; wants_scores++) {
    recorder all = recorder_of(wants_scores == 1), found = recorder_of(wants_scores == 1);
    qn_error error;
    engine_fixture_plan(&fixture, "salt tide");
    assert_ok(run_engine(&fixture, &qn__boolean_engine, LARGE_SEGMENT, &all.sink, &error), error);
    found.full_at = 10;
    assert_ok(run_engine(&fixture, &qn__boolean_engine, LARGE_SEGMENT, &found.sink, &error), error);
    assert_true(found.n >= 10);
    assert_true(found.taken[found.n - 1].article < QN__WINDOW_DOCS);
    assert_true(all.taken[all.n - 1].article >= QN__WINDOW_DOCS);
    recorder_clear(&all);
    recorder_clear(&found);
  }
}

/* Says yes when it is asked for the n-th time. */
static bool stops_at(void *context) {
  return --*(int *)context == 0;
}

static void stops_between_windows_when_it_is_cancelled(void **state) {
  (void)state;
  recorder found = recorder_of(true);
  qn_error error;
  int polls = 1;
  engine_fixture_plan(&fixture, "salt tide");
  fixture.interrupt = (qn__interrupt){.cancelled = stops_at, .cancel_context = &polls};
  assert_int_equal(run_engine(&fixture, &qn__boolean_engine, LARGE_SEGMENT, &found.sink, &error), QN_CANCELLED);
  assert_true(found.n > 0);
  assert_true(found.taken[found.n - 1].article < QN__WINDOW_DOCS);
  recorder_clear(&found);
}

static void stops_when_its_time_is_up(void **state) {
  (void)state;
  recorder found = recorder_of(false);
  qn_error error;
  engine_fixture_plan(&fixture, "salt tide");
  fixture.interrupt.deadline = 1;
  assert_int_equal(run_engine(&fixture, &qn__boolean_engine, LARGE_SEGMENT, &found.sink, &error), QN_TIMEOUT);
  assert_int_equal(found.n_windows, 1);
  recorder_clear(&found);
}

static void counts_a_leaf_once_that_stands_in_several_groups(void **state) {
  (void)state;
  check("(salt AND lantern) OR (salt AND herring)");
  check("lantern (lantern tide) (salt AND lantern)");
}

static void reports_out_of_memory_at_any_request(void **state) {
  (void)state;
  check_out_of_memory(&fixture, &qn__boolean_engine, "+(salt lantern) +\"sea tide\" -=salts lang:en", LARGE_SEGMENT);
  check_out_of_memory(&fixture, &qn__boolean_engine, "salt title:tide -lang:ja", TAGGED_SEGMENT);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(finds_terms_in_every_combination),
      cmocka_unit_test(finds_what_only_positions_decide),
      cmocka_unit_test(finds_groups_in_groups),
      cmocka_unit_test(finds_all_words_that_begin_with_a_number),
      cmocka_unit_test(filters_inside_the_tree_restrict_their_group_only),
      cmocka_unit_test(gives_no_deleted_and_no_filtered_article),
      cmocka_unit_test(finds_words_near_each_other),
      cmocka_unit_test(finds_synonyms),
      cmocka_unit_test(counts_what_matches_of_the_optional_nodes),
      cmocka_unit_test(nothing_matches_more_optional_nodes_than_there_are),
      cmocka_unit_test(counts_many_optional_nodes),
      cmocka_unit_test(finds_everything_but_what_is_excluded),
      cmocka_unit_test(what_scores_nothing_ends_when_there_are_enough),
      cmocka_unit_test(gives_windows_to_a_sink_that_wants_no_scores),
      cmocka_unit_test(a_full_sink_is_given_no_further_window),
      cmocka_unit_test(stops_between_windows_when_it_is_cancelled),
      cmocka_unit_test(stops_when_its_time_is_up),
      cmocka_unit_test(counts_a_leaf_once_that_stands_in_several_groups),
      cmocka_unit_test(reports_out_of_memory_at_any_request),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
