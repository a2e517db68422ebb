/* SPDX-License-Identifier: MIT */
/* test_match_title.c: title: finds what an operator finds where that also stands in the title, and counts all of it. */
#include "support/matcher_fixture.h"
#include "support/support.h"

static void a_word_is_found_where_the_title_has_it(void **state) {
  const looked_for frequent = {.words = {"the"}, .title = true};
  const looked_for rare = {.words = {"trade"}, .title = true};
  check_matcher(*state, "title:the", &frequent);
  check_matcher(*state, "title:trade", &rare);
}

static void a_word_is_found_in_all_its_forms(void **state) {
  const looked_for wanted = {.words = {"talk talks talked"}, .german = {"talk talks"}, .title = true};
  check_matcher(*state, "title:talks", &wanted);
}

static void an_exact_word_is_found_where_the_title_has_its_form(void **state) {
  const looked_for wanted = {.words = {"talks"}, .title = true};
  check_matcher(*state, "title:=talks", &wanted);
}

static void a_phrase_is_found_where_the_title_has_it(void **state) {
  const looked_for wanted = {.words = {"the", "rare"}, .title = true};
  const looked_for exact = {.words = {"the", "talks"}, .title = true};
  check_matcher(*state, "title:\"the rare\"", &wanted);
  check_matcher(*state, "title:=\"the talks\"", &exact);
}

static void a_prefix_is_found_where_the_title_has_it(void **state) {
  const looked_for wanted = {.words = {"7.25 7.5 7.125"}, .title = true};
  check_matcher(*state, "title:7", &wanted);
}

static void an_unknown_word_is_found_nowhere(void **state) {
  const looked_for wanted = {.words = {""}, .title = true};
  check_matcher(*state, "title:unknown", &wanted);
}

static qn__matcher *match_alone(matcher_fixture *f, const char *text) {
  plan_query(f, text);
  return open_matchers(f, 0);
}

static void the_bounds_are_those_of_the_operator(void **state) {
  qn__matcher *matcher = match_alone(*state, "\"the trade\"");
  uint64_t docs = matcher->ops->max_docs(matcher);
  uint8_t saturation = matcher->ops->max_saturation(matcher);
  matcher = match_alone(*state, "title:\"the trade\"");
  assert_int_equal(matcher->ops->max_docs(matcher), docs);
  assert_int_equal(matcher->ops->max_saturation(matcher), saturation);
  assert_false(matcher->ops->exact_bits);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_word_is_found_where_the_title_has_it),
      cmocka_unit_test(a_word_is_found_in_all_its_forms),
      cmocka_unit_test(an_exact_word_is_found_where_the_title_has_its_form),
      cmocka_unit_test(a_phrase_is_found_where_the_title_has_it),
      cmocka_unit_test(a_prefix_is_found_where_the_title_has_it),
      cmocka_unit_test(an_unknown_word_is_found_nowhere),
      cmocka_unit_test(the_bounds_are_those_of_the_operator),
  };
  return cmocka_run_group_tests(tests, set_up_known_articles, tear_down_known_articles);
}
