/* SPDX-License-Identifier: MIT */
/* test_following_check.c: what can be followed, and what is said of the rest. */
#include "tool/following.h"

#include "unit/folder_tree.h"
#include "unit/run_command.h"

/* Asserts that a file of these bytes cannot be followed, and what is said of that. */
static void assert_refused(const char *bytes, size_t size, const char *message) {
  char *dir = make_temp_dir(), *path = path_in(dir, "log"), *index = path_in(dir, "index");
  write_file(path, bytes, size);
  const command_output result = RUN_COMMAND(command_add, NULL, "-i", index, "--tail", path);
  assert_int_equal(result.exit, EXIT_NEGATIVE);
  assert_non_null(strstr(result.messages, message));
  assert_int_equal(access(index, F_OK), -1);
  free(index);
  free(path);
  remove_tree(dir);
}

static void what_is_not_json_lines_is_refused(void **state) {
  (void)state;
  assert_refused("\x1f\x8b\b\0\0\0\0\0\0\0", 10, "packed");
  assert_refused("{\0", 2, "not text in UTF-8");
  assert_refused("\xef\xbb\xbf[", 4, "does not begin with an object");
}

static void options_that_do_not_go_together_are_refused(void **state) {
  (void)state;
  static const char *const wrong[] = {"--sync", "--force", "--format=html", "another"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    const command_output result = RUN_COMMAND(command_add, NULL, "--tail", wrong[i], "log");
    assert_int_equal(result.exit, EXIT_USAGE);
    assert_non_null(strstr(result.messages, "--tail"));
  }
}

static void check(bool named_jsonl, const char *text, bool expected) {
  char *dir = make_temp_dir(), *path = path_in(dir, "log");
  adding a = {.given.reading.format = named_jsonl};
  invocation call = {.operands = &path, .n_operands = 1};
  for (unsigned i = 1; named_jsonl && read_options_format(&a.given.reading) != qn__format_find("jsonl"); i++)
    a.given.reading.format = i;
  write_file(path, text, strlen(text));
  capture messages = capture_begin(2);
  const bool good = following_check(&a, &call);
  free(capture_end(&messages));
  assert_int_equal(good, expected);
  free(path);
  remove_tree(dir);
}

static void blanks_and_a_mark_may_stand_first_and_a_format_says_it_all(void **state) {
  (void)state;
  check(false, "", true);
  check(false, "\xef\xbb\xbf \n{", true);
  check(false, "started", false);
  check(true, "started", true);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_is_not_json_lines_is_refused),
      cmocka_unit_test(options_that_do_not_go_together_are_refused),
      cmocka_unit_test(blanks_and_a_mark_may_stand_first_and_a_format_says_it_all),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
