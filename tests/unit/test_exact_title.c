/* SPDX-License-Identifier: MIT */
/* test_exact_title.c: is a title what was typed? */
#include "support/rescored_hit.h"

static search_fixture fixture;

static int set_up(void **state) {
  const qn_article articles[] = {
      {.id = string_of("1"),
       .title = string_of("Speed of Light"),
       .text = string_of("the light, its speed and speeds")},
      {.id = string_of("2"), .title = string_of("Light of Speed"), .text = string_of("the light and its speed")},
      {.id = string_of("3"), .title = string_of("Speeds of Light"), .text = string_of("the light and its speed")},
      {.id = string_of("4"), .text = string_of("speed of light, light of speed, and the speed of it all")},
      {.id = string_of("5"), .title = string_of("New York New York"), .text = string_of("a town, so good that")},
      {.id = string_of("6"), .title = string_of("東京大学"), .text = string_of("東京大学は大学である")},
      {.id = string_of("7"), .title = string_of("Café"), .text = string_of("a café in town is good")},
      {.id = string_of("8"), .title = string_of("University"), .text = string_of("all of the university here")},
      {.id = string_of("9"), .title = string_of("RC4"), .text = string_of("a cipher that is broken")},
      {.id = string_of("10"), .title = string_of("C++"), .text = string_of("a language, and another one")},
      {.id = string_of("11"), .title = string_of(".NET"), .text = string_of("a framework for programs")}};
  (void)state;
  search_fixture_open(&fixture, articles, 11, 0);
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  search_fixture_close(&fixture);
  return 0;
}

static bool is_exact(const char *query, uint64_t article) {
  return rescored_part(&fixture, query, article, QN__EXACT_TITLE) > 0.0;
}

static void the_exact_title_has_all_words_in_their_order_and_form(void **state) {
  (void)state;
  assert_true(is_exact("speed of light", 1));
  assert_true(is_exact("SPEED OF LIGHT", 1));
  assert_true(is_exact("\"speed of\" light", 1));
  assert_false(is_exact("speed of light", 2));
  assert_false(is_exact("speed of light", 3));
  assert_true(is_exact("speeds of light", 3));
  assert_false(is_exact("speed light", 1));
  assert_false(is_exact("the speed of light", 1));
}

static void an_article_without_a_title_has_no_exact_one(void **state) {
  (void)state;
  assert_false(is_exact("speed of light", 4));
}

static void a_word_may_come_twice_in_it(void **state) {
  (void)state;
  assert_true(is_exact("new york new york", 5));
  assert_false(is_exact("new york", 5));
}

static void scripts_without_spaces_have_exact_titles(void **state) {
  (void)state;
  assert_true(is_exact("東京大学", 6));
  assert_false(is_exact("東京", 6));
}

static void another_spelling_is_not_the_title(void **state) {
  (void)state;
  assert_true(is_exact("café", 7));
  assert_false(is_exact("cafe", 7));
}

static void an_extra_term_of_a_word_is_not_the_word(void **state) {
  (void)state;
  assert_false(is_exact("rc", 9));
  assert_true(is_exact("rc4", 9));
}

static void signs_of_a_name_are_part_of_a_title(void **state) {
  (void)state;
  assert_true(is_exact("C++", 10));
  assert_true(is_exact(".net", 11));
}

static void exclusions_and_filters_are_no_part_of_a_title(void **state) {
  (void)state;
  assert_true(is_exact("speed of light -town lang:en", 1));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_exact_title_has_all_words_in_their_order_and_form),
      cmocka_unit_test(an_article_without_a_title_has_no_exact_one),
      cmocka_unit_test(a_word_may_come_twice_in_it),
      cmocka_unit_test(scripts_without_spaces_have_exact_titles),
      cmocka_unit_test(another_spelling_is_not_the_title),
      cmocka_unit_test(an_extra_term_of_a_word_is_not_the_word),
      cmocka_unit_test(signs_of_a_name_are_part_of_a_title),
      cmocka_unit_test(exclusions_and_filters_are_no_part_of_a_title),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
