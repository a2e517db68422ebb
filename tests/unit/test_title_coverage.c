/* SPDX-License-Identifier: MIT */
/* test_title_coverage.c: what articles earn for titles that the query covers. */
#include "support/rescored_hit.h"

#include <math.h>

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

static double coverage(const char *query, uint64_t article) {
  return rescored_part(&fixture, query, article, QN__TITLE_COVERAGE);
}

/* Half of the score, times the share of the title, times a third for each word in it. */
static void coverage_is_the_share_of_the_title_that_the_query_has(void **state) {
  (void)state;
  const qn__found found = rescored_hit(&fixture, "light", 1);
  const double base = found.base / fixture.searcher->plan.scale, light = qn__idf(11, 4);
  const double other = qn__idf(11, 1) * qn__default_weights.other_idf / QN__ALL_OF_IT;
  const double expected = base * 0.5 * light / (light + 2 * other) / 3;
  assert_true(fabs(coverage("light", 1) - expected) < 1e-4 * expected);
}

static void a_title_that_is_covered_earns_a_third_for_each_word_up_to_three(void **state) {
  (void)state;
  qn__found found = rescored_hit(&fixture, "of speed light", 2);
  assert_int_equal(found.parts[QN__TITLE_COVERAGE], found.base / 2);
  found = rescored_hit(&fixture, "university", 8);
  assert_int_equal(found.parts[QN__TITLE_COVERAGE], found.base / 2 / 3);
}

static void an_article_without_a_title_earns_nothing(void **state) {
  (void)state;
  assert_true(!(coverage("speed of light", 4) > 0.0));
}

static void words_of_the_text_alone_do_not_cover_a_title(void **state) {
  (void)state;
  assert_true(!(coverage("the", 1) > 0.0));
}

static void another_spelling_covers_a_title(void **state) {
  (void)state;
  assert_true(coverage("cafe", 7) > 0.0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(coverage_is_the_share_of_the_title_that_the_query_has),
      cmocka_unit_test(a_title_that_is_covered_earns_a_third_for_each_word_up_to_three),
      cmocka_unit_test(an_article_without_a_title_earns_nothing),
      cmocka_unit_test(words_of_the_text_alone_do_not_cover_a_title),
      cmocka_unit_test(another_spelling_covers_a_title),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
