/* SPDX-License-Identifier: MIT */
/* test_read_text.c: a plain text is one article. */
#include "unit/collected_articles.h"

static void a_text_is_called_after_its_first_line(void **state) {
  (void)state;
  assert_string_equal(read_text("a.txt", "The title\n\nSome text.\n"), "a.txt|The title|||||Some text./\n");
  assert_string_equal(read_text("a.txt", "Menu\n\nThe title\n\nSome text.\n"),
                      "a.txt|The title|||||Menu///Some text./\n");
  assert_string_equal(read_text("notes of May.txt", "just a few words"),
                      "notes of May.txt|notes of May|||||just a few words\n");
}

static void header_lines_are_parts_of_the_article(void **state) {
  (void)state;
  assert_string_equal(
      read_text("a.txt", "Title: A title\nDate: 9 June 2025\nURL: https://e.org/\nLanguage: de\n\nText.\n"),
      "a.txt|A title|2025-06-09|de|https://e.org/||Date: 9 June 2025/URL: https://e.org//Language: de//Text./\n");
}

static void blank_files_are_skipped(void **state) {
  (void)state;
  assert_string_equal(read_text("a.txt", " \n\t\n"), "!skipped:0:0: empty, nothing to index\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_text_is_called_after_its_first_line),
      cmocka_unit_test(header_lines_are_parts_of_the_article),
      cmocka_unit_test(blank_files_are_skipped),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
