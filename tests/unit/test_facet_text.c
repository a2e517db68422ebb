/* SPDX-License-Identifier: MIT */
/* test_facet_text.c: facets for people: lists of bars and lines over time. */
#include "unit/printed_answer.h"

static void assert_facet(const char *asked, const qn_facet *facet, const char *query, const char *expected) {
  tool_options options = options_of("text");
  const char *items[] = {asked};
  qn_facet facets[] = {*facet};
  options.limit = 0;
  options.facet = (cli_list){items, 1};
  options.facets = facets;
  assert_printed(&options, NULL, query, expected);
}

static void values_are_a_list_with_the_articles_of_each(void **state) {
  const qn_facet facet = {.column = "topics"};
  (void)state;
  assert_facet("topics", &facet, "salt",
               "2 articles (2.00 ms)\n\ntopics: 1 of 2 articles\n"
               "  x  1 #########################################################################\n");
}

static void few_dates_are_a_list_too(void **state) {
  const qn_facet facet = {.column = "date", .by = QN_FACET_MONTH};
  (void)state;
  assert_facet("date:month", &facet, "white",
               "1 article (2.00 ms)\n\ndate:month: 1 of 1 article\n"
               "  2025-06  1 ###################################################################\n");
}

static void where_no_article_matches_nothing_is_counted(void **state) {
  const qn_facet facet = {.column = "topics"};
  (void)state;
  assert_facet("topics", &facet, "absent", "no articles (2.00 ms)\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(values_are_a_list_with_the_articles_of_each),
      cmocka_unit_test(few_dates_are_a_list_too),
      cmocka_unit_test(where_no_article_matches_nothing_is_counted),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
