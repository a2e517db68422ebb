/* SPDX-License-Identifier: MIT */
/* test_html_title.c: the title of a page, and what its head adds to its text. */
#include "support/support.h"

#include "articles/html_parser.h"
#include "articles/html_title.h"

#include <string.h>

/* The title, the number of the heading that it is, and what the head adds to `text`. */
static void assert_title(const char *html, const char *text, const char *expected) {
  static const qn__allowance allowance = {SIZE_MAX, {NULL, NULL}};
  qn__html_page page;
  qn__buffer title, out;
  qn_error error;
  qn__html_page_init(&page);
  qn__buffer_init(&title);
  qn__buffer_init(&out);
  assert_ok(qn__html_parse(&page, html, strlen(html), &allowance, 0, &error), error);
  const qn__html_span *heading = qn__html_title(&title, &page);
  qn__buffer_print(&out, "%s", text);
  qn__html_head_text(&out, &title, &page);
  qn__buffer_print(&title, "|%d|", heading != NULL ? (int)(heading - page.headings) + 1 : 0);
  qn__buffer_bytes(&title, out.data, out.size);
  qn__buffer_u8(&title, '\0');
  assert_string_equal((const char *)title.data, expected);
  qn__buffer_clear(&title);
  qn__buffer_clear(&out);
  qn__html_page_clear(&page);
}

static void the_head_has_the_title(void **state) {
  (void)state;
  assert_title("<title> The \n page </title><h1>Other</h1>", "x", "The page|0|x");
  assert_title("<title>The page | Site</title><h1>Site</h1><h2>The page</h2>", "x", "The page|2|x");
  assert_title("<title>How to use <main> &amp; co</title>", "x", "How to use <main> & co|0|x");
}

static void a_heading_is_the_title_of_a_page_without_one(void **state) {
  (void)state;
  assert_title("<title> </title><h2>The <b>page</b></h2>", "x", "The page|1|x");
  assert_title("<p>x", "x", "|0|x");
}

static void an_empty_title_for_sharing_hides_nothing(void **state) {
  (void)state;
  assert_title("<meta property=og:title content=' '><title>The page</title>", "x", "The page|0|x");
  assert_title("<meta property=og:title content=''><title>The page</title>", "x", "The page|0|x");
}

static void the_other_title_becomes_text(void **state) {
  (void)state;
  assert_title("<meta property=og:title content='Site'><title>The page</title>", "x", "Site|0|x\n\nThe page");
  assert_title("<meta property=og:title content='The page'><title>The page - Site</title>", "x", "The page|0|x");
}

static void the_description_becomes_text(void **state) {
  (void)state;
  assert_title("<meta name=description content='On  pages.'><title>T</title>", "x", "T|0|x\n\nOn pages.");
  assert_title("<meta name=description content='On pages.'><title>T</title>", "A text. On pages.",
               "T|0|A text. On pages.");
  assert_title("<meta name=description content='T'><title>T</title>", "", "T|0|");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_head_has_the_title),
      cmocka_unit_test(a_heading_is_the_title_of_a_page_without_one),
      cmocka_unit_test(an_empty_title_for_sharing_hides_nothing),
      cmocka_unit_test(the_other_title_becomes_text),
      cmocka_unit_test(the_description_becomes_text),
  };
  return cmocka_run_group_tests_name("html_title", tests, NULL, NULL);
}
