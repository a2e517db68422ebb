/* SPDX-License-Identifier: MIT */
/* test_best_window.c: what articles earn for words that stand close together. */
#include "support/rescored_hit.h"

#include <math.h>

#define FAR " the committee met on Tuesday and went through a list of items that had been left over and then went home "

static search_fixture fixture;

static int set_up(void **state) {
  const qn_article articles[] = {
      {.id = string_of("1"), .title = string_of("A"), .text = string_of("apples" FAR FAR "pears")},
      {.id = string_of("2"), .title = string_of("B"), .text = string_of("apples and ripe pears" FAR FAR)},
      {.id = string_of("3"), .title = string_of("Plums"), .text = string_of("figs" FAR FAR FAR)},
      {.id = string_of("4"), .title = string_of("C"), .text = string_of("nuts nuts nuts" FAR FAR "nuts")}};
  (void)state;
  search_fixture_open(&fixture, articles, 4, 0);
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  search_fixture_close(&fixture);
  return 0;
}

static uint64_t window(const char *query, uint64_t article) {
  return rescored_hit(&fixture, query, article).parts[QN__BEST_WINDOW];
}

static void words_close_together_earn_more(void **state) {
  (void)state;
  assert_true(window("apples pears", 2) > window("apples pears", 1));
  qn_hit hit;
  assert_int_equal(count_hits(&fixture, "apples pears"), 2);
  qn_searcher_hit(fixture.searcher, 0, &hit);
  assert_int_equal(hit.article, 1);
}

/* A tenth of the sum of idf * n / (n + 1.2). */
static void a_window_is_worth_the_words_in_it(void **state) {
  (void)state;
  const double idf = qn__idf(4, 1), expected = idf * 3 / 4.2 / 10;
  assert_true(fabs(rescored_part(&fixture, "nuts", 4, QN__BEST_WINDOW) - expected) < 1e-4);
}

static void a_word_of_the_title_is_not_close_to_the_text(void **state) {
  (void)state;
  const double idf = qn__idf(4, 1), expected = idf / 2.2 / 10;
  assert_true(fabs(rescored_part(&fixture, "plums figs", 3, QN__BEST_WINDOW) - expected) < 1e-4);
}

static void a_phrase_stands_where_it_begins(void **state) {
  (void)state;
  assert_true(window("\"apples and\" pears", 2) > 0);
}

static void no_window_is_worth_more_than_a_tenth_of_the_score(void **state) {
  (void)state;
  const qn__found found = rescored_hit(&fixture, "figs", 3);
  assert_true(found.parts[QN__BEST_WINDOW] <= found.base / 10);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(words_close_together_earn_more),
      cmocka_unit_test(a_window_is_worth_the_words_in_it),
      cmocka_unit_test(a_word_of_the_title_is_not_close_to_the_text),
      cmocka_unit_test(a_phrase_stands_where_it_begins),
      cmocka_unit_test(no_window_is_worth_more_than_a_tenth_of_the_score),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
