/* SPDX-License-Identifier: MIT */
/* test_query_units.c: what counts as one word of a query. */
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

static void a_phrase_is_one_word(void **state) {
  (void)state;
  assert_true(has_all("\"rare earth\" north", 9));
  assert_false(has_all("\"rare earth\" north", 10));
}

static void a_compound_closed_up_has_its_parts(void **state) {
  (void)state;
  assert_true(has_all("wi-fi slow", 3));
  assert_true(has_all("wi-fi slow", 4));
}

static void a_group_is_one_word(void **state) {
  (void)state;
  assert_true(has_all("+(perch river) +pike", 1));
  assert_true(has_all("+(perch river) +pike", 2));
  assert_false(has_all("(+perch +river) pike", 1));
}

static void filters_and_exclusions_are_no_words(void **state) {
  (void)state;
  assert_true(has_all("perch pike lang:en -zebra -river", 1));
  assert_false(has_all("pike lang:en", 1));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_phrase_is_one_word),
      cmocka_unit_test(a_compound_closed_up_has_its_parts),
      cmocka_unit_test(a_group_is_one_word),
      cmocka_unit_test(filters_and_exclusions_are_no_words),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
