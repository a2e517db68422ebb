/* SPDX-License-Identifier: MIT */
/* test_console.c: messages are safe lines; results are written whole, or the failure is reported. */
#include "fault/failing_memory.h"
#include "support/support.h"

#include "cli/console.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void messages_are_lines_with_the_name_of_the_program(void **state) {
  (void)state;
  capture captured = capture_begin(2);
  cli_message("%s has %d bytes", "a\x1b[31mb\n", 3);
  char *printed = capture_end(&captured);
  assert_string_equal(printed, "quern: a\\x1b[31mb\\x0a has 3 bytes\n");
  free(printed);
}

static void the_program_has_the_name_that_it_was_given(void **state) {
  (void)state;
  assert_string_equal(cli_program(), "quern");
  cli_set_program("quern-index");
  qn__buffer out;
  qn__buffer_init(&out);
  cli_put_message(&out, "x");
  qn__buffer_u8(&out, '\0');
  assert_string_equal((const char *)out.data, "quern-index: x\n");
  qn__buffer_clear(&out);
  cli_set_program("quern");
}

static void results_go_out_after_messages(void **state) {
  (void)state;
  qn__buffer out, messages;
  qn__buffer_init(&out);
  qn__buffer_init(&messages);
  qn__buffer_print(&out, "result\n");
  qn__buffer_print(&messages, "message\n");
  capture captured_out = capture_begin(1), captured_messages = capture_begin(2);
  cli_exit exit = cli_write_both(&out, &messages);
  char *printed_messages = capture_end(&captured_messages), *printed = capture_end(&captured_out);
  assert_int_equal(exit, EXIT_DONE);
  assert_string_equal(printed, "result\n");
  assert_string_equal(printed_messages, "message\n");
  assert_int_equal(out.size + messages.size, 0);
  free(printed);
  free(printed_messages);
  qn__buffer_clear(&out);
  qn__buffer_clear(&messages);
}

/* What cli_write returns and reports when standard output is this descriptor. */
static cli_exit write_to(int descriptor, bool failed, char **reported) {
  qn__buffer out;
  qn__buffer_init(&out);
  qn__buffer_print(&out, "result\n");
  out.failed = failed;
  fflush(stdout);
  int saved = dup(STDOUT_FILENO);
  capture captured = capture_begin(2);
  dup2(descriptor, STDOUT_FILENO);
  cli_exit exit = cli_write(&out);
  dup2(saved, STDOUT_FILENO);
  *reported = capture_end(&captured);
  close(saved);
  qn__buffer_clear(&out);
  return exit;
}

static void reports_a_full_disk(void **state) {
  (void)state;
  char *reported;
  int full = open("/dev/full", O_WRONLY | O_CLOEXEC);
  if (full < 0)
    skip();
  assert_int_equal(write_to(full, false, &reported), EXIT_SYSTEM);
  assert_string_equal(reported, "quern: cannot write to standard output: No space left on device\n");
  close(full);
  free(reported);
}

static void a_reader_who_has_left_is_not_reported(void **state) {
  (void)state;
  char *reported;
  int ends[2];
  assert_int_equal(pipe(ends), 0);
  close(ends[0]);
  signal(SIGPIPE, SIG_IGN);
  assert_int_equal(write_to(ends[1], false, &reported), EXIT_SYSTEM);
  signal(SIGPIPE, SIG_DFL);
  assert_string_equal(reported, "");
  close(ends[1]);
  free(reported);
}

static void reports_out_of_memory(void **state) {
  (void)state;
  char *reported;
  int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
  assert_int_equal(write_to(null, true, &reported), EXIT_SYSTEM);
  assert_string_equal(reported, "quern: out of memory\n");
  close(null);
  free(reported);
}

static void a_message_needs_no_memory(void **state) {
  (void)state;
  capture captured = capture_begin(2);
  failing_memory_begin(0, FAIL_ON);
  cli_message("a \x1b%s", "b");
  failing_memory_end();
  char *reported = capture_end(&captured);
  assert_string_equal(reported, "quern: a \\x1bb\n");
  free(reported);
}

static void the_end_of_main_flushes(void **state) {
  (void)state;
  capture captured = capture_begin(1);
  printf("text");
  assert_int_equal(cli_finish(EXIT_NEGATIVE), EXIT_NEGATIVE);
  char *printed = capture_end(&captured);
  assert_string_equal(printed, "text");
  free(printed);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(messages_are_lines_with_the_name_of_the_program),
      cmocka_unit_test(the_program_has_the_name_that_it_was_given),
      cmocka_unit_test(results_go_out_after_messages),
      cmocka_unit_test(reports_a_full_disk),
      cmocka_unit_test(a_reader_who_has_left_is_not_reported),
      cmocka_unit_test(reports_out_of_memory),
      cmocka_unit_test(a_message_needs_no_memory),
      cmocka_unit_test(the_end_of_main_flushes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
