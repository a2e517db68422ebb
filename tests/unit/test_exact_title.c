/* SPDX-License-Identifier: MIT */
/* test_exact_title.c: is a title what was typed? */
#include "support/rescored_hit.h"

static search_fixture fixture;

static int set_up(void **state) {
  (void)state;
  titled_articles_open(&fixture);
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
