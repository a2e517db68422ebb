/* SPDX-License-Identifier: MIT */
/* test_article_text.c: what a person reads of a whole article. */
#include "support/support.h"

#include "cli/article_text.h"

#include <string.h>

static void lines_and_tabs_stay_and_nothing_else_that_controls(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  const qn_article articles[] = {{.id = string_of("a"), .title = string_of("T"), .text = string_of("x\x1b\r\n\ty")},
                                 {.id = string_of("b"), .date = string_of("2025")}};
  const cli_terminal plain = {.width = 0};
  qn_index *index;
  qn_searcher *searcher;
  qn_error error;
  qn__buffer out;
  qn__buffer_init(&out);
  add_articles(dir, articles, 2, NULL);
  assert_ok(qn_index_open(&index, (const char *const *)&dir, 1, &error), error);
  assert_ok(qn_searcher_new(&searcher, index, &error), error);
  assert_ok(cli_put_article(&out, &plain, searcher, 0, &error), error);
  assert_ok(cli_put_article(&out, &plain, searcher, 1, &error), error);
  assert_int_equal(cli_put_article(&out, &plain, searcher, 2, &error), QN_INVALID);
  qn__buffer_u8(&out, '\0');
  assert_string_equal((const char *)out.data, "T\n\nid      a\n\nx\xef\xbf\xbd\n\ty\n\nid      b\ndate    2025\n");
  qn__buffer_clear(&out);
  qn_searcher_free(searcher);
  qn_index_close(index);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(lines_and_tabs_stay_and_nothing_else_that_controls)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
