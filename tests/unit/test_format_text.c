/* SPDX-License-Identifier: MIT */
/* test_format_text.c: answers for people. */
#include "unit/printed_answer.h"

static void an_article_has_title_facts_and_snippet(void **state) {
  (void)state;
  tool_options options = options_of("text");
  assert_printed(&options, NULL, "red",
                 "article 1 of 1 (2.00 ms)\n\n"
                 "1. Salt\n   2025-06-09 20:04  a b  score N.NNN\n   Salt is red and white.\n");
}

static void an_article_without_a_title_is_called_by_its_id(void **state) {
  (void)state;
  tool_options options = options_of("text");
  options.snippets = 0;
  assert_printed(&options, NULL, "longer", "article 1 of 1 (2.00 ms)\n\n1. plain\n   score N.NNN\n");
}

static void ranks_count_from_the_offset(void **state) {
  (void)state;
  tool_options options = options_of("text");
  options.snippets = 0;
  options.offset = 1;
  assert_printed(&options, NULL, "salt", "article 2 of 2 (2.00 ms)\n\n2. plain\n   score N.NNN\n");
}

static void an_answer_in_a_batch_names_its_query(void **state) {
  (void)state;
  tool_options options = options_of("text");
  assert_printed(&options, "q7", "absent", "q7  absent  no articles (2.00 ms)\n\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_article_has_title_facts_and_snippet),
      cmocka_unit_test(an_article_without_a_title_is_called_by_its_id),
      cmocka_unit_test(ranks_count_from_the_offset),
      cmocka_unit_test(an_answer_in_a_batch_names_its_query),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
