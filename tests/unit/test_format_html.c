/* SPDX-License-Identifier: MIT */
/* test_format_html.c: a page of answers.  Whole pages: tests/golden/query_html. */
#include "unit/printed_answer.h"

/* An article with all that may need escaping. */
static found_article hostile_article(void) {
  static const qn_range marked[] = {{4, 8}};
  found_article found = found_id("a\"<b>");
  found.article.title = qn_string_of("<i> salt");
  found.article.url = qn_string_of("javascript:alert('1')");
  found.article.language = qn_string_of("en\" onclick=\"x");
  found.article.date = qn_string_of("2025-06-09T20:04");
  found.article.fields = qn_string_of("{\"n&\":\"<n>\"}");
  found.title_ranges = marked;
  found.n_title_ranges = 1;
  return found;
}

/* What stands between two texts of the page. */
static void assert_between(const char *page, const char *after, const char *before, const char *expected) {
  const char *start = strstr(page, after);
  assert_non_null(start);
  start += strlen(after);
  const char *end = strstr(start, before);
  assert_non_null(end);
  assert_int_equal(end - start, strlen(expected));
  assert_memory_equal(start, expected, strlen(expected));
}

static void what_is_not_the_pages_own_is_escaped(void **state) {
  static const char *const fields[] = {"n&,absent"};
  const cli_terminal plain = {.width = 0};
  tool_options options = options_of("html");
  char query[] = "<salt>";
  found_article found = hostile_article();
  (void)state;
  options.query = query;
  options.verbose = true;
  options.fields = (cli_list){(const char **)fields, 1};
  found.explanation = "1 <salt>\n2\n";
  char *page = print_found(&options, &plain, &found, 1);
  assert_between(page, "<title>", "\n", "&lt;salt&gt; - quern</title>");
  assert_between(page, "<h1 dir=\"auto\">", "\n", "&lt;salt&gt;</h1>");
  assert_between(page, "<li>\n<article>\n", "</article>",
                 "<h2 dir=\"auto\" lang=\"en&quot; onclick=&quot;x\">&lt;i&gt; <mark>salt</mark></h2>\n"
                 "<p class=\"facts\"><time datetime=\"2025-06-09T20:04\">2025-06-09 20:04</time> "
                 "<span dir=\"ltr\">javascript:alert(&#39;1&#39;)</span> <span dir=\"ltr\">a&quot;&lt;b&gt;</span> "
                 "<span>score 0.500</span> </p>\n"
                 "<dl>\n<dt>n&amp;</dt> <dd dir=\"auto\">&lt;n&gt;</dd>\n</dl>\n"
                 "<details>\n<summary>Score</summary>\n<pre>1 &lt;salt&gt;\n2\n</pre>\n</details>\n");
  free(page);
}

static void titles_are_links_to_the_web(void **state) {
  const cli_terminal plain = {.width = 0};
  const tool_options options = options_of("html");
  found_article found = found_id("id");
  (void)state;
  found.article.url = qn_string_of("https://e.org/?a=\"b\"&c");
  char *page = print_found(&options, &plain, &found, 1);
  assert_between(page, "<h2 dir=\"auto\">", "\n",
                 "<a rel=\"noreferrer\" href=\"https://e.org/?a=%22b%22&amp;c\">id</a></h2>");
  free(page);
}

static void passages_are_marked(void **state) {
  tool_options options = options_of("html");
  (void)state;
  printed_answer printed = print_query(&options, NULL, "longer");
  assert_between(printed.out, "<p dir=\"auto\">", "\n",
                 "A <mark>longer</mark> text about salt and about much more than salt.</p>");
  assert_string_equal(printed.messages, "");
  free(printed.out);
  free(printed.messages);
}

static void errors_and_warnings_are_on_the_page(void **state) {
  tool_options options = options_of("html");
  (void)state;
  printed_answer printed = print_warned_query(&options, NULL, "\"salt", "old");
  assert_between(printed.out, "</p>\n", "<ol",
                 "<p class=\"note\">Note: the quote opened at character 1 is not closed; it ends with the query</p>\n"
                 "<p class=\"note\">Note: old</p>\n");
  free(printed.out);
  free(printed.messages);
  options.strict = true;
  printed = print_query(&options, NULL, "\"<salt>");
  assert_string_equal(printed.out, "<p class=\"note\">Error: the quote opened at character 1 is not closed</p>\n");
  free(printed.out);
  free(printed.messages);
}

static void each_query_of_a_batch_has_a_section(void **state) {
  tool_options options = options_of("html");
  (void)state;
  options.batch = "file";
  options.snippets = 0;
  assert_printed(&options, "q<1>", "longer",
                 "<section aria-label=\"q&lt;1&gt;\">\n<h2 dir=\"auto\">longer</h2>\n"
                 "<p class=\"total\">article 1 of 1</p>\n<ol start=\"1\">\n<li>\n<article>\n"
                 "<h3 dir=\"auto\">plain</h3>\n</article>\n</li>\n</ol>\n</section>\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_is_not_the_pages_own_is_escaped),
      cmocka_unit_test(titles_are_links_to_the_web),
      cmocka_unit_test(passages_are_marked),
      cmocka_unit_test(errors_and_warnings_are_on_the_page),
      cmocka_unit_test(each_query_of_a_batch_has_a_section),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
