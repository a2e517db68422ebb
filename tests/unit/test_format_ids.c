/* SPDX-License-Identifier: MIT */
/* test_format_ids.c: names of articles and of files, for other programs. */
#include "unit/printed_answer.h"

static void ids_are_lines(void **state) {
  (void)state;
  found_article found[] = {found_id("a b"), found_id("é#2"), found_id("new\nline\x1b")};
  const tool_options options = options_of("ids");
  assert_found_printed(&options, found, 3, "a b\né#2\nnew\\x0aline\\x1b\n");
}

static void zeros_end_ids_as_they_are(void **state) {
  (void)state;
  found_article found[] = {found_id("a b"), found_id("new\nline")};
  const cli_terminal plain = {.width = 0};
  tool_options options = options_of("ids");
  options.null = true;
  char *printed = print_found(&options, &plain, found, 2);
  assert_memory_equal(printed, "a b\0new\nline\0", 14);
  free(printed);
}

static void each_file_is_printed_once(void **state) {
  (void)state;
  found_article found[] = {found_id("b.jsonl#12"), found_id("a.txt"), found_id("b.jsonl#3"), found_id("b.jsonl")};
  const tool_options options = options_of("files");
  assert_found_printed(&options, found, 4, "b.jsonl\na.txt\n");
}

static void only_a_number_at_the_end_is_of_a_record(void **state) {
  (void)state;
  found_article found[] = {found_id("c#"), found_id("#7"), found_id("notes#two"), found_id("a#1#2"), found_id("12")};
  const tool_options options = options_of("files");
  assert_found_printed(&options, found, 5, "c#\n#7\nnotes#two\na#1\n12\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(ids_are_lines),
      cmocka_unit_test(zeros_end_ids_as_they_are),
      cmocka_unit_test(each_file_is_printed_once),
      cmocka_unit_test(only_a_number_at_the_end_is_of_a_record),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
