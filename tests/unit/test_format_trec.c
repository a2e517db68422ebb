/* SPDX-License-Identifier: MIT */
/* test_format_trec.c: lines of a run. */
#include "unit/printed_answer.h"

bool trec_accepts(const char *tag);

static void each_hit_is_a_line_of_six_fields(void **state) {
  (void)state;
  tool_options options = options_of("trec");
  options.format_argument = "tag";
  printed_answer printed = print_query(&options, "q 7", "salt");
  char first[20], second[20];
  assert_int_equal(sscanf(printed.out, "q\\x207 Q0 a\\x20b 1 %19s tag\nq\\x207 Q0 plain 2 %19s tag\n", first, second),
                   2);
  assert_true(atof(first) > atof(second));
  free(printed.out);
  free(printed.messages);
}

static void different_ids_stay_different(void **state) {
  (void)state;
  tool_options options = options_of("trec");
  options.format_argument = "x";
  found_article found[] = {found_id("a b"), found_id("a_b"), found_id("a\\x20b"), found_id("a\tb\x7f")};
  assert_found_printed(&options, found, 4,
                       "1 Q0 a\\x20b 1 0.5 x\n1 Q0 a_b 2 0.5 x\n1 Q0 a\\x5cx20b 3 0.5 x\n1 Q0 a\\x09b\\x7f 4 0.5 x\n");
}

static void operators_are_words(void **state) {
  (void)state;
  tool_options options = options_of("trec");
  options.format_argument = "tag";
  printed_answer printed = print_query(&options, NULL, "-salt");
  assert_memory_equal(printed.out, "1 Q0 a\\x20b 1 ", 14);
  free(printed.out);
  free(printed.messages);
}

static void a_tag_is_one_word(void **state) {
  (void)state;
  assert_true(trec_accepts("bm25-k1"));
  assert_false(trec_accepts(""));
  assert_false(trec_accepts("two words"));
  assert_false(trec_accepts("tab\t"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_hit_is_a_line_of_six_fields),
      cmocka_unit_test(different_ids_stay_different),
      cmocka_unit_test(operators_are_words),
      cmocka_unit_test(a_tag_is_one_word),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
