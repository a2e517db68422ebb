/* SPDX-License-Identifier: MIT */
/* test_format_tsv.c: cells that tabs separate. */
#include "unit/printed_answer.h"

static void each_article_is_a_line_of_cells(void **state) {
  (void)state;
  found_article found[] = {found_id("a b"), found_id("c")};
  found[1].article = (qn_article){.id = qn_string_of("c"),
                                  .title = qn_string_of("Title, \"of\" it"),
                                  .url = qn_string_of("https://e.org"),
                                  .date = qn_string_of("2024"),
                                  .language = qn_string_of("de")};
  const tool_options options = options_of("tsv");
  assert_found_printed(&options, found, 2,
                       "rank\tscore\tid\ttitle\turl\tdate\tlang\n"
                       "1\t0.5\ta b\t\t\t\t\n"
                       "2\t0.5\tc\tTitle, \"of\" it\thttps://e.org\t2024\tde\n");
}

static void control_characters_are_escaped(void **state) {
  (void)state;
  found_article found[] = {found_id("a\\b\tc\nd\re\x1b\xc2\x85é")};
  const tool_options options = options_of("tsv");
  assert_found_printed(&options, found, 1,
                       "rank\tscore\tid\ttitle\turl\tdate\tlang\n"
                       "1\t0.5\ta\\\\b\\tc\\nd\\re\\x1b\\xc2\\x85é\t\t\t\t\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_article_is_a_line_of_cells),
      cmocka_unit_test(control_characters_are_escaped),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
