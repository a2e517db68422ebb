/* SPDX-License-Identifier: MIT */
/* test_facet_json.c: facets for programs. */
#include "unit/printed_answer.h"

static void assert_facets(const char *query, const char *expected) {
  static const double bounds[] = {1.5, 3};
  tool_options options = options_of("json");
  const char *items[] = {"topics", "date:year", "n:1.5,3"};
  qn_facet facets[] = {{.column = "topics"},
                       {.column = "date", .by = QN_FACET_YEAR},
                       {.column = "n", .by = QN_FACET_RANGE, .bounds = bounds, .n_bounds = 2}};
  options.limit = 0;
  options.facet = (cli_list){items, 3};
  options.facets = facets;
  printed_answer printed = print_query(&options, NULL, query);
  char *from = strstr(printed.out, ",\"facets\":"), *end = strstr(printed.out, ",\"warnings\"");
  assert_non_null(from);
  if (end != NULL)
    *end = '\0';
  assert_string_equal(from, expected);
  free(printed.out);
  free(printed.messages);
}

static void each_has_its_values_with_their_articles(void **state) {
  (void)state;
  assert_facets("salt", ",\"facets\":["
                        "{\"column\":\"topics\",\"by\":\"value\",\"articles\":1,\"distinct\":1,\"values\":["
                        "{\"value\":\"x\",\"articles\":1}]},"
                        "{\"column\":\"date\",\"by\":\"year\",\"articles\":1,\"distinct\":1,\"values\":["
                        "{\"value\":\"2025\",\"articles\":1}]},"
                        "{\"column\":\"n\",\"by\":\"range\",\"articles\":0,\"distinct\":0,\"values\":["
                        "{\"to\":1.5,\"articles\":0},{\"from\":1.5,\"to\":3,\"articles\":0},"
                        "{\"from\":3,\"articles\":0}]}]");
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(each_has_its_values_with_their_articles)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
