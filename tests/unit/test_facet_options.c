/* SPDX-License-Identifier: MIT */
/* test_facet_options.c: --facet as facets of a search. */
#include "support/support.h"

#include "base/memory.h"
#include "tool/facet_options.h"

#include <stdlib.h>
#include <string.h>

/* Reads one facet; what is printed must have this in it, NULL: nothing. */
static tool_options read_with(const char *asked, uint64_t limit, unsigned sort, const char *message) {
  tool_options options = {.facet_limit = limit, .facet_sort = sort};
  const cli_syntax syntax = {.usage = ""};
  assert_int_equal(cli_list_add(&options.facet, asked), EXIT_DONE);
  capture captured = capture_begin(2);
  const cli_exit exit = facet_options_read(&options, &syntax);
  char *printed = capture_end(&captured);
  assert_int_equal(exit, message == NULL ? EXIT_DONE : EXIT_USAGE);
  assert_non_null(strstr(printed, message != NULL ? message : ""));
  assert_int_equal(printed[0] == '\0', message == NULL);
  free(printed);
  return options;
}

static tool_options read_one(const char *asked, const char *message) {
  return read_with(asked, 0, FACET_SORT_COUNT, message);
}

static void assert_read(const char *asked, const char *column, qn_facet_by by) {
  tool_options options = read_one(asked, NULL);
  assert_string_equal(options.facets[0].column, column);
  assert_int_equal(options.facets[0].by, by);
  facet_options_clear(&options);
}

static void limit_and_order_are_of_lists_of_values(void **state) {
  (void)state;
  tool_options options = read_with("topics", 7, FACET_SORT_VALUE, NULL);
  assert_int_equal(options.facets[0].limit, 7);
  assert_true(options.facets[0].by_value);
  facet_options_clear(&options);
  options = read_with("date:month", 7, FACET_SORT_COUNT, "--facet-limit is for facets of a field's values");
  facet_options_clear(&options);
  options = read_with("n:0,1", 0, FACET_SORT_VALUE, "--facet-sort is for facets of a field's values");
  facet_options_clear(&options);
}

static void a_unit_of_time_stands_after_the_last_colon(void **state) {
  (void)state;
  assert_read("topics", "topics", QN_FACET_VALUE);
  assert_read("date:year", "date", QN_FACET_YEAR);
  assert_read("date:month", "date", QN_FACET_MONTH);
  assert_read("a:b:day", "a:b", QN_FACET_DAY);
}

static void a_date_alone_is_counted_by_day(void **state) {
  (void)state;
  assert_read("date", "date", QN_FACET_DAY);
}

static void bounds_ascend(void **state) {
  static const double expected[] = {-1.5, 0, 1000};
  (void)state;
  tool_options options = read_one("price:-1.5,0,1e3", NULL);
  assert_int_equal(options.facets[0].by, QN_FACET_RANGE);
  assert_int_equal(options.facets[0].n_bounds, 3);
  assert_memory_equal(options.facets[0].bounds, expected, sizeof expected);
  facet_options_clear(&options);
}

static void anything_else_is_refused(void **state) {
  static const char *const wrong[] = {"p:",     "p:week", "p:1,1", "p:2,1",  "p:1,",    "p:,1",
                                      "p:1,,2", "p:1 2",  "p:nan", "p:0x10", "p:1e999", "p:year,1"};
  (void)state;
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    tool_options options = read_one(wrong[i], "numbers that ascend");
    facet_options_clear(&options);
  }
  tool_options options = read_one(":year", "takes the name of a field");
  facet_options_clear(&options);
}

static void reports_out_of_memory(void **state) {
  const cli_syntax syntax = {.usage = ""};
  (void)state;
  for (long n = 0; n < 3; n++) {
    tool_options options = {.facet_limit = 0};
    assert_int_equal(cli_list_add(&options.facet, "price:0,10"), EXIT_DONE);
    capture captured = capture_begin(2);
    qn__memory_fail_after(n);
    const cli_exit exit = facet_options_read(&options, &syntax);
    qn__memory_fail_after(-1);
    free(capture_end(&captured));
    assert_int_equal(exit, EXIT_SYSTEM);
    facet_options_clear(&options);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_unit_of_time_stands_after_the_last_colon),
      cmocka_unit_test(a_date_alone_is_counted_by_day),
      cmocka_unit_test(limit_and_order_are_of_lists_of_values),
      cmocka_unit_test(bounds_ascend),
      cmocka_unit_test(anything_else_is_refused),
      cmocka_unit_test(reports_out_of_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
