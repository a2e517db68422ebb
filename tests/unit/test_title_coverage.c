/* SPDX-License-Identifier: MIT */
/* test_title_coverage.c: what articles earn for titles that the query covers. */
#include "support/rescored_hit.h"

#include <math.h>

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

/* "york" is in one article: no idf is higher. */
static void boosts_leave_the_share_of_the_title(void **state) {
  (void)state;
  const double plain = coverage("york", 5);
  assert_true(fabs(1000 * coverage("york^0.001", 5) - plain) < 1e-4 * plain);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(coverage_is_the_share_of_the_title_that_the_query_has),
      cmocka_unit_test(a_title_that_is_covered_earns_a_third_for_each_word_up_to_three),
      cmocka_unit_test(an_article_without_a_title_earns_nothing),
      cmocka_unit_test(words_of_the_text_alone_do_not_cover_a_title),
      cmocka_unit_test(another_spelling_covers_a_title),
      cmocka_unit_test(boosts_leave_the_share_of_the_title),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
