/* SPDX-License-Identifier: MIT */
/* test_option_checks.c: options that would do nothing are refused, with the name of what they do not go with. */
#include "support/support.h"

#include "tool/option_checks.h"
#include "tool/query_options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The options of a command line, separated by spaces, with a query; what is printed must be this, NULL: nothing. */
static void assert_checked(const char *line, const char *message) {
  char copy[200], *argv[16] = {(char *)"quern-query", (char *)"x"}, expected[300] = "", *rest = NULL;
  const bool has_query = strstr(line, "--batch") == NULL && strstr(line, "--similar") == NULL;
  int argc = has_query ? 2 : 1;
  tool_options options;
  snprintf(copy, sizeof copy, "%s", line);
  for (char *word = strtok_r(copy, " ", &rest); word != NULL; word = strtok_r(NULL, " ", &rest))
    argv[argc++] = word;
  argv[argc] = NULL;
  if (message != NULL)
    snprintf(expected, sizeof expected, "quern: %s\nquern: see quern --help\n", message);
  capture captured = capture_begin(2);
  cli_exit exit = options_parse(&options, argc, argv);
  char *printed = capture_end(&captured);
  assert_string_equal(printed, expected);
  assert_int_equal(exit, message == NULL ? EXIT_DONE : EXIT_USAGE);
  free(printed);
  options_clear(&options);
}

static void assert_excluded(const char *line, const char *option, const char *other, const char *why) {
  char message[250];
  snprintf(message, sizeof message, "%s cannot be used with %s%s", option, other, why);
  assert_checked(line, message);
}

static void all_matches_take_no_part_and_no_order(void **state) {
  static const char other[] = "--all-matches", why[] = ", which prints all ids in index order";
  (void)state;
  assert_excluded("--all-matches --sort date", "--sort", other, why);
  assert_excluded("--all-matches -n 10", "--limit (-n)", other, why);
  assert_excluded("--all-matches --offset 0", "--offset", other, why);
  assert_excluded("--all-matches --after t", "--after", other, why);
  assert_excluded("--all-matches -c", "--count (-c)", other, why);
  assert_excluded("--all-matches --count=fast", "--count (-c)", other, why);
  assert_excluded("--all-matches -l --explain", "--explain", other, why);
  assert_excluded("--all-matches --snippets 0", "--snippets", other, why);

  assert_excluded("--all-matches --rank bm25", "--rank", other, why);
  assert_excluded("--all-matches --b 0", "--b", other, why);
  assert_excluded("--all-matches --exhaustive", "--exhaustive", other, why);
  assert_checked("--all-matches --since 7d --words", NULL);
}

static void only_what_lists_articles_is_sorted(void **state) {
  static const char why[] = ": the order there is that of the scores, or none";
  static const char *const sorted[] = {"text", "brief", "ids", "files", "json", "tsv", "csv"};
  (void)state;
  assert_excluded("--trec run --sort date", "--sort", "--trec", why);
  assert_excluded("--trec run --sort score", "--sort", "--trec", why);
  assert_excluded("-q --sort date", "--sort", "--quiet", why);
  assert_excluded("-c --sort date", "--sort", "--count", why);
  assert_excluded("--json --count=only --sort date", "--sort", "--count", why);
  for (size_t i = 0; i < sizeof sorted / sizeof *sorted; i++) {
    char line[60];
    snprintf(line, sizeof line, "--sort -date --format %s", sorted[i]);
    assert_checked(line, NULL);
  }
}

static void only_what_lists_articles_collapses(void **state) {
  static const char why[] = ": no article there stands for others";
  (void)state;
  assert_excluded("--trec run --collapse", "--collapse", "--trec", why);
  assert_excluded("-q --collapse=topic", "--collapse", "--quiet", why);
  assert_excluded("-c --collapse", "--collapse", "--count", why);
  assert_excluded("--all-matches --collapse", "--collapse", "--all-matches", ", which prints all ids in index order");
  assert_excluded("--collapse --after t", "--after", "--collapse",
                  ": skip the articles of earlier pages with --offset");
  assert_checked("--collapse=", "--collapse= names no field; near-duplicates are --collapse alone");
  assert_checked("--collapse -l", NULL);
  assert_checked("--collapse=topic --format csv --offset 3", NULL);
}

