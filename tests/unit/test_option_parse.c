/* SPDX-License-Identifier: MIT */
/* test_option_parse.c: options and operands from a table, and messages about them. */
#include "support/support.h"

#include "cli/option_parse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct settings {
  bool flag, other;
  uint64_t number, unlimited, bytes;
  double real;
  const char *text;
  cli_list list;
  unsigned choice, listed;
} settings;

static const char *third_is_last(size_t i) {
  static const char *const names[] = {"auto", "one", "two"};
  return i < 3 ? names[i] : NULL;
}

#define FIELD(name) offsetof(settings, name)

static const cli_option rows[] = {
    {"flag", 'f', CLI_FLAG, FIELD(flag), .help = "a flag"},
    {"other", 'o', CLI_FLAG, FIELD(other), .help = "another"},
    {"number", 'n', CLI_NUMBER, FIELD(number), .min = 1, .max = 10, .argument = "N", .help = "a number"},
    {"unlimited", 0, CLI_NUMBER, FIELD(unlimited), .min = 2, .argument = "N", .help = "any number"},
    {"bytes", 0, CLI_BYTES, FIELD(bytes), .argument = "SIZE", .help = "a size"},
    {"real", 0, CLI_REAL, FIELD(real), .max = 1, .argument = "X", .help = "a real number"},
};
static const cli_option more_rows[] = {
    {"text", 't', CLI_TEXT, FIELD(text), .argument = "TEXT", .help = "a text"},
    {"list", 'l', CLI_LIST, FIELD(list), .argument = "ITEM", .help = "one more"},
    {"choice", 0, CLI_CHOICE, FIELD(choice), .choices = "red|green|blue", .bare = "blue", .argument = "COLOR",
     .help = "a colour"},
    {"listed", 0, CLI_CHOICE, FIELD(listed), .choice = third_is_last, .argument = "WHAT"},
};

typedef struct parsed {
  settings settings;
  char *operands; /* with a space before each */
  char *printed;
  cli_exit exit;
} parsed;

static cli_syntax syntax_of(settings *target) {
  return (cli_syntax){.usage = "Usage: tool\n\n", .groups = {{rows, 6, target}, {more_rows, 4, target}}};
}

/* Parses words separated by single spaces; an empty word is written as ''. */
static parsed parse_with(const char *line, const cli_syntax *own) {
  static parsed p;
  static char copy[300], operands[300];
  char *argv[30] = {(char *)"tool"};
  int argc = 1, n = 0;
  cli_list_clear(&p.settings.list);
  p = (parsed){.operands = operands};
  snprintf(copy, sizeof copy, "%s", line);
  for (char *word = strtok(copy, " "); word != NULL; word = strtok(NULL, " "))
    argv[argc++] = strcmp(word, "''") == 0 ? word + 2 : word;
  cli_syntax syntax = own != NULL ? *own : syntax_of(NULL);
  syntax.groups[0].target = syntax.groups[1].target = &p.settings;
  capture captured = capture_begin(2);
  p.exit = cli_parse(&syntax, argc, argv, &n);
  p.printed = capture_end(&captured);
  operands[0] = '\0';
  for (int i = 1; i <= n; i++)
    strcat(strcat(operands, " "), argv[i]);
  return p;
}

static parsed parse(const char *line) {
  parsed p = parse_with(line, NULL);
  assert_string_equal(p.printed, "");
  assert_int_equal(p.exit, EXIT_DONE);
  free(p.printed);
  return p;
}

static void assert_refused(const char *line, const char *message) {
  parsed p = parse_with(line, NULL);
  char expected[400];
  snprintf(expected, sizeof expected, "quern: %s\nquern: see quern --help\n", message);
  assert_string_equal(p.printed, expected);
  assert_int_equal(p.exit, EXIT_USAGE);
  free(p.printed);
}

static void options_may_stand_anywhere(void **state) {
  (void)state;
  parsed p = parse("a --flag b -n 3 - c --text=x");
  assert_string_equal(p.operands, " a b - c");
  assert_true(p.settings.flag);
  assert_int_equal(p.settings.number, 3);
  assert_string_equal(p.settings.text, "x");
}

static void two_dashes_end_the_options(void **state) {
  (void)state;
  parsed p = parse("-f -- -o -- --text");
  assert_string_equal(p.operands, " -o -- --text");
  assert_true(p.settings.flag && !p.settings.other);
}

