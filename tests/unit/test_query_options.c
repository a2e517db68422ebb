/* SPDX-License-Identifier: MIT */
/* test_query_options.c: the command line of quern-query. */
#include "support/support.h"

#include "tool/output_formats.h"
#include "tool/query_options.h"

#include <stdlib.h>
#include <string.h>

static tool_options options;

/* Reads these arguments, which end in NULL; what is printed is checked and the options stay until the next call. */
static cli_exit parse(const char *printed, const char *const *arguments) {
  char *argv[16] = {(char *)"quern-query"};
  int argc = 1;
  for (; *arguments != NULL; arguments++)
    argv[argc++] = (char *)*arguments;
  options_clear(&options);
  capture captured = capture_begin(2);
  cli_exit exit = options_parse(&options, argc, argv);
  char *messages = capture_end(&captured);
  assert_string_equal(messages, printed);
  free(messages);
  return exit;
}

#define PARSE(...) assert_int_equal(parse("", (const char *const[]){__VA_ARGS__, NULL}), EXIT_DONE)
#define ASSERT_REFUSED(message, ...)                                                                                   \
  assert_int_equal(parse("quern: " message "\nquern: see quern --help\n", (const char *const[]){__VA_ARGS__, NULL}),   \
                   EXIT_USAGE)

static void words_become_one_query(void **state) {
  (void)state;
  PARSE("-n", "3", "rare", "earth", "--all", "tariffs");
  assert_string_equal(options.query, "rare earth tariffs");
  assert_int_equal(options.limit, 3);
  assert_true(options.all);
}

static void there_are_defaults(void **state) {
  (void)state;
  unsetenv("QUERN_INDEX");
  PARSE("x");
  assert_int_equal(options.limit, 10);
  assert_int_equal(options.snippets, 1);
  assert_int_equal(options.snippet_chars, 0); /* the library's default */
  assert_int_equal(options.threads, 1);
  assert_int_equal(options.count, QN_COUNT_FAST);
  assert_true(options.k1 < 0 && options.b < 0);
  assert_int_equal(options.dirs.n, 1);
  assert_string_equal(options.dirs.items[0], "./index-data/index");
  assert_string_equal(options.format->name, "text");
}

static void indexes_may_be_several(void **state) {
  (void)state;
  PARSE("-i", "a", "--index=b", "x", "--index", "c");
  assert_int_equal(options.dirs.n, 3);
  assert_string_equal(options.dirs.items[2], "c");
}

static void exclusions_stand_after_the_first_word(void **state) {
  (void)state;
  PARSE("rare", "-earth", "-nothing");
  assert_string_equal(options.query, "rare -earth -nothing");
  PARSE("--", "-earth", "--all");
  assert_string_equal(options.query, "-earth --all");
  PARSE("rare", "-n", "3", "-n4");
  assert_string_equal(options.query, "rare");
  assert_int_equal(options.limit, 4);
  parse("quern: -n excludes a word; as an option, -n takes N\n", (const char *const[]){"rare", "-n", "earth", NULL});
  assert_string_equal(options.query, "rare -n earth");
  ASSERT_REFUSED("there is no option -earth; to begin a query with an exclusion: -- -earth", "-earth");
  ASSERT_REFUSED("there is no option --earth; to look for it as a word: -- --earth", "rare", "--earth");
}

static void a_count_alone_is_a_format(void **state) {
  (void)state;
  PARSE("--count", "x");
  assert_string_equal(options.format->name, "count");
  PARSE("--count=exact", "x");
  assert_string_equal(options.format->name, "text");
  PARSE("--count", "--json", "x");
  assert_string_equal(options.format->name, "json");
  assert_int_equal(options.count, QN_COUNT_ONLY);
  PARSE("x", "-c");
  assert_string_equal(options.format->name, "count");
  PARSE("--format=count", "x");
  assert_int_equal(options.count, QN_COUNT_ONLY);
}

static void quiet_needs_one_hit_alone(void **state) {
  (void)state;
  PARSE("-q", "x");
  assert_int_equal(options.limit, 1);
}

static void zeros_are_for_names(void **state) {
  (void)state;
  PARSE("x", "-l0");
  assert_true(options.null);
  PARSE("x", "--files", "--null");
  assert_true(options.null);
  ASSERT_REFUSED("-0 (--null) is for -l (--ids), --files and --titles", "x", "-0");
}

/* Chooses the format with its option, and a value if it takes one. */
static void every_format_has_its_option(void **state) {
  (void)state;
  const output_format *format;
  for (size_t i = 0; (format = output_format_at(i)) != NULL; i++) {
    char option[60];
    if (format->argument == NULL) {
      PARSE("--format", format->name, "x");
      assert_ptr_equal(options.format, format);
    }
    if (format->help == NULL)
      continue;
    snprintf(option, sizeof option, "--%s%s", format->name, format->argument != NULL ? "=word" : "");
    PARSE(option, "x");
    assert_ptr_equal(options.format, format);
    if (format->argument != NULL)
      assert_string_equal(options.format_argument, "word");
    else
      assert_null(options.format_argument);
    if (format->letter != 0) {
      snprintf(option, sizeof option, "-%c", format->letter);
      PARSE("x", option);
      assert_ptr_equal(options.format, format);
    }
  }
}