static void passages_and_explanations_need_a_place(void **state) {
  static const struct {
    const char *option, *output;
  } without[] = {{"-l", "--ids"},
                 {"--files", "--files"},
                 {"--brief", "--brief"},
                 {"--format tsv", "--format tsv"},
                 {"--format csv", "--format csv"},
                 {"--trec run", "--trec"},
                 {"-q", "--quiet"},
                 {"-c", "--count"},
                 {"-c --json", "--count"}};
  (void)state;
  for (size_t i = 0; i < sizeof without / sizeof *without; i++) {
    char line[60];
    snprintf(line, sizeof line, "%s --explain", without[i].option);
    assert_excluded(line, "--explain", without[i].output, ": no scores are explained there");
    snprintf(line, sizeof line, "%s --snippets 2", without[i].option);
    assert_excluded(line, "--snippets", without[i].output, ": no passages are shown there");
  }
  assert_checked("--explain --snippets 2", NULL);
  assert_checked("--explain --snippets 2 --json", NULL);
}

static void how_to_count_needs_a_total(void **state) {
  static const char why[] = ": no total is shown there";
  (void)state;
  assert_excluded("-l --count=exact", "--count (-c)", "--ids", why);
  assert_excluded("--trec run --count=none", "--count (-c)", "--trec", why);
  assert_excluded("--format tsv --count=fast", "--count (-c)", "--format tsv", why);
  assert_checked("--format count --count=fast", "--format count is --count=only, and no other --count");
  assert_checked("--format count --count", NULL);
  assert_checked("--brief --count=exact", NULL);
  assert_checked("--json --count=none", NULL);
}

static void pages_need_articles_that_are_shown(void **state) {
  static const char why[] = ": no articles are shown there";
  (void)state;
  assert_excluded("-c -n 3", "--limit (-n)", "--count", why);
  assert_excluded("-c --json --offset 3", "--offset", "--count", why);
  assert_excluded("-c --after t", "--after", "--count", why);
  assert_excluded("-q -n 3", "--limit (-n)", "--quiet", why);
  assert_checked("--trec run -n 3 --offset 3", NULL);
}

static void ranks_need_articles_that_are_shown(void **state) {
  static const char *const options[] = {"--rank bm25", "--recency 30d", "--boost n", "--k1 1", "--b 0"};
  (void)state;
  for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
    char line[60], name[20];
    snprintf(line, sizeof line, "-c %s", options[i]);
    snprintf(name, sizeof name, "%.*s", (int)strcspn(options[i], " "), options[i]);
    assert_excluded(line, name, "--count", ": no articles are ranked there");
    snprintf(line, sizeof line, "--trec run %s", options[i]);
    assert_checked(line, NULL);
  }
  assert_excluded("-q --rank bm25", "--rank", "--quiet", ": no articles are ranked there");
  assert_checked("-c --exhaustive", NULL);
}

static void fields_and_scores_need_a_place(void **state) {
  (void)state;
  assert_excluded("-l --fields a", "--fields", "--ids", ": no fields are shown there");
  assert_excluded("-n 0 --fields a", "--fields", "--limit 0", ": no fields are shown there");
  assert_checked("--json --fields a", NULL);
  assert_checked("--format tsv --fields a,b --fields c", NULL);
  assert_excluded("--json -v", "--verbose (-v)", "--json", ": scores are always shown there, or never");
  assert_excluded("--brief -v", "--verbose (-v)", "--brief", ": scores are always shown there, or never");
  assert_checked("-v --fields a", NULL);
}

