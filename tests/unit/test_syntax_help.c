/* SPDX-License-Identifier: MIT */
/* test_syntax_help.c: the help about queries. */
#include "support/support.h"

#include "tool/syntax_help.h"

#include <stdlib.h>
#include <string.h>

static void the_help_fits_a_terminal(void **state) {
  (void)state;
  capture captured = capture_begin(1);
  print_syntax_help(stdout);
  char *printed = capture_end(&captured);
  assert_true(strlen(printed) > 500);
  for (const char *line = printed; *line != '\0'; line += strcspn(line, "\n") + 1)
    assert_in_range(strcspn(line, "\n"), 0, 81); /* an accented letter is two bytes */
  free(printed);
}

/* An index with the columns that queries of the help name. */
static qn_index *open_columns(const char *dir) {
  const qn_article article = {.id = string_of("a"),
                              .date = string_of("2025-06-09"),
                              .fields = string_of("{\"topics\":\"New York\",\"price\":12}")};
  qn_index *index;
  qn_error error;
  add_articles(dir, &article, 1, NULL);
  assert_ok(qn_index_open(&index, &dir, 1, &error), error);
  return index;
}

static void every_query_is_understood_and_no_two_are_the_same(void **state) {
  enum { MOST = 64 };
  char *dir = make_temp_dir();
  qn_index *index = open_columns(dir);
  qn_query *queries[MOST];
  qn_query_options options = QN_QUERY_OPTIONS_INIT;
  qn_error error;
  const syntax_row *row;
  size_t n = 0;
  (void)state;
  options.strict = true;
  options.index = index;
  for (; (row = syntax_help_row(n)) != NULL; n++) {
    assert_true(n < MOST);
    if (qn_query_parse(&queries[n], row->query, strlen(row->query), &options, &error) != QN_OK)
      fail_msg("%s: %s", row->query, error.message);
    assert_null(qn_query_warning(queries[n], 0));
    for (size_t i = 0; i < n; i++)
      assert_string_not_equal(qn_query_text(queries[i]), qn_query_text(queries[n]));
  }
  assert_true(n > 20);
  for (size_t i = 0; i < n; i++)
    qn_query_free(queries[i]);
  qn_index_close(index);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_help_fits_a_terminal),
      cmocka_unit_test(every_query_is_understood_and_no_two_are_the_same),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
