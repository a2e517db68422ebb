/* SPDX-License-Identifier: MIT */
/* test_child.c: other programs get their words, their input and their signals as git hands them on. */
#include "support/support.h"

#include "base/memory.h"
#include "cli/child.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What a command prints that is run with two arguments; on the heap. */
static char *printed_by(const char *command, int *status) {
  const char *const arguments[] = {"+7", "a file's \"name\""};
  pid_t child;
  capture captured = capture_begin(STDOUT_FILENO);
  const int failure = cli_child_start_command(&child, command, arguments, 2, -1);
  *status = failure == 0 ? cli_child_wait(child) : -failure;
  return capture_end(&captured);
}

static void check_printed(const char *command, int expected_status, const char *expected) {
  int status;
  char *printed = printed_by(command, &status);
  assert_int_equal(status, expected_status);
  assert_string_equal(printed, expected);
  free(printed);
}

static void a_name_alone_is_a_program(void **state) {
  (void)state;
  check_printed("echo", 0, "+7 a file's \"name\"\n");
  if (reports_missing_programs())
    check_printed("no-such-program", -ENOENT, "");
}

static void what_needs_a_shell_is_run_by_one(void **state) {
  (void)state;
  check_printed("printf '<%s>\\n'", 0, "<+7>\n<a file's \"name\">\n");
  check_printed("exit 3;", 3, "");
  check_printed("no-such-program -x 2>/dev/null", CLI_CHILD_NOT_RUN, "");
}

static void a_signal_is_a_status_of_its_own(void **state) {
  (void)state;
  check_printed("kill -TERM $$ #", 128 + SIGTERM, "");
}

static void it_reads_what_it_is_given(void **state) {
  (void)state;
  const char *const words[] = {"cat", NULL};
  pid_t child;
  FILE *file = tmpfile();
  assert_non_null(file);
  fputs("input\n", file);
  rewind(file);
  capture captured = capture_begin(STDOUT_FILENO);
  assert_int_equal(cli_child_start(&child, words, fileno(file)), 0);
  assert_int_equal(cli_child_wait(child), 0);
  char *printed = capture_end(&captured);
  assert_string_equal(printed, "input\n");
  free(printed);
  fclose(file);
}

static void it_does_not_ignore_what_is_ignored_here(void **state) {
  (void)state;
  signal(SIGINT, SIG_IGN);
  check_printed("kill -INT $$ #", 128 + SIGINT, "");
  signal(SIGINT, SIG_DFL);
}

static void reports_out_of_memory(void **state) {
  (void)state;
  pid_t child;
  for (long i = 0; i < 2; i++) { /* the words, the script */
    qn__memory_fail_after(i);
    const int failure = cli_child_start_command(&child, "true #", NULL, 0, -1);
    qn__memory_fail_after(-1);
    assert_int_equal(failure, ENOMEM);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_name_alone_is_a_program),
      cmocka_unit_test(what_needs_a_shell_is_run_by_one),
      cmocka_unit_test(a_signal_is_a_status_of_its_own),
      cmocka_unit_test(it_reads_what_it_is_given),
      cmocka_unit_test(it_does_not_ignore_what_is_ignored_here),
      cmocka_unit_test(reports_out_of_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
