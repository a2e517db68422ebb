/* SPDX-License-Identifier: MIT */
/* test_text_facts.c: what is said of an article below its title, within the terminal. */
#include "tool/text_facts.h"
#include "unit/printed_answer.h"

static found_article some_article(void) {
  found_article found = found_id("folder/salt.txt");
  found.article.title = qn_string_of("Salt");
  found.article.date = qn_string_of("2025-06-09T20:04");
  found.article.fields = qn_string_of("{\"topics\":[\"sea\",\"trade\"],\"note\":\"a text of many words\"}");
  return found;
}

static void assert_facts(const tool_options *options, size_t width, const found_article *found, const char *expected) {
  const cli_terminal terminal = {.width = width};
  const search_answer answer = {.has_scores = true};
  qn__buffer out;
  qn__buffer_init(&out);
  const output to = {&out, options, &terminal, NULL};
  put_facts(&to, &answer, found, 3);
  char *printed = text_of(&out);
  assert_string_equal(printed, expected);
  free(printed);
}

static void facts_stand_side_by_side_as_long_as_they_fit(void **state) {
  tool_options options = options_of("text");
  found_article found = some_article();
  (void)state;
  options.verbose = true;
  found.hit.n_similar = 1200;
  assert_facts(&options, 0, &found, "   2025-06-09 20:04  folder/salt.txt  score 0.500  1,200 similar\n");
  assert_facts(&options, 49, &found, "   2025-06-09 20:04  folder/salt.txt  score 0.500\n   1,200 similar\n");
  assert_facts(&options, 48, &found, "   2025-06-09 20:04  folder/salt.txt\n   score 0.500  1,200 similar\n");
}

static void a_long_place_has_a_line_of_its_own_and_is_whole(void **state) {
  tool_options options = options_of("text");
  found_article found = some_article();
  (void)state;
  options.dirs.n = 2;
  found.article.url = qn_string_of("https://example.org/a-long-way/salt");
  assert_facts(&options, 30, &found,
               "   2025-06-09 20:04\n   https://example.org/a-long-way/salt\n   in some\xef\xbf\xbd index\n");
}

static void scores_and_other_ids_are_shown_on_demand(void **state) {
  tool_options options = options_of("text");
  found_article found = some_article();
  (void)state;
  found.article.url = qn_string_of("https://e.org");
  assert_facts(&options, 0, &found, "   2025-06-09 20:04  https://e.org\n");
  options.explain = true;
  assert_facts(&options, 0, &found, "   2025-06-09 20:04  https://e.org  score 0.500\n");
  options.verbose = true;
  assert_facts(&options, 0, &found, "   2025-06-09 20:04  https://e.org  folder/salt.txt  score 0.500\n");
  found.article.title.size = 0;
  assert_facts(&options, 0, &found, "   2025-06-09 20:04  https://e.org  score 0.500\n");
}

static void fields_have_their_names_and_are_wrapped(void **state) {
  static const char *const fields[] = {"topics,note,absent"};
  tool_options options = options_of("text");
  const found_article found = some_article();
  (void)state;
  options.fields = (cli_list){(const char **)fields, 1};
  assert_facts(&options, 0, &found,
               "   2025-06-09 20:04  folder/salt.txt\n   topics: sea, trade  note: a text of many words\n");
  assert_facts(&options, 22, &found,
               "   2025-06-09 20:04\n   folder/salt.txt\n   topics: sea, trade\n   note: a text of\n     many words\n");
}

static void an_article_without_facts_has_no_line(void **state) {
  const tool_options options = options_of("text");
  const found_article found = found_id("id");
  (void)state;
  assert_facts(&options, 80, &found, "");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(facts_stand_side_by_side_as_long_as_they_fit),
      cmocka_unit_test(a_long_place_has_a_line_of_its_own_and_is_whole),
      cmocka_unit_test(scores_and_other_ids_are_shown_on_demand),
      cmocka_unit_test(fields_have_their_names_and_are_wrapped),
      cmocka_unit_test(an_article_without_facts_has_no_line),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
