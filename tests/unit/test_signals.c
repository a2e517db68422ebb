/* SPDX-License-Identifier: MIT */
/* test_signals.c: how a tool ends when it is interrupted. */
#include "support/support.h"

#include "cli/exit_codes.h"
#include "cli/signals.h"

#include <sys/wait.h>
#include <unistd.h>

/* The status of a child that prepares itself and then gets signals; it exits with 7 if cli_interrupted is set. */
static int status_of_child(void (*prepare)(void), int n_signals, int signal_number) {
  pid_t child = fork();
  assert_true(child >= 0);
  if (child == 0) {
    prepare();
    for (int i = 0; i < n_signals; i++)
      raise(signal_number);
    _exit(cli_is_interrupted(NULL) && cli_interrupted ? 7 : 0);
  }
  int status = 0;
  assert_int_equal(waitpid(child, &status, 0), child);
  return status;
}

static void the_first_interrupt_asks_to_stop(void **state) {
  (void)state;
  const int signals[] = {SIGINT, SIGTERM, SIGHUP};
  for (size_t i = 0; i < 3; i++) {
    int status = status_of_child(cli_stop_when_interrupted, 1, signals[i]);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 7);
  }
  assert_int_equal(WEXITSTATUS(status_of_child(cli_stop_when_interrupted, 0, 0)), 0);
}

static void the_second_interrupt_ends_the_program(void **state) {
  (void)state;
  int status = status_of_child(cli_stop_when_interrupted, 2, SIGINT);
  assert_true(WIFSIGNALED(status));
  assert_int_equal(WTERMSIG(status), SIGINT);
}

static void start_with_nohup(void) {
  signal(SIGHUP, SIG_IGN);
  cli_stop_when_interrupted();
}

static void a_program_under_nohup_goes_on(void **state) {
  (void)state;
  int status = status_of_child(start_with_nohup, 3, SIGHUP);
  assert_true(WIFEXITED(status));
  assert_int_equal(WEXITSTATUS(status), 0);
}

static void a_tool_without_state_ends_at_once(void **state) {
  (void)state;
  int status = status_of_child(cli_exit_when_interrupted, 1, SIGINT);
  assert_true(WIFEXITED(status));
  assert_int_equal(WEXITSTATUS(status), EXIT_INTERRUPTED);
}

static void ignore_and_stop(void) {
  signal(SIGPIPE, SIG_IGN);
  cli_stop_when_interrupted();
}

static void ignore_and_exit(void) {
  signal(SIGPIPE, SIG_IGN);
  cli_exit_when_interrupted();
}

static void a_reader_who_has_left_ends_either_tool(void **state) {
  (void)state;
  assert_true(WIFSIGNALED(status_of_child(ignore_and_stop, 1, SIGPIPE)));
  assert_true(WIFSIGNALED(status_of_child(ignore_and_exit, 1, SIGPIPE)));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_first_interrupt_asks_to_stop),       cmocka_unit_test(the_second_interrupt_ends_the_program),
      cmocka_unit_test(a_program_under_nohup_goes_on),          cmocka_unit_test(a_tool_without_state_ends_at_once),
      cmocka_unit_test(a_reader_who_has_left_ends_either_tool),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
