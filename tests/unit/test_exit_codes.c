/* SPDX-License-Identifier: MIT */
/* test_exit_codes.c: one table of exit codes for both tools. */
#include "support/support.h"

#include "cli/exit_codes.h"

static void every_status_has_an_exit_code(void **state) {
  (void)state;
#define ASSERT_KNOWN(status, text)                                                                                     \
  assert_true(cli_exit_of(status) <= EXIT_SYSTEM || cli_exit_of(status) == EXIT_INTERRUPTED);                          \
  assert_true((cli_exit_of(status) == EXIT_DONE) == ((status) == QN_OK));
  QN_STATUS_TABLE(ASSERT_KNOWN)
#undef ASSERT_KNOWN
}

static void settings_that_differ_are_a_usage_error(void **state) {
  (void)state;
  assert_int_equal(cli_exit_of(QN_MISMATCH), 2);
  assert_int_equal(cli_exit_of(QN_BAD_QUERY), 2);
  assert_int_equal(cli_exit_of(QN_TOO_LARGE), 2);
}

static void failures_have_different_codes(void **state) {
  (void)state;
  assert_int_equal(cli_exit_of(QN_NOT_FOUND), 1);
  assert_int_equal(cli_exit_of(QN_NO_INDEX), 3);
  assert_int_equal(cli_exit_of(QN_DAMAGED), 4);
  assert_int_equal(cli_exit_of(QN_LOCKED), 5);
  assert_int_equal(cli_exit_of(QN_IO), 6);
  assert_int_equal(cli_exit_of(QN_NO_MEMORY), 6);
  assert_int_equal(cli_exit_of(QN_CANCELLED), 130);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_status_has_an_exit_code),
      cmocka_unit_test(settings_that_differ_are_a_usage_error),
      cmocka_unit_test(failures_have_different_codes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
