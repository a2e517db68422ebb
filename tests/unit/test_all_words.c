/* SPDX-License-Identifier: MIT */
/* test_all_words.c: what articles earn for having all words of the query. */
#include "support/rescored_hit.h"

static search_fixture fixture;

static int set_up(void **state) {
  (void)state;
  worded_articles_open(&fixture);
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  search_fixture_close(&fixture);
  return 0;
}

static bool has_all(const char *query, uint64_t article) {
  return rescored_part(&fixture, query, article, QN__ALL_WORDS) > 0.0;
}

static void an_article_has_all_words_or_not(void **state) {
  (void)state;
  assert_true(has_all("perch pike", 1));
  assert_false(has_all("perch pike", 2));
  assert_true(has_all("pikes and rivers", 2));
}

static void one_word_is_not_all_words(void **state) {
  (void)state;
  assert_false(has_all("pike", 1));
  assert_false(has_all("+pike", 1));
}

static void a_word_that_no_article_has_is_not_missing(void **state) {
  (void)state;
  assert_true(has_all("perch zebra pike", 1));
  assert_false(has_all("perch zebra", 1));
}

/* What all words are worth is more than any article without them can score. */
static void few_words_are_worth_more_than_all_else(void **state) {
  (void)state;
  const qn__found all = rescored_hit(&fixture, "perch pike", 1);
  const qn__rescoring *r = &fixture.searcher->rescoring;
  assert_true(all.parts[QN__ALL_WORDS] * 100 >= r->highest * 179);
}

/* A fifth of the score: there is no promise. */
static void many_words_are_worth_a_share_of_the_score(void **state) {
  (void)state;
  const qn__found all = rescored_hit(&fixture, "pike and perch live in the", 1);
  assert_int_equal(all.parts[QN__ALL_WORDS], (uint64_t)all.base * (QN__ALL_OF_IT / 5) / QN__ALL_OF_IT);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_article_has_all_words_or_not),
      cmocka_unit_test(one_word_is_not_all_words),
      cmocka_unit_test(a_word_that_no_article_has_is_not_missing),
      cmocka_unit_test(few_words_are_worth_more_than_all_else),
      cmocka_unit_test(many_words_are_worth_a_share_of_the_score),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