static void values_stand_with_or_after_their_option(void **state) {
  (void)state;
  assert_int_equal(parse("--number 4").settings.number, 4);
  assert_int_equal(parse("--number=5").settings.number, 5);
  assert_int_equal(parse("-n6").settings.number, 6);
  assert_int_equal(parse("-n 7").settings.number, 7);
  assert_string_equal(parse("--text --flag").settings.text, "--flag");
  assert_string_equal(parse("--text=").settings.text, "");
  assert_string_equal(parse("-t ''").settings.text, "");
}

static void flags_may_stand_together(void **state) {
  (void)state;
  parsed p = parse("-fon8");
  assert_true(p.settings.flag && p.settings.other);
  assert_int_equal(p.settings.number, 8);
  assert_refused("-fz", "there is no option -fz");
}

static void the_last_value_counts_and_lists_grow(void **state) {
  (void)state;
  assert_string_equal(parse("-t a -t b").settings.text, "b");
  parsed p = parse("-l a --list=b -lc");
  assert_int_equal(p.settings.list.n, 3);
  assert_string_equal(p.settings.list.items[0], "a");
  assert_string_equal(p.settings.list.items[2], "c");
}

static void choices_are_numbered(void **state) {
  (void)state;
  assert_int_equal(parse("--choice=green").settings.choice, 1);
  assert_int_equal(parse("--choice=Blue").settings.choice, 2);
  assert_int_equal(parse("--listed two").settings.listed, 2);
}

static void a_bare_option_takes_no_word_after_it(void **state) {
  (void)state;
  static const cli_option bare[] = {{"count", 'c', CLI_CHOICE, FIELD(choice), .choices = "fast|only", .bare = "only",
                                     .argument = "HOW", .help = "count"}};
  cli_syntax syntax = {.usage = "", .groups = {{bare, 1, NULL}}};
  parsed p = parse_with("--count fast", &syntax);
  assert_int_equal(p.settings.choice, 1);
  assert_string_equal(p.operands, " fast");
  free(p.printed);
  p = parse_with("-cc fast", &syntax);
  assert_int_equal(p.exit, EXIT_DONE);
  assert_int_equal(p.settings.choice, 1);
  assert_string_equal(p.operands, " fast");
  free(p.printed);
}

static void refuses_an_unknown_option_and_suggests_the_nearest(void **state) {
  (void)state;
  assert_refused("--frob", "there is no option --frob");
  assert_refused("-z", "there is no option -z");
  assert_refused("--fla", "there is no option --fla; did you mean --flag?");
  assert_refused("--nubmer=3", "there is no option --nubmer=3; did you mean --number?");
  assert_refused("--list-all x", "there is no option --list-all");
}

static void refuses_a_long_name_after_one_dash(void **state) {
  (void)state;
  assert_refused("-flag", "there is no option -flag; did you mean --flag?");
  assert_refused("-number=3", "there is no option -number=3; did you mean --number?");
  assert_refused("-fl", "-l needs a value: ITEM");
}

static void refuses_missing_and_needless_values(void **state) {
  (void)state;
  assert_refused("--number", "--number needs a value: N");
  assert_refused("-t", "-t needs a value: TEXT");
  assert_refused("--flag=yes", "--flag takes no value");
}

static void refuses_wrong_values(void **state) {
  (void)state;
  assert_refused("-n 0", "-n takes a whole number from 1 to 10, not \"0\"");
  assert_refused("-n 11", "-n takes a whole number from 1 to 10, not \"11\"");
  assert_refused("-n 3x", "-n takes a whole number from 1 to 10, not \"3x\"");
  assert_refused("-n -3", "-n takes a whole number from 1 to 10, not \"-3\"");
  assert_refused("--unlimited 1", "--unlimited takes a whole number of at least 2, not \"1\"");
  assert_refused("--unlimited 99999999999999999999",
                 "--unlimited takes a whole number of at least 2, not \"99999999999999999999\"");
  assert_refused("--real 2", "--real takes a number from 0 to 1, not \"2\"");
  assert_refused("--real nan", "--real takes a number from 0 to 1, not \"nan\"");
  assert_refused("--number 3x", "--number takes a whole number from 1 to 10, not \"3x\"");
  assert_refused("--choice=yellow", "--choice takes red, green or blue, not \"yellow\"");
  assert_refused("--listed three", "--listed takes auto, one or two, not \"three\"");
}