static void an_empty_page_has_no_order_and_no_passages(void **state) {
  static const char other[] = "--limit 0";
  (void)state;
  assert_excluded("-n 0 --sort date", "--sort", other, ": the order there is that of the scores, or none");
  assert_excluded("-n 0 --collapse", "--collapse", other, ": no article there stands for others");
  assert_excluded("-n 0 --explain", "--explain", other, ": no scores are explained there");
  assert_excluded("-n 0 --snippets 2", "--snippets", other, ": no passages are shown there");
  assert_excluded("-n 0 -l --snippets 2", "--snippets", "--ids", ": no passages are shown there");
  assert_excluded("-n 0 --fresh", "--fresh", other, ": no articles are shown there");
  assert_excluded("-c --fresh", "--fresh", "--count", ": no articles are shown there");
  assert_excluded("--format count --fresh", "--fresh", "--count", ": no articles are shown there");
  assert_excluded("--snippet-chars 9 --snippets 0", "--snippet-chars", "--snippets 0", ": no passages are shown there");
  assert_checked("--fresh --trec run", NULL);
  assert_checked("-n 0 --facet topics --count=exact --after t", NULL);
}

static void what_is_similar_and_titles_take_no_reading(void **state) {
  static const char *const options[] = {"--all",        "--words",  "--partial", "--min-match=2",
                                        "--synonyms=f", "--strict", "--correct"};
  static const char *const similar[] = {"--similar", "--similar-file"};
  (void)state;
  for (size_t i = 0; i < 2 * sizeof options / sizeof *options; i++) {
    char line[60], message[100];
    const char *option = options[i / 2];
    snprintf(line, sizeof line, "%s=x %s", similar[i % 2], option);
    snprintf(message, sizeof message, "%.*s cannot be used with %s, which makes its own query",
             (int)strcspn(option, "="), option, similar[i % 2]);
    assert_checked(line, message);
  }
  for (size_t i = 1; i < sizeof options / sizeof *options; i++) {
    char line[60], name[20];
    snprintf(line, sizeof line, "--titles %s", options[i]);
    snprintf(name, sizeof name, "%.*s", (int)strcspn(options[i], "="), options[i]);
    assert_excluded(line, name, "--titles", ", which makes its own query");
  }
  assert_checked("--titles --all", NULL);
  assert_checked("--similar=x --since 7d --sort date", NULL);
  assert_checked("--similar=x sea tide", "--similar makes its own query; leave out \"sea tide\"");
  assert_checked("--similar-file=x sea tide", "--similar-file makes its own query; leave out \"sea tide\"");
  assert_checked("--similar-file=x --batch f", "--similar-file makes its own query; leave out --batch");
}

static void all_words_are_not_some_of_them(void **state) {
  (void)state;
  assert_excluded("--all --min-match 2", "--min-match", "--all", ": every word is required there");
}

static void an_empty_name_is_refused(void **state) {
  (void)state;
  assert_checked("--similar=", "--similar takes the id of an article, not \"\"");
  assert_checked("--sort=", "--sort takes date, a field, id or score, not \"\"");
  assert_checked("--sort date --sort -", "--sort takes date, a field, id or score, not \"-\"");
}

static void threads_are_for_a_batch(void **state) {
  (void)state;
  assert_checked("--threads 1", "--threads is for --batch; one query has one thread");
  assert_checked("--threads 2 --batch file", NULL);
}

static void pages_are_of_one_query_and_offsets_end_at_10_000(void **state) {
  static const char beyond[] = "--offset reaches 10000 articles, those shown included; beyond, each page ends with a "
                               "token (next in --json) with which --after goes on";
  (void)state;
  assert_checked("--after t --batch file", "--after cannot be used with --batch: it goes on with one query");
  assert_checked("--after t --offset 2", NULL);
  assert_checked("--offset 9000 --open 1000", NULL);
  assert_checked("--offset 9000 --open 1001", beyond);
  assert_checked("--offset 9990", NULL);
  assert_checked("--offset 9991", beyond);
  assert_checked("--offset 10000 -n 0", NULL);
  assert_checked("--offset 10001 -n 0", beyond);
  assert_checked("--offset 10001 --collapse", "--offset reaches 10000 articles, those shown included");
  assert_checked("--offset 18446744073709551610 -n 10", beyond);
}