static void formats_exclude_each_other(void **state) {
  (void)state;
  ASSERT_REFUSED("--json and --trec are different outputs; choose one", "--trec", "a", "--json", "x");
  ASSERT_REFUSED("--trec and --count are different outputs; choose one", "--trec", "a", "--count", "x");
  ASSERT_REFUSED("--json and --format csv are different outputs; choose one", "--format", "csv", "--json", "x");
  ASSERT_REFUSED("--format takes text, count, brief, ids, files, titles, grep, quiet, json, tsv, csv, html or "
                 "markdown, not \"trec\"",
                 "--format", "trec", "x");
  PARSE("--format", "json", "--json", "x");
  ASSERT_REFUSED("--trec takes one word as the tag, not \"a b\"", "--trec", "a b", "x");
  ASSERT_REFUSED("--trec takes one word as the tag, not \"\"", "--trec=", "x");
}

static void a_query_comes_from_one_place(void **state) {
  (void)state;
  PARSE("--batch", "file");
  assert_null(options.query);
  ASSERT_REFUSED("no query is given; write what to look for", "-n", "3");
  ASSERT_REFUSED("--batch takes its queries from a file; leave out \"x y\"", "--batch", "file", "x", "y");
}

static void all_matches_are_ids(void **state) {
  (void)state;
  PARSE("x", "--all-matches", "-0");
  assert_string_equal(options.format->name, "ids");
  PARSE("x", "--all-matches", "-l");
  ASSERT_REFUSED("--all-matches prints ids; leave out --json", "--all-matches", "--json", "x");
  ASSERT_REFUSED("--all-matches answers one query, and no batch", "--all-matches", "--batch", "file");
}

static void a_number_or_a_share_of_words_must_match(void **state) {
  (void)state;
  PARSE("--min-match", "2", "x");
  assert_int_equal(options.min_match_number, 2);
  assert_int_equal(options.min_match_percent, 0);
  PARSE("--min-match=75%", "x");
  assert_int_equal(options.min_match_number, 0);
  assert_int_equal(options.min_match_percent, 75);
  const char *const wrong[] = {"0", "0%", "101%", "2x", "%", "", "-1", "2%%", "99999999999"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    char message[200];
    snprintf(message, sizeof message,
             "quern: --min-match takes a number like 2, or a share like 75%%, not \"%s\"\nquern: see quern --help\n",
             wrong[i]);
    assert_int_equal(parse(message, (const char *const[]){"x", "--min-match", wrong[i], NULL}), EXIT_USAGE);
  }
}

static void help_and_version_need_no_query(void **state) {
  (void)state;
  PARSE("--help");
  assert_true(options.help && !options.help_syntax);
  PARSE("--help", "syntax");
  assert_true(options.help_syntax);
  PARSE("syntax", "help");
  assert_false(options.help || options.help_syntax);
  PARSE("--version");
  assert_true(options.version);
}

static void the_help_has_a_line_for_every_format_and_fits_a_terminal(void **state) {
  (void)state;
  capture captured = capture_begin(1);
  options_print_help(stdout);
  char *printed = capture_end(&captured);
  const output_format *format;
  for (size_t i = 0; (format = output_format_at(i)) != NULL; i++) {
    char line[200], left[60];
    if (format->help == NULL)
      continue;
    char letter[] = "-x, ";
    letter[1] = format->letter;
    snprintf(left, sizeof left, "%s--%s%s%s", format->letter != 0 ? letter : "    ", format->name,
             format->argument != NULL ? " " : "", format->argument != NULL ? format->argument : "");
    snprintf(line, sizeof line, "\n  %-20s %.30s", left, format->help);
    assert_non_null(strstr(printed, line));
  }
  for (const char *line = printed; *line != '\0'; line += strcspn(line, "\n") + 1)
    assert_in_range(strcspn(line, "\n"), 0, 79);
  free(printed);
}

static int clear(void **state) {
  (void)state;
  options_clear(&options);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(words_become_one_query),
      cmocka_unit_test(there_are_defaults),
      cmocka_unit_test(indexes_may_be_several),
      cmocka_unit_test(exclusions_stand_after_the_first_word),
      cmocka_unit_test(a_count_alone_is_a_format),
      cmocka_unit_test(every_format_has_its_option),
      cmocka_unit_test(formats_exclude_each_other),
      cmocka_unit_test(a_query_comes_from_one_place),
      cmocka_unit_test(help_and_version_need_no_query),
      cmocka_unit_test(all_matches_are_ids),
      cmocka_unit_test(a_number_or_a_share_of_words_must_match),
      cmocka_unit_test(quiet_needs_one_hit_alone),
      cmocka_unit_test(zeros_are_for_names),
      cmocka_unit_test(the_help_has_a_line_for_every_format_and_fits_a_terminal),
  };
  return cmocka_run_group_tests(tests, NULL, clear);
}
