/* SPDX-License-Identifier: MIT */
/* test_write_options.c: the writer of a command. */
#include "unit/run_command.h"

#include "cli/signals.h"
#include "tool/write_options.h"

static bool existing;

static cli_exit run_writer(int argc, char **argv) {
  write_options options = {.threads = 0};
  invocation call = {.syntax = {"write", "", .groups = {{write_option_rows, N_WRITE_OPTIONS, &options}}}};
  qn_writer_options more = QN_WRITER_OPTIONS_INIT;
  qn_writer *writer = NULL;
  if (!command_begin(&call, argc, argv))
    return call.exit;
  if (!(existing ? open_existing_writer(&writer, &call, &options) : open_writer(&writer, &call, &options, &more)))
    return call.exit;
  qn_writer_close(writer);
  return EXIT_DONE;
}

static cli_exit run(bool must_exist, const char *dir, const char *option, const char *value) {
  existing = must_exist;
  return RUN_COMMAND(run_writer, NULL, "-i", dir, option, value).exit;
}

static void a_writer_makes_an_index_unless_it_must_exist(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  assert_int_equal(run(true, dir, "--threads", "1"), EXIT_NO_INDEX);
  assert_int_equal(run(false, dir, "--threads", "1"), EXIT_DONE);
  remove_tree(dir);
}

static void a_second_writer_is_locked_out(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn_writer *first = open_writer_in(dir, NULL);
  assert_int_equal(run(false, dir, "--memory", "64M"), EXIT_LOCKED);
  qn_writer_close(first);
  remove_tree(dir);
}

static void waiting_ends_with_its_time_or_by_an_interrupt(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn_writer *first = open_writer_in(dir, NULL);
  assert_int_equal(run(false, dir, "--wait=0.000001", NULL), EXIT_LOCKED);
  cli_interrupted = 1;
  assert_int_equal(run(false, dir, "--wait", NULL), EXIT_INTERRUPTED);
  cli_interrupted = 0;
  qn_writer_close(first);
  assert_int_equal(run(true, dir, "--wait", NULL), EXIT_NO_INDEX);
  assert_int_equal(run(false, dir, "--wait", NULL), EXIT_DONE);
  assert_int_equal(run(false, dir, "--wait=long", NULL), EXIT_USAGE);
  remove_tree(dir);
}

static void wrong_values_are_refused(void **state) {
  (void)state;
  assert_int_equal(run(false, "dir", "--threads", "0"), EXIT_USAGE);
  assert_int_equal(run(false, "dir", "--memory", "much"), EXIT_USAGE);
  assert_int_equal(run(false, "dir", "--no-sync=1", NULL), EXIT_USAGE);
}

static void too_little_memory_is_refused(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  assert_int_equal(run(false, dir, "--memory", "1M"), EXIT_USAGE);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_writer_makes_an_index_unless_it_must_exist),
      cmocka_unit_test(a_second_writer_is_locked_out),
      cmocka_unit_test(waiting_ends_with_its_time_or_by_an_interrupt),
      cmocka_unit_test(wrong_values_are_refused),
      cmocka_unit_test(too_little_memory_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