static void what_corrects_a_query_needs_its_first_page(void **state) {
  (void)state;
  assert_excluded("--correct --after t", "--correct", "--after",
                  ": the token is of the query that was searched for; write that one");
  assert_checked("--correct --offset 10", NULL);
  assert_excluded("--correct --all-matches", "--correct", "--all-matches",
                  ": that prints what matches the query as it is");
}

static void what_opens_an_article_shows_no_answer(void **state) {
  static const char why[] = ": it opens one article";
  (void)state;
  assert_excluded("--open 1 -n 3", "--open", "--limit (-n)", why);
  assert_excluded("--open 1 -c", "--open", "--count (-c)", why);
  assert_excluded("--open 1 --count=exact", "--open", "--count (-c)", why);
  assert_excluded("--open 1 --facet topics", "--open", "--facet", why);
  assert_excluded("--open 1 --fields topics", "--open", "--fields", why);
  assert_excluded("--open 1 --explain", "--open", "--explain", why);
  assert_checked("--open 1 --json", "--open cannot be used with --json: it prints nothing");
  assert_checked("--open 3 --sort date", NULL);
}

static void since_and_until_take_dates(void **state) {
  static const char *const dates[] = {"2025",  "2025-06", "2025-06-09T20:04", "7d",        "2w", "999999h",
                                      "today", "now",     "yesterday",        "1969-12-31"};
  static const char *const wrong[] = {"2025-13", "2024..2025", ">=2025", "7x", "1234567d", "7dd", "d", "soon", "-3"};
  char line[200], message[300];
  (void)state;
  for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
    snprintf(line, sizeof line, "--since %s --until=%s", dates[i], dates[i]);
    assert_checked(line, NULL);
  }
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    snprintf(line, sizeof line, "--until %s", wrong[i]);
    snprintf(message, sizeof message, "--until takes a date like 2025-06, or an age like 7d, not \"%s\"", wrong[i]);
    assert_checked(line, message);
  }
  assert_checked("--since=", "--since takes a date like 2025-06, or an age like 7d, not \"\"");
}

static void a_date_that_is_too_long_is_not_cut(void **state) {
  char line[150], message[250];
  (void)state;
  snprintf(line, sizeof line, "--since 2025-06-09T20:04:05.%0*d", 90, 0);
  snprintf(message, sizeof message, "--since takes a date like 2025-06, or an age like 7d, not \"%s\"", line + 8);
  assert_checked(line, message);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(all_matches_take_no_part_and_no_order),
      cmocka_unit_test(only_what_lists_articles_is_sorted),
      cmocka_unit_test(only_what_lists_articles_collapses),
      cmocka_unit_test(passages_and_explanations_need_a_place),
      cmocka_unit_test(how_to_count_needs_a_total),
      cmocka_unit_test(pages_need_articles_that_are_shown),
      cmocka_unit_test(ranks_need_articles_that_are_shown),
      cmocka_unit_test(fields_and_scores_need_a_place),
      cmocka_unit_test(an_empty_page_has_no_order_and_no_passages),
      cmocka_unit_test(what_is_similar_and_titles_take_no_reading),
      cmocka_unit_test(all_words_are_not_some_of_them),
      cmocka_unit_test(an_empty_name_is_refused),
      cmocka_unit_test(threads_are_for_a_batch),
      cmocka_unit_test(pages_are_of_one_query_and_offsets_end_at_10_000),
      cmocka_unit_test(what_corrects_a_query_needs_its_first_page),
      cmocka_unit_test(what_opens_an_article_shows_no_answer),
      cmocka_unit_test(since_and_until_take_dates),
      cmocka_unit_test(a_date_that_is_too_long_is_not_cut),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
