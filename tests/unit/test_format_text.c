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

static void a_page_past_the_end_says_how_many_there_are(void **state) {
  (void)state;
  tool_options options = options_of("text");
  options.offset = 2;
  assert_printed(&options, NULL, "salt", "no more articles: 2 in all (2.00 ms)\n");
  assert_printed(&options, NULL, "absent", "no articles (2.00 ms)\n");
  options.count = QN_COUNT_NONE;
  assert_printed(&options, NULL, "salt", "no more articles (2.00 ms)\n");
}

static void a_total_may_be_all_that_is_asked_for(void **state) {
  (void)state;
  tool_options options = options_of("text");
  options.limit = 0;
  assert_printed(&options, NULL, "salt", "2 articles (2.00 ms)\n");
  assert_printed(&options, NULL, "longer", "1 article (2.00 ms)\n");
  assert_printed(&options, NULL, "absent", "no articles (2.00 ms)\n");
  options.count = QN_COUNT_NONE;
  assert_printed(&options, NULL, "salt", "2 articles (2.00 ms)\n");
}

static void an_explanation_is_wrapped_below_its_line(void **state) {
  (void)state;
  const tool_options options = options_of("text");
  const cli_terminal narrow = {.width = 30}, plain = {.width = 0};
  found_article found[] = {found_id("id")};
  found[0].explanation = "score of these\n    1.5  salt: idf 2.5 (in 4 of 9)\n";
  char *printed = print_found(&options, &narrow, found, 1);
  assert_string_equal(strstr(printed, "score of"), "score of these\n         1.5  salt: idf 2.5\n"
                                                   "             (in 4 of 9)\n");
  free(printed);
  printed = print_found(&options, &plain, found, 1);
  assert_string_equal(strstr(printed, "score of"), "score of these\n         1.5  salt: idf 2.5 (in 4 of 9)\n");
  free(printed);
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
      cmocka_unit_test(a_page_past_the_end_says_how_many_there_are),
      cmocka_unit_test(a_total_may_be_all_that_is_asked_for),
      cmocka_unit_test(an_explanation_is_wrapped_below_its_line),
      cmocka_unit_test(an_answer_in_a_batch_names_its_query),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
