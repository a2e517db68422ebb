/* SPDX-License-Identifier: MIT */
/* test_all_matches.c: the ids of all matches, as a stream. */
#include "support/support.h"

#include "tool/all_matches.h"
#include "tool/output_formats.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { N_TEXTS = 15000 }; /* their ids fill more than one buffer */

static char *dir;
static qn_index *opened;
static qn_searcher *searcher;

static int open_index(void **state) {
  static const char *texts[N_TEXTS];
  qn_error error;
  (void)state;
  for (size_t i = 0; i < N_TEXTS; i++)
    texts[i] = i % 3 == 0 ? "salt" : i == 7 ? "rare salt" : "sea salt";
  dir = make_temp_dir();
  add_texts(dir, texts, N_TEXTS);
  const char *dirs[] = {dir};
  return qn_index_open(&opened, dirs, 1, &error) != QN_OK || qn_searcher_new(&searcher, opened, &error) != QN_OK;
}

static int close_index(void **state) {
  (void)state;
  qn_searcher_free(searcher);
  qn_index_close(opened);
  remove_tree(dir);
  return 0;
}

typedef struct printed_matches {
  char *out, *messages; /* on the heap */
  cli_exit exit;
} printed_matches;

static printed_matches print_matches(const char *query, bool strict) {
  char *copy = strdup(query);
  const tool_options options = {.query = copy, .strict = strict, .format = output_format_for_ids()};
  printed_matches printed;
  capture out = capture_begin(1), messages = capture_begin(2);
  printed.exit = print_all_matches(searcher, &options);
  printed.messages = capture_end(&messages);
  printed.out = capture_end(&out);
  free(copy);
  return printed;
}

static void assert_matches(const char *query, bool strict, const char *out, const char *messages, cli_exit exit) {
  printed_matches printed = print_matches(query, strict);
  assert_string_equal(printed.out, out);
  assert_string_equal(printed.messages, messages);
  assert_int_equal(printed.exit, exit);
  free(printed.out);
  free(printed.messages);
}

static void every_match_is_printed_in_the_order_of_the_index(void **state) {
  (void)state;
  printed_matches printed = print_matches("salt", false);
  const char *line = printed.out;
  for (size_t i = 0; i < N_TEXTS; i++) {
    char id[20];
    int size = snprintf(id, sizeof id, "%zu\n", i + 1);
    assert_memory_equal(line, id, (size_t)size);
    line += size;
  }
  assert_string_equal(line, "");
  assert_int_equal(printed.exit, EXIT_DONE);
  free(printed.out);
  free(printed.messages);
}

static void the_exit_says_whether_any_matches(void **state) {
  (void)state;
  assert_matches("rare", false, "8\n", "", EXIT_DONE);
  assert_matches("absent", false, "", "", EXIT_NEGATIVE);
}

static void slips_are_reported(void **state) {
  (void)state;
  assert_matches("\"rare", false, "8\n",
                 "quern: the quote opened at character 1 is not closed; it ends with the query\n", EXIT_DONE);
  assert_matches("\"rare", true, "", "quern: the quote opened at character 1 is not closed\n  \"rare\n  ^\n",
                 EXIT_USAGE);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_match_is_printed_in_the_order_of_the_index),
      cmocka_unit_test(the_exit_says_whether_any_matches),
      cmocka_unit_test(slips_are_reported),
  };
  return cmocka_run_group_tests(tests, open_index, close_index);
}
