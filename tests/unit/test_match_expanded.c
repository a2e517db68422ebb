/* SPDX-License-Identifier: MIT */
/* test_match_expanded.c: a prefix is found where any term begins with it, a pattern where any form matches it, all of
 * them counted together. */
#include "support/matcher_fixture.h"
#include "support/query_tree.h"
#include "support/support.h"

#include <string.h>

/* A whole number that no article has stands for those with decimals. */
static void a_whole_number_is_found_in_its_decimals(void **state) {
  const looked_for wanted = {.words = {"7.25 7.5 7.125"}};
  check_matcher(*state, "7", &wanted);
  assert_int_equal(((matcher_fixture *)*state)->plan.leaves[0].op, QN__PREFIX);
}

/* talk, talks and talked are one term, and house and houses. */
static void a_pattern_is_found_in_the_forms_that_match_it(void **state) {
  const looked_for talked = {.words = {"talks talked"}}, es = {.words = {"houses talks talked"}};
  const looked_for all = {.words = {"talk talks talked"}}, rare = {.words = {"zebra"}};
  check_tree(*state, "talk?*", parse_pattern(QN__WILDCARD, "talk?*", 0), &talked);
  check_tree(*state, "talk*", parse_pattern(QN__WILDCARD, "talk*", 0), &all);
  check_tree(*state, "zeb*", parse_pattern(QN__WILDCARD, "zeb*", 0), &rare);
  check_tree(*state, "re", parse_pattern(QN__REGEX, "(hous|talk)e?[sd]", 0), &es);
}

/* Also in titles, and inside phrases. */
static void a_pattern_may_be_a_word_of_a_phrase(void **state) {
  static const char *const phrases[] = {"\"the x\"", "\"x rare\"", "title:\"the x\""};
  const looked_for wanted[] = {{.words = {"the", "talked talks"}},
                               {.words = {"talked talks", "rare"}},
                               {.words = {"the", "talked talks"}, .title = true}};
  for (size_t i = 0; i < 3; i++) {
    qn_query *query = NULL;
    qn_error error;
    assert_ok(qn_query_parse(&query, phrases[i], strlen(phrases[i]), NULL, &error), error);
    expand_word(query, i == 1 ? 0 : 1, QN__WILDCARD, "t?lk?*", 0);
    check_tree(*state, phrases[i], query, &wanted[i]);
  }
}

/* The word itself in all its forms, and what looks like it. */
static void a_fuzzy_word_in_a_phrase_is_itself_or_what_looks_like_it(void **state) {
  const looked_for wanted = {.words = {"the", "talk talks talked"}, .german = {NULL, "talk talks"}};
  const looked_for others = {.words = {"the", "talk talks talked"}, .german = {NULL, "talk talks talked"}};
  qn_query *query = NULL;
  qn_error error;
  assert_ok(qn_query_parse(&query, "\"the x\"", 7, NULL, &error), error);
  expand_word(query, 1, QN__FUZZY, "talk", 1);
  check_tree(*state, "talk~1", query, &wanted);
  assert_ok(qn_query_parse(&query, "\"the x\"", 7, NULL, &error), error);
  expand_word(query, 1, QN__FUZZY, "talk", 2);
  check_tree(*state, "talk~2", query, &others);
}

static uint32_t freq_of(qn__matcher *matcher, uint32_t doc) {
  uint32_t freq = UINT32_MAX;
  qn_error error;
  assert_ok(matcher->ops->freq(matcher, doc, 1, &freq, &error), error);
  return freq;
}

static void check_positions(qn__matcher *matcher, uint32_t doc, const uint32_t *expected, uint32_t n) {
  qn__position_list found = {.n = UINT32_MAX};
  qn_error error;
  assert_ok(matcher->ops->positions(matcher, doc, 1, &found, &error), error);
  assert_int_equal(found.n, n);
  if (n > 0)
    assert_memory_equal(found.data, expected, n * sizeof *expected);
  assert_ok(matcher->ops->positions(matcher, doc, n + 1, &found, &error), error);
  assert_int_equal(found.n, 0);
}

/* Pairs that begin with the character, and the character alone at a run's end. */
static void a_character_is_found_in_pairs_and_at_the_end_of_runs(void **state) {
  const qn_article articles[] = {
      {.id = string_of("1"), .text = string_of("北京 tower 北海 京北")},
      {.id = string_of("2"), .text = string_of("京 tower")},
      {.id = string_of("3"), .text = string_of("北 tower")},
  };
  static const uint32_t first[] = {0, 3, 6}, third[] = {0};
  matcher_fixture f;
  (void)state;
  matcher_fixture_begin(&f, "characters");
  matcher_fixture_add(&f, articles, 3);
  matcher_fixture_open(&f);
  plan_query(&f, "北");
  qn__matcher *matcher = open_matchers(&f, 0);
  assert_true(matcher->ops->max_docs(matcher) >= 2);
  assert_int_equal(freq_of(matcher, 2), 1);
  assert_int_equal(freq_of(matcher, 0), 3);
  assert_int_equal(freq_of(matcher, 1), 0);
  check_positions(matcher, 0, first, 3);
  check_positions(matcher, 2, third, 1);
  check_positions(matcher, 1, NULL, 0);
  matcher_fixture_end(&f);
}

static void nothing_is_known_of_the_highest_saturation(void **state) {
  plan_query(*state, "7");
  const qn__matcher *matcher = open_matchers(*state, 0);
  assert_int_equal(matcher->ops->max_saturation(matcher), 255);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_whole_number_is_found_in_its_decimals),
      cmocka_unit_test(a_character_is_found_in_pairs_and_at_the_end_of_runs),
      cmocka_unit_test(a_pattern_is_found_in_the_forms_that_match_it),
      cmocka_unit_test(a_pattern_may_be_a_word_of_a_phrase),
      cmocka_unit_test(a_fuzzy_word_in_a_phrase_is_itself_or_what_looks_like_it),
      cmocka_unit_test(nothing_is_known_of_the_highest_saturation),
  };
  return cmocka_run_group_tests(tests, set_up_known_articles, tear_down_known_articles);
}
