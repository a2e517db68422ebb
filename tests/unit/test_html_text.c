/* SPDX-License-Identifier: MIT */
/* test_html_text.c: elements of a page as lines and paragraphs. */
#include "support/support.h"

#include "articles/html_parser.h"
#include "articles/html_text.h"

#include <string.h>

typedef void put_part(qn__buffer *out, const qn__html_page *page);

static void put_all(qn__buffer *out, const qn__html_page *page) {
  qn__html_text(out, page, &page->root, NULL);
}

static void put_without_heading(qn__buffer *out, const qn__html_page *page) {
  qn__html_text(out, page, &page->root, &page->headings[0]);
}

static void put_on_a_line(qn__buffer *out, const qn__html_page *page) {
  qn__html_line(out, page, &page->root);
}

static void assert_put(put_part *put, const char *html, const char *expected) {
  static const qn__allowance allowance = {SIZE_MAX, {NULL, NULL}};
  qn__html_page page;
  qn__buffer out;
  qn_error error;
  qn__html_page_init(&page);
  qn__buffer_init(&out);
  assert_ok(qn__html_parse(&page, html, strlen(html), &allowance, 0, &error), error);
  put(&out, &page);
  qn__buffer_u8(&out, '\0');
  assert_string_equal((const char *)out.data, expected);
  qn__buffer_clear(&out);
  qn__html_page_clear(&page);
}

static void paragraphs_have_an_empty_line_between(void **state) {
  (void)state;
  assert_put(put_all, "<p>one<p>two<div>three</div>four<h2>five</h2>six", "one\n\ntwo\n\nthree\nfour\n\nfive\n\nsix");
}

static void white_space_is_one_space(void **state) {
  (void)state;
  assert_put(put_all, "<p> one \n\t two <b> three</b>four ", "one two threefour");
}

static void lines_of_a_script_without_spaces_are_joined(void **state) {
  (void)state;
  assert_put(put_all, "<p>東\n京、 \n  大<b>\n</b>阪\n</p>", "東京、 大阪");
  assert_put(put_all, "<p>東 京\na 阪<br>\n東\n한\n국", "東 京 a 阪\n東 한 국");
  assert_put(put_all, "<table><tr>\n<td>東</td>\n<td>京</td></tr></table>", "東 京");
}

static void cells_stand_apart(void **state) {
  (void)state;
  assert_put(put_all, "<table><tr><td>a</td><td>b</td></tr><tr><th>c<th>d</table>", "a b\nc d");
}

static void preformatted_text_keeps_its_space(void **state) {
  (void)state;
  assert_put(put_all, "<p>a</p><pre>b  c\n  d</pre>e", "a\n\nb  c\n  d\n\ne");
}

static void what_is_not_read_is_left_out(void **state) {
  (void)state;
  assert_put(put_all,
             "<body>a<script>b</script><style>c</style><nav>d</nav><form>e</form><svg><text>f</text></svg><!-- g -->h",
             "ah");
}

static void an_element_can_be_omitted(void **state) {
  (void)state;
  assert_put(put_without_heading, "<body><h1>title</h1><p>text</p></body>", "text");
}

static void nesting_may_be_deep(void **state) {
  (void)state;
  char html[5 * 200 + 10];
  for (size_t i = 0; i < 200; i++)
    memcpy(html + i * 5, "<div>", 5);
  strcpy(html + 1000, "bottom");
  assert_put(put_all, html, "bottom");
}

static void a_line_has_no_line_breaks(void **state) {
  (void)state;
  assert_put(put_on_a_line, "<h1>one<br>two</h1>", "one two");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(paragraphs_have_an_empty_line_between),
      cmocka_unit_test(white_space_is_one_space),
      cmocka_unit_test(lines_of_a_script_without_spaces_are_joined),
      cmocka_unit_test(cells_stand_apart),
      cmocka_unit_test(preformatted_text_keeps_its_space),
      cmocka_unit_test(what_is_not_read_is_left_out),
      cmocka_unit_test(an_element_can_be_omitted),
      cmocka_unit_test(nesting_may_be_deep),
      cmocka_unit_test(a_line_has_no_line_breaks),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