/* As of quern-query. */
static cli_syntax query_syntax(void) {
  cli_syntax syntax = syntax_of(NULL);
  syntax.after_operand = "excludes a word";
  syntax.dash_hint = "to exclude:";
  syntax.word_hint = "as a word:";
  return syntax;
}

static void assert_operands(const char *line, const char *operands, const char *printed) {
  const cli_syntax syntax = query_syntax();
  parsed p = parse_with(line, &syntax);
  assert_int_equal(p.exit, EXIT_DONE);
  assert_string_equal(p.operands, operands);
  assert_string_equal(p.printed, printed);
  free(p.printed);
}

static void known_options_may_follow_the_words_of_a_query(void **state) {
  (void)state;
  const cli_syntax syntax = query_syntax();
  parsed p = parse_with("a -n 3 -fo b -t text --choice=green -l one", &syntax);
  assert_string_equal(p.operands, " a b");
  assert_string_equal(p.printed, "");
  assert_int_equal(p.settings.number, 3);
  assert_true(p.settings.flag && p.settings.other);
  assert_string_equal(p.settings.text, "text");
  assert_int_equal(p.settings.choice, 1);
  assert_int_equal(p.settings.list.n, 1);
  free(p.printed);
  p = parse_with("a -fn7", &syntax);
  assert_string_equal(p.operands, " a");
  assert_int_equal(p.settings.number, 7);
  free(p.printed);
}

static void other_words_with_a_dash_are_operands_after_the_first(void **state) {
  (void)state;
  assert_operands("a -nice -zoo -text -lost -fox -3 -n3x -- -n", " a -nice -zoo -text -lost -fox -3 -n3x -n",
                  "quern: -n3x excludes a word; as an option, -n takes N\n");
}

static void a_missing_value_makes_an_operand_with_a_warning(void **state) {
  (void)state;
  assert_operands("a -n", " a -n", "quern: -n excludes a word; as an option, -n takes N\n");
  assert_operands("a -n many", " a -n many", "quern: -n excludes a word; as an option, -n takes N\n");
  assert_operands("a -t -zoo", " a -t -zoo", "quern: -t excludes a word; as an option, -t takes TEXT\n");
}

static void assert_query_refused(const char *line, const char *message) {
  const cli_syntax syntax = query_syntax();
  parsed p = parse_with(line, &syntax);
  char expected[400];
  snprintf(expected, sizeof expected, "quern: %s\nquern: see quern --help\n", message);
  assert_int_equal(p.exit, EXIT_USAGE);
  assert_string_equal(p.printed, expected);
  free(p.printed);
}

static void what_begins_a_query_with_a_dash_is_refused_with_a_hint(void **state) {
  (void)state;
  assert_query_refused("-zoo a", "there is no option -zoo; to exclude: -- -zoo");
  assert_query_refused("-nice a", "there is no option -nice; to exclude: -- -nice");
  assert_query_refused("-n3x a", "-n takes a whole number from 1 to 10, not \"3x\"");
  assert_query_refused("a --zoo", "there is no option --zoo; as a word: -- --zoo");
  assert_query_refused("a --flga", "there is no option --flga; did you mean --flag?");
  assert_query_refused("a -n 99", "-n takes a whole number from 1 to 10, not \"99\"");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(options_may_stand_anywhere),
      cmocka_unit_test(two_dashes_end_the_options),
      cmocka_unit_test(values_stand_with_or_after_their_option),
      cmocka_unit_test(flags_may_stand_together),
      cmocka_unit_test(the_last_value_counts_and_lists_grow),
      cmocka_unit_test(choices_are_numbered),
      cmocka_unit_test(a_bare_option_takes_no_word_after_it),
      cmocka_unit_test(refuses_an_unknown_option_and_suggests_the_nearest),
      cmocka_unit_test(refuses_a_long_name_after_one_dash),
      cmocka_unit_test(refuses_missing_and_needless_values),
      cmocka_unit_test(refuses_wrong_values),
      cmocka_unit_test(known_options_may_follow_the_words_of_a_query),
      cmocka_unit_test(other_words_with_a_dash_are_operands_after_the_first),
      cmocka_unit_test(a_missing_value_makes_an_operand_with_a_warning),
      cmocka_unit_test(what_begins_a_query_with_a_dash_is_refused_with_a_hint),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
