/* SPDX-License-Identifier: MIT */
/* test_option_help.c: the help follows from the table. */
#include "support/support.h"

#include "cli/option_help.h"

#include <stdlib.h>
#include <string.h>

static const char *third_is_last(size_t i) {
  static const char *const names[] = {"auto", "one", "two"};
  return i < 3 ? names[i] : NULL;
}

static const cli_option first[] = {
    {"flag", 'f', CLI_FLAG, .help = "a flag"},
    {"number", 'n', CLI_NUMBER, .argument = "N", .help = "a number"},
    {"a-name-that-is-long", 0, CLI_TEXT, .argument = "TEXT", .help = "a text"},
};
static const cli_option second[] = {
    {"choice", 0, CLI_CHOICE, .choices = "red|blue", .bare = "blue", .argument = "COLOR", .help = "a colour"},
    {"listed", 0, CLI_CHOICE, .choice = third_is_last, .argument = "WHAT"},
};

static void assert_help(const cli_syntax *syntax, const char *expected) {
  capture captured = capture_begin(1);
  cli_print_help(syntax, stdout);
  char *printed = capture_end(&captured);
  assert_string_equal(printed, expected);
  free(printed);
}

static void every_option_has_a_line(void **state) {
  (void)state;
  const cli_syntax syntax = {.usage = "Usage: tool\n\n", .groups = {{first, 3, NULL}, {second, 2, NULL}}};
  assert_help(&syntax, "Usage: tool\n\n"
                       "  -f, --flag           a flag\n"
                       "  -n, --number N       a number\n"
                       "      --a-name-that-is-long TEXT\n"
                       "                       a text\n"
                       "      --choice[=COLOR] a colour\n"
                       "      --listed WHAT    auto (default), one or two\n");
}

static void a_long_help_goes_on_below(void **state) {
  (void)state;
  static const cli_option rows[] = {
      {"a", 'a', CLI_FLAG, .help = "five five five five five five five five five five five, and 12345678"},
      {"b", 'b', CLI_FLAG, .help = "five five five five five five five five five five, and 12345678"},
      {"a-long-name-of-an-option-that-fills-much", 0, CLI_TEXT, .argument = "TEXT",
       .help = "word and yet another words"},
  };
  const cli_syntax syntax = {.usage = "", .groups = {{rows, 3, NULL}}};
  assert_help(&syntax, "  -a, --a              five five five five five five five five five five five,\n"
                       "                       and 12345678\n"
                       "  -b, --b              five five five five five five five five five five, and\n"
                       "                       12345678\n"
                       "      --a-long-name-of-an-option-that-fills-much TEXT\n"
                       "                       word and yet another words\n");
}

static void what_else_a_command_says_has_lines_of_its_own(void **state) {
  (void)state;
  static const cli_note commands[] = {{"add", "adds"}, {NULL, NULL}};
  static const cli_note examples[] = {
      {"tool add x", "adds x"},
      {"tool add a-name-that-is-long and-yet-another", "adds both"},
      {"tool add y", "adds y, which is said in so many words that they are for the line below"},
      {NULL, NULL},
  };
  static const cli_note variables[] = {{"HOME", "where it is"}, {NULL, NULL}};
  static const cli_note statuses[] = {{"0", "all done"}, {"1", "not at all done"}, {NULL, NULL}};
  const cli_syntax syntax = {.usage = "Usage: tool\n\n",
                             .commands = commands,
                             .examples = examples,
                             .variables = variables,
                             .statuses = statuses};
  assert_help(&syntax, "Usage: tool\n\n"
                       "  add        adds\n"
                       "\nFor example:\n\n"
                       "  tool add x                               adds x\n"
                       "  tool add a-name-that-is-long and-yet-another\n"
                       "      adds both\n"
                       "  tool add y\n"
                       "      adds y, which is said in so many words that they are for the line below\n"
                       "\nEnvironment:\n\n"
                       "  HOME          where it is\n"
                       "\nExit status: 0 all done, 1 not at all done.\n");
}

static void a_usage_may_stand_alone(void **state) {
  (void)state;
  const cli_syntax syntax = {.usage = "Usage: tool\n\n", .groups = {{first, 1, NULL}}};
  assert_help(&syntax, "Usage: tool\n\n  -f, --flag           a flag\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_option_has_a_line),
      cmocka_unit_test(a_long_help_goes_on_below),
      cmocka_unit_test(what_else_a_command_says_has_lines_of_its_own),
      cmocka_unit_test(a_usage_may_stand_alone),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
