/* SPDX-License-Identifier: MIT */
/* test_matching.c: a query chooses articles, in the order of the index, and its warnings are printed. */
#include "support/support.h"

#include "tool/matching.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Numbers of the articles that were visited, up to `most` of them. */
typedef struct visited {
  char numbers[100];
  size_t n, most;
} visited;

static bool note_article(void *context, qn_searcher *searcher, uint64_t article) {
  visited *v = context;
  qn_article found;
  assert_int_equal(qn_searcher_article(searcher, article, &found, NULL), QN_OK);
  snprintf(v->numbers + strlen(v->numbers), 20, "%s ", found.id.data);
  return ++v->n < v->most;
}

static void assert_chosen(const match_options *options, size_t most, cli_exit expected, const char *numbers,
                          const char *message) {
  static const char *const texts[] = {"salt", "salt and more salt", "pepper", "salt"};
  char *dir = make_temp_dir();
  const char *dirs[] = {dir};
  qn_index *index;
  qn_error error;
  visited v = {.most = most};
  add_texts(dir, texts, 4);
  assert_ok(qn_index_open(&index, dirs, 1, &error), error);
  capture captured = capture_begin(2);
  const cli_exit exit = each_matching(index, options, note_article, &v);
  char *printed = capture_end(&captured);
  assert_int_equal(exit, expected);
  assert_string_equal(v.numbers, numbers);
  assert_string_equal(printed, message);
  free(printed);
  qn_index_close(index);
  remove_tree(dir);
}

static void matches_are_in_the_order_of_the_index(void **state) {
  (void)state;
  assert_chosen(&(match_options){.query = "salt"}, 9, EXIT_DONE, "1 2 4 ", "");
  assert_chosen(&(match_options){.query = "absent"}, 9, EXIT_DONE, "", "");
}

static void a_visitor_may_stop(void **state) {
  (void)state;
  assert_chosen(&(match_options){.query = "salt"}, 2, EXIT_DONE, "1 2 ", "");
}

static void slips_are_repaired_or_refused(void **state) {
  (void)state;
  assert_chosen(&(match_options){.query = "(pepper"}, 9, EXIT_DONE, "3 ",
                "quern: the parenthesis opened at character 1 is not closed; it ends with the query\n");
  assert_chosen(&(match_options){.query = "(pepper", .strict = true}, 9, EXIT_USAGE, "",
                "quern: the parenthesis opened at character 1 is not closed\n  (pepper\n  ^\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(matches_are_in_the_order_of_the_index),
      cmocka_unit_test(a_visitor_may_stop),
      cmocka_unit_test(slips_are_repaired_or_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
