/* SPDX-License-Identifier: MIT */
/* test_format_text.c: answers for people. */
#include "unit/printed_answer.h"

static void an_article_has_title_facts_and_snippet(void **state) {
  (void)state;
  tool_options options = options_of("text");
  assert_printed(&options, NULL, "red",
                 "article 1 of 1 (2.00 ms)\n\n"
                 "1. Salt\n   2025-06-09 20:04  https://e.org/\"a\"\n   Salt is red and white.\n");
}

static void an_article_without_a_title_is_called_by_its_id(void **state) {
  (void)state;
  tool_options options = options_of("text");
  options.snippets = 0;
  assert_printed(&options, NULL, "longer", "article 1 of 1 (2.00 ms)\n\n1. plain\n");
}

static void ranks_count_from_the_offset(void **state) {
  (void)state;
  tool_options options = options_of("text");
  options.snippets = 0;
  options.offset = 1;
  assert_printed(&options, NULL, "salt", "article 2 of 2 (2.00 ms)\n\n2. plain\n");
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

static void a_long_query_of_a_batch_leaves_room_for_its_totals(void **state) {
  (void)state;
  const tool_options options = options_of("text");
  const cli_terminal narrow = {.width = 40};
  qn__buffer out;
  qn__buffer_init(&out);
  const search_answer answer = {.qid = "q7", .text = qn_string_of("many words, and more than fit"), .wants_hits = true};
  const output to = {&out, &options, &narrow, NULL};
  options.format->begin(&to, &answer);
  char *printed = text_of(&out);
  assert_string_equal(printed, "q7  many words, …  no articles (0.00 ms)\n");
  free(printed);
}

static void the_next_page_is_named_as_short_as_it_can_be(void **state) {
  (void)state;
  tool_options options = options_of("text");
  options.snippets = 0;
  options.limit = 1;
  options.offset = 1;
  options.count = QN_COUNT_NONE;
  assert_printed(&options, NULL, "salt", "article 2 (2.00 ms)\n\n2. plain\n\nnext page: --offset 2\n");
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
      cmocka_unit_test(a_long_query_of_a_batch_leaves_room_for_its_totals),
      cmocka_unit_test(the_next_page_is_named_as_short_as_it_can_be),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
