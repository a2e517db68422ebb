/* SPDX-License-Identifier: MIT */
/* test_format_csv.c: cells that commas separate. */
#include "unit/printed_answer.h"

static void cells_are_quoted_where_they_must_be(void **state) {
  (void)state;
  found_article found[] = {found_id("a b"), found_id("a,b"), found_id("\"q\" r"), found_id("new\nline\"")};
  const tool_options options = options_of("csv");
  assert_found_printed(&options, found, 4,
                       "rank,score,id,title,url,date,lang\n"
                       "1,0.5,a b,,,,\n"
                       "2,0.5,\"a,b\",,,,\n"
                       "3,0.5,\"\"\"q\"\" r\",,,,\n"
                       "4,0.5,\"new\nline\"\"\",,,,\n");
}

static void no_control_character_reaches_a_terminal(void **state) {
  (void)state;
  found_article found[] = {found_id("a\x1b"), found_id("b,\x1b")};
  const tool_options options = options_of("csv");
  assert_found_printed(&options, found, 2,
                       "rank,score,id,title,url,date,lang\n"
                       "1,0.5,a\xef\xbf\xbd,,,,\n"
                       "2,0.5,\"b,\xef\xbf\xbd\",,,,\n");
}

static void tabs_and_newlines_stay_and_carriage_returns_are_spaces(void **state) {
  (void)state;
  found_article found[] = {found_id("a\tb"), found_id("a\r\nb")};
  const tool_options options = options_of("csv");
  assert_found_printed(&options, found, 2,
                       "rank,score,id,title,url,date,lang\n"
                       "1,0.5,\"a\tb\",,,,\n"
                       "2,0.5,\"a \nb\",,,,\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(cells_are_quoted_where_they_must_be),
      cmocka_unit_test(tabs_and_newlines_stay_and_carriage_returns_are_spaces),
      cmocka_unit_test(no_control_character_reaches_a_terminal),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
