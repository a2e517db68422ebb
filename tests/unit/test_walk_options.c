/* SPDX-License-Identifier: MIT */
/* test_walk_options.c: from options to what is walked. */
#include "tool/walk_options.h"

#include "unit/run_command.h"

static walk_options last;

static cli_exit run_walk(int argc, char **argv) {
  last = (walk_options){.type_list = false};
  invocation call = {.syntax = {"walk", "Usage\n", .groups = {{walk_option_rows, N_WALK_OPTIONS, &last}}}};
  if (!command_begin(&call, argc, argv))
    return call.exit;
  qn_error error;
  qn_status status = walk_options_complete(&last, call.dir, &error);
  walk_options_clear(&last);
  return status == QN_OK ? EXIT_DONE : cli_usage_error(&call.syntax, "%s", error.message);
}

static void without_options_all_is_walked_but_the_index(void **state) {
  (void)state;
  assert_int_equal(RUN_COMMAND(run_walk, NULL, "-i", "dir").exit, EXIT_DONE);
  assert_string_equal(last.walk.own, "dir");
  assert_null(last.walk.globs);
  assert_int_equal(last.walk.n_types, 0);
  assert_false(last.walk.hidden || last.walk.follow || last.walk.no_ignore);
}

static void options_may_be_repeated(void **state) {
  (void)state;
  assert_int_equal(RUN_COMMAND(run_walk, NULL, "-g", "*.c", "-g!x.c", "-t", "md", "-thtml", "--hidden", "-L").exit,
                   EXIT_DONE);
  assert_non_null(last.walk.globs);
  assert_int_equal(last.walk.n_types, 2);
  assert_int_equal(last.walk.n_not_types, 0);
  assert_true(last.walk.hidden && last.walk.follow);
  assert_int_equal(RUN_COMMAND(run_walk, NULL, "-T", "md", "--type-not=c").exit, EXIT_DONE);
  assert_int_equal(last.walk.n_not_types, 2);
  assert_int_equal(last.walk.n_types, 0);
  RUN_COMMAND(run_walk, NULL, "--exclude", "build", "--no-ignore");
  assert_non_null(last.walk.globs);
  assert_true(last.walk.no_ignore);
}

static void wrong_globs_and_types_are_refused(void **state) {
  (void)state;
  command_output result = RUN_COMMAND(run_walk, NULL, "-g", "[a");
  assert_int_equal(result.exit, EXIT_USAGE);
  assert_non_null(strstr(result.messages, "--glob \"[a\": a [ lacks its ], or nothing follows a backslash\n"));
  assert_non_null(strstr(RUN_COMMAND(run_walk, NULL, "--exclude", "").messages, "--exclude \"\": a glob is empty\n"));
  result = RUN_COMMAND(run_walk, NULL, "--type", "markdwon");
  assert_int_equal(result.exit, EXIT_USAGE);
  assert_non_null(strstr(result.messages, "--type: \"markdwon\" is not in --type-list; did you mean markdown?\n"));
  result = RUN_COMMAND(run_walk, NULL, "-T", "markdwon");
  assert_non_null(strstr(result.messages, "--type-not: \"markdwon\" is not in --type-list; did you mean markdown?\n"));
}

static void types_are_listed(void **state) {
  (void)state;
  capture captured = capture_begin(1);
  assert_int_equal(print_file_types(), EXIT_DONE);
  fflush(stdout);
  char *printed = capture_end(&captured);
  assert_non_null(strstr(printed, "\njsonl      *.jsonl *.ndjson *.jsonlines\n"));
  free(printed);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(without_options_all_is_walked_but_the_index),
      cmocka_unit_test(options_may_be_repeated),
      cmocka_unit_test(wrong_globs_and_types_are_refused),
      cmocka_unit_test(types_are_listed),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
