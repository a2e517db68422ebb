/* SPDX-License-Identifier: MIT */
/* test_page_title.c: what a page of answers is called. */
#include "support/support.h"

#include "tool/page_title.h"

static void assert_title(const tool_options *options, const char *expected) {
  qn__buffer out;
  qn__buffer_init(&out);
  put_page_title(&out, options);
  qn__buffer_u8(&out, '\0');
  assert_string_equal((const char *)out.data, expected);
  qn__buffer_clear(&out);
}

static void a_page_is_called_by_what_was_asked(void **state) {
  char query[] = "salt \xff";
  const tool_options of_query = {.query = query}, of_batch = {.batch = "q.tsv"}, of_article = {.similar = "a<b"},
                     of_file = {.similar_file = "f.txt"};
  (void)state;
  assert_title(&of_query, "salt \xef\xbf\xbd");
  assert_title(&of_batch, "Answers to q.tsv");
  assert_title(&of_article, "Articles like a<b");
  assert_title(&of_file, "Articles like the text of f.txt");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_page_is_called_by_what_was_asked),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
