/* SPDX-License-Identifier: MIT */
/* test_html_parts.c: the article of a page, and what stands apart from it. */
#include "support/support.h"

#include "articles/html_parser.h"
#include "articles/html_parts.h"
#include "articles/html_text.h"

#include <string.h>

/* The article's text, " | ", and the other text of the page. */
static void assert_parts(const char *html, const char *expected) {
  static const qn__allowance allowance = {SIZE_MAX, {NULL, NULL}};
  qn__html_page page;
  qn__html_span article;
  qn__buffer out, other;
  qn_error error;
  qn__html_page_init(&page);
  qn__buffer_init(&out);
  qn__buffer_init(&other);
  assert_ok(qn__html_parse(&page, html, strlen(html), &allowance, 0, &error), error);
  assert_ok(qn__html_find_parts(&page, &article, &error), error);
  qn__html_text(&out, &page, &article, NULL, NULL);
  qn__html_other_text(&other, &page, &article, NULL, NULL);
  qn__buffer_print(&out, "|");
  qn__buffer_bytes(&out, other.data, other.size);
  for (size_t i = 0; i < out.size; i++)
    out.data[i] = out.data[i] == '\n' ? '/' : out.data[i];
  qn__buffer_u8(&out, '\0');
  assert_string_equal((const char *)out.data, expected);
  qn__buffer_clear(&out);
  qn__buffer_clear(&other);
  qn__html_page_clear(&page);
}

static void the_article_is_what_holds_half_of_the_text(void **state) {
  (void)state;
  assert_parts("<p>one<article><p>two three</article>four", "two three|one//four");
  assert_parts("<p>one two three<article>four</article>", "one two three//four|");
  assert_parts("<p>one<main>two<article>three four five six</article></main>", "three four five six|one//two");
  assert_parts("<p>one<main>two three<article>four</article><article>five</article></main>",
               "two three//four//five|one");
  assert_parts("<main></main><p>one", "one|");
  assert_parts("<p>one<div role=main>two three</div>", "two three|one");
}

static void what_stands_apart_does_not_count(void **state) {
  (void)state;
  assert_parts("<nav>a long list of pages</nav><main>one</main><footer>a long list of owners</footer>",
               "one|a long list of pages//a long list of owners");
  assert_parts("<main hidden>a text that is not shown</main><p>one", "one|a text that is not shown");
  assert_parts("<noscript>no script</noscript><p>one<select><option>a<option>b</select>", "one|no script//a/b");
}

static void a_margin_is_one_outside_of_the_article_only(void **state) {
  (void)state;
  assert_parts("<p>one<aside>two</aside><footer>three</footer>", "one|two//three");
  assert_parts("<article><p>one<aside>two</aside><footer>three</footer></article>", "one//two//three|");
}

static void lists_of_links_stand_apart(void **state) {
  (void)state;
  assert_parts("<ul><li><a>a</a><li><a>b</a><li><a>c</a></ul><p>one", "one|a/b/c");
  assert_parts("<ul><li><a>a</a><li><a>b</a></ul><p>one", "a/b//one|");
  assert_parts("<ul><li><a>a</a> is a letter<li><a>b</a> too<li><a>c</a></ul>one", "a is a letter/b too/c//one|");
  assert_parts("<div><ul><li><a>a</a><li><a>b</a><li><a>c</a></ul>one</div>", "one|a/b/c");
}

static void readings_follow_the_text(void **state) {
  (void)state;
  assert_parts("<p><ruby>漢<rp>(<rt>かん<rp>)</ruby>字", "漢字|かん");
}

static void pages_without_text_have_none(void **state) {
  (void)state;
  assert_parts("", "|");
  assert_parts("<article></article><main></main>", "|");
  assert_parts("<nav>one</nav>", "|one");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_article_is_what_holds_half_of_the_text),
      cmocka_unit_test(what_stands_apart_does_not_count),
      cmocka_unit_test(a_margin_is_one_outside_of_the_article_only),
      cmocka_unit_test(lists_of_links_stand_apart),
      cmocka_unit_test(readings_follow_the_text),
      cmocka_unit_test(pages_without_text_have_none),
  };
  return cmocka_run_group_tests_name("html_parts", tests, NULL, NULL);
}
