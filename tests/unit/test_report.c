/* SPDX-License-Identifier: MIT */
/* test_report.c: a failure is one message and one exit code. */
#include "support/support.h"

#include "cli/report.h"

#include <stdlib.h>

static void reports_the_message_of_an_error(void **state) {
  (void)state;
  const qn_error error = {.status = QN_IO, .message = "cannot read x"};
  capture captured = capture_begin(2);
  cli_exit exit = cli_report(&error), exit_of_open = cli_report_open(&error, "dir");
  char *printed = capture_end(&captured);
  assert_string_equal(printed, "quern: cannot read x\nquern: cannot read x\n");
  assert_int_equal(exit, EXIT_SYSTEM);
  assert_int_equal(exit_of_open, EXIT_SYSTEM);
  free(printed);
}

static void a_missing_index_is_reported_with_what_makes_one(void **state) {
  (void)state;
  const qn_error error = {.status = QN_NO_INDEX, .message = "there is no index"};
  capture captured = capture_begin(2);
  cli_exit exit = cli_report_open(&error, "dir");
  char *printed = capture_end(&captured);
  assert_string_equal(printed, "quern: there is no index (quern-index add -i dir PATH...)\n");
  assert_int_equal(exit, EXIT_NO_INDEX);
  free(printed);
}

static void only_a_damaged_index_is_to_be_salvaged(void **state) {
  (void)state;
  capture captured = capture_begin(2);
  cli_advise(QN_DAMAGED, "dir");
  cli_advise(QN_BAD_VERSION, "dir");
  cli_advise(QN_IO, "dir");
  char *printed = capture_end(&captured);
  assert_string_equal(printed, "quern: `quern-index salvage -i dir NEW` makes a new index of what can be read\n");
  free(printed);
}

static void reports_that_a_tool_is_out_of_memory(void **state) {
  (void)state;
  capture captured = capture_begin(2);
  cli_exit exit = cli_report_memory();
  char *printed = capture_end(&captured);
  assert_string_equal(printed, "quern: out of memory\n");
  assert_int_equal(exit, EXIT_SYSTEM);
  free(printed);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reports_the_message_of_an_error),
      cmocka_unit_test(reports_that_a_tool_is_out_of_memory),
      cmocka_unit_test(only_a_damaged_index_is_to_be_salvaged),
      cmocka_unit_test(a_missing_index_is_reported_with_what_makes_one),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
