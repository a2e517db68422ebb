/* SPDX-License-Identifier: MIT */
/* test_format_markdown.c: answers as Markdown. */
#include "unit/printed_answer.h"

static void an_article_is_an_item_with_facts_and_a_quoted_passage(void **state) {
  static const char *const fields[] = {"topics"};
  tool_options options = options_of("markdown");
  char query[] = "*longer*";
  (void)state;
  options.query = query;
  options.fields = (cli_list){(const char **)fields, 1};
  assert_printed(&options, NULL, "longer",
                 "# \\*longer\\*\n\narticle 1 of 1\n\n1. plain\n\n   topics: x\n\n"
                 "   > A **longer** text about salt and about much more than salt.\n");
}

static void a_title_links_to_the_web_and_other_places_are_code(void **state) {
  tool_options options = options_of("markdown");
  found_article found[] = {found_id("`id"), found_id("# id")};
  char query[] = "q";
  (void)state;
  options.query = query;
  options.verbose = true;
  options.dirs.n = 2;
  found[0].article.title = qn_string_of("- a [title]");
  found[0].article.url = qn_string_of("https://e.org/<a>");
  found[0].article.date = qn_string_of("2024");
  found[1].article.title = qn_string_of("B");
  found[1].hit.n_similar = 3;
  assert_found_printed(&options, found, 2,
                       "# q\n\narticles 1-2 of 2\n\n1. [\\- a \\[title\\]](<https://e.org/%3Ca%3E>)\n\n"
                       "   2024 · in some\xef\xbf\xbd index · `` `id `` · score 0.500\n\n"
                       "2. B\n\n   `# id` · in some\xef\xbf\xbd index · score 0.500 · 3 similar\n");
}

static void an_explanation_is_code(void **state) {
  tool_options options = options_of("markdown");
  found_article found = found_id("id");
  char query[] = "q";
  (void)state;
  options.query = query;
  found.explanation = "1 ```\n  2\n";
  assert_found_printed(&options, &found, 1, "# q\n\narticle 1 of 1\n\n1. id\n\n   ````\n   1 ```\n     2\n   ````\n");
}

static void each_query_of_a_batch_has_a_heading(void **state) {
  tool_options options = options_of("markdown");
  (void)state;
  assert_printed(&options, "q1", "absent *", "# absent \\*\n\nno articles\n\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_article_is_an_item_with_facts_and_a_quoted_passage),
      cmocka_unit_test(a_title_links_to_the_web_and_other_places_are_code),
      cmocka_unit_test(an_explanation_is_code),
      cmocka_unit_test(each_query_of_a_batch_has_a_heading),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
