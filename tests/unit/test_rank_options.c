/* SPDX-License-Identifier: MIT */
/* test_rank_options.c: --recency and --boost as options of a search. */
#include "tool/rank_options.h"

#include "support/support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Reads what is given; what is printed must have `message` in it, NULL: nothing. */
static tool_options read_given(tool_options options, const char *message) {
  const cli_syntax syntax = {.usage = ""};
  capture captured = capture_begin(2);
  const cli_exit exit = rank_options_read(&options, &syntax);
  char *printed = capture_end(&captured);
  assert_int_equal(exit, message == NULL ? EXIT_DONE : EXIT_USAGE);
  assert_non_null(strstr(printed, message != NULL ? message : ""));
  assert_int_equal(printed[0] == '\0', message == NULL);
  free(printed);
  return options;
}

static void assert_days(const char *age, double days) {
  const tool_options options = read_given((tool_options){.recency = age}, NULL);
  assert_true(fabs(options.recency_days - days) < 1e-9);
}

static void an_age_has_a_unit(void **state) {
  (void)state;
  assert_days("12h", 0.5);
  assert_days("30d", 30);
  assert_days("2w", 14);
  assert_days("12m", 365.25);
  assert_days("1y", 365.25);
}

static void another_age_is_refused(void **state) {
  static const char *const wrong[] = {"", "d", "30", "0d", "-1d", "1.5d", "1d ", "soon", "9999999d"};
  (void)state;
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    read_given((tool_options){.recency = wrong[i]}, "--recency takes an age");
}

static void a_field_may_be_a_count(void **state) {
  (void)state;
  tool_options options = read_given((tool_options){.boost = "views:log"}, NULL);
  assert_string_equal(options.boost_column, "views");
  assert_true(options.boost_is_count);
  rank_options_clear(&options);
  options = read_given((tool_options){.boost = "a:b"}, NULL);
  assert_string_equal(options.boost_column, "a:b");
  assert_false(options.boost_is_count);
  rank_options_clear(&options);
}

static void a_boost_names_a_field(void **state) {
  (void)state;
  read_given((tool_options){.boost = ""}, "--boost takes the name of a field");
  read_given((tool_options){.boost = ":log"}, "--boost takes the name of a field");
}

static void what_would_do_nothing_is_refused(void **state) {
  (void)state;
  tool_options sorted = {.boost = "views"};
  read_given((tool_options){.recency = "30d", .rank = QN_RANK_BM25}, "--recency cannot be used with --rank bm25");
  assert_int_equal(cli_list_add(&sorted.sort, "date"), EXIT_DONE);
  sorted = read_given(sorted, "--boost cannot be used with --sort");
  cli_list_clear(&sorted.sort);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_age_has_a_unit),
      cmocka_unit_test(another_age_is_refused),
      cmocka_unit_test(a_field_may_be_a_count),
      cmocka_unit_test(a_boost_names_a_field),
      cmocka_unit_test(what_would_do_nothing_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
