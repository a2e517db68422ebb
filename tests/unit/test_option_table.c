/* SPDX-License-Identifier: MIT */
/* test_option_table.c: what is said of a wrong command line, and lists. */
#include "support/support.h"

#include "cli/option_table.h"

#include <stdlib.h>

static void assert_error(const char *command, const char *expected) {
  const cli_syntax syntax = {.command = command, .usage = ""};
  capture captured = capture_begin(2);
  cli_exit exit = cli_usage_error(&syntax, "%d is too many for \"%s\"", 3, "x\n");
  char *printed = capture_end(&captured);
  assert_int_equal(exit, EXIT_USAGE);
  assert_string_equal(printed, expected);
  free(printed);
}

static void messages_name_the_command_and_its_help(void **state) {
  (void)state;
  assert_error("add", "quern: add: 3 is too many for \"x\\x0a\"\nquern: see quern add --help\n");
  assert_error(NULL, "quern: 3 is too many for \"x\\x0a\"\nquern: see quern --help\n");
}

static void lists_grow_and_are_cleared(void **state) {
  (void)state;
  cli_list list = {NULL, 0};
  for (size_t i = 0; i < 100; i++)
    assert_int_equal(cli_list_add(&list, i % 2 == 0 ? "even" : "odd"), EXIT_DONE);
  assert_int_equal(list.n, 100);
  assert_string_equal(list.items[99], "odd");
  cli_list_clear(&list);
  assert_int_equal(list.n, 0);
  assert_null(list.items);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(messages_name_the_command_and_its_help),
      cmocka_unit_test(lists_grow_and_are_cleared),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
