/* SPDX-License-Identifier: MIT */
/* test_format_grep.c: passages with their places, for editors. */
#include "unit/printed_answer.h"

static void each_passage_is_a_line(void **state) {
  (void)state;
  tool_options options = options_of("grep");
  assert_printed(&options, NULL, "white", "a b:0:0:Salt is red and white.\n");
}

static void a_record_is_in_its_file(void **state) {
  (void)state;
  found_article found[] = {found_id("b\n.jsonl#12")};
  found[0].article.title = string_of("A\ttitle");
  const tool_options options = options_of("grep");
  assert_found_printed(&options, found, 1, "b\\x0a.jsonl:0:0:A title\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_passage_is_a_line),
      cmocka_unit_test(a_record_is_in_its_file),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
