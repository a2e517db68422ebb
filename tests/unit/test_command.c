/* SPDX-License-Identifier: MIT */
/* test_command.c: how each command begins and fails. */
#include "unit/run_command.h"

static invocation last;

static cli_exit run_anything(int argc, char **argv) {
  last = (invocation){.syntax = {.command = "anything", .usage = "Usage: anything\n"}};
  return command_begin(&last, argc, argv) ? EXIT_DONE : last.exit;
}

static cli_exit run_without_index(int argc, char **argv) {
  last = (invocation){.syntax = {.command = "anything", .usage = "Usage: anything\n"}, .needs_no_index = true};
  return command_begin(&last, argc, argv) ? EXIT_DONE : last.exit;
}

static cli_exit run_alone(int argc, char **argv) {
  last = (invocation){.syntax = {.command = "anything", .usage = "Usage: anything\n"}};
  return command_begin_alone(&last, argc, argv) ? EXIT_DONE : last.exit;
}

static cli_exit run_reader(int argc, char **argv) {
  qn_index *index = NULL;
  last = (invocation){.syntax = {.command = "anything", .usage = "Usage: anything\n"}};
  if (!command_begin(&last, argc, argv) || !command_open_index(&last, &index))
    return last.exit;
  qn_index_close(index);
  return EXIT_DONE;
}

static cli_exit fail_with(qn_status status) {
  const qn_error error = {.status = status, .message = "a reason"};
  return command_failed(&error);
}

static cli_exit run_cancelled(int argc, char **argv) {
  (void)argc, (void)argv;
  return fail_with(QN_CANCELLED);
}

static cli_exit run_locked(int argc, char **argv) {
  (void)argc, (void)argv;
  return fail_with(QN_LOCKED);
}

static void operands_and_the_index_are_read(void **state) {
  (void)state;
  unsetenv("QUERN_INDEX");
  assert_int_equal(RUN_COMMAND(run_anything, NULL, "a", "-i", "dir", "b").exit, EXIT_DONE);
  assert_string_equal(last.dir, "dir");
  assert_int_equal(last.n_operands, 2);
  assert_true(last.names_index);
  setenv("QUERN_INDEX", "other", 1);
  RUN_COMMAND(run_anything, NULL, "a");
  assert_string_equal(last.dir, "other");
  assert_false(last.names_index);
}

static void every_command_has_help_and_version(void **state) {
  (void)state;
  command_output result = RUN_COMMAND(run_anything, NULL, "--help");
  assert_int_equal(result.exit, EXIT_DONE);
  static const char options[] = "Usage: anything\n"
                                "  -i, --index DIR      the index (default: $QUERN_INDEX, else the nearest\n"
                                "                       .quern or index-data/index upward from here)\n"
                                "  -h, --help           this text\n"
                                "  -V, --version        the version\n";
  assert_memory_equal(result.out, options, sizeof options - 1);
  assert_non_null(strstr(result.out, "\n  QUERN_INDEX "));
  assert_non_null(strstr(result.out, "\nExit status: 0 all done, 1 "));
  result = RUN_COMMAND(run_anything, NULL, "-V");
  assert_non_null(strstr(result.out, qn_version()));
}

static void a_command_without_an_index_has_no_option_for_it(void **state) {
  (void)state;
  assert_null(strstr(RUN_COMMAND(run_without_index, NULL, "--help").out, "--index"));
  assert_null(strstr(RUN_COMMAND(run_without_index, NULL, "--help").out, "QUERN_INDEX"));
  assert_int_equal(RUN_COMMAND(run_without_index, NULL, "-i", "dir").exit, EXIT_USAGE);
}

static void needless_operands_are_refused(void **state) {
  (void)state;
  command_output result = RUN_COMMAND(run_alone, NULL, "now");
  assert_int_equal(result.exit, EXIT_USAGE);
  assert_string_equal(result.messages,
                      "quern: anything: takes no operands; leave out \"now\"\nquern: see quern anything --help\n");
  assert_int_equal(RUN_COMMAND(run_alone, NULL, "-i", "dir").exit, EXIT_DONE);
}

static void a_missing_index_ends_the_command(void **state) {
  (void)state;
  command_output result = RUN_COMMAND(run_reader, NULL, "-i", "no/index");
  assert_int_equal(result.exit, EXIT_NO_INDEX);
  assert_non_null(strstr(result.messages, "quern-index add -i no/index PATH..."));
}

static void failures_are_reported(void **state) {
  (void)state;
  command_output result = RUN_COMMAND(run_cancelled, NULL, "x");
  assert_int_equal(result.exit, EXIT_INTERRUPTED);
  assert_string_equal(result.messages, "quern: interrupted; nothing was changed\n");
  result = RUN_COMMAND(run_locked, NULL, "x");
  assert_int_equal(result.exit, EXIT_LOCKED);
  assert_string_equal(result.messages, "quern: a reason\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(operands_and_the_index_are_read),
      cmocka_unit_test(every_command_has_help_and_version),
      cmocka_unit_test(a_command_without_an_index_has_no_option_for_it),
      cmocka_unit_test(needless_operands_are_refused),
      cmocka_unit_test(a_missing_index_ends_the_command),
      cmocka_unit_test(failures_are_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
