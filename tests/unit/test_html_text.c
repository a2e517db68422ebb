/* SPDX-License-Identifier: MIT */
/* test_html_text.c: elements of a page as lines and paragraphs. */
#include "support/support.h"

#include "articles/html_parser.h"
#include "articles/html_parts.h"
#include "articles/html_text.h"

#include <string.h>

typedef void put_part(qn__buffer *out, qn__html_page *page);

static void put_all(qn__buffer *out, qn__html_page *page) {
  qn__html_text(out, page, &page->root, NULL, NULL);
  qn__html_other_text(out, page, &page->root, NULL, NULL);
}

static void put_article(qn__buffer *out, qn__html_page *page) {
  qn__html_text(out, page, &page->root, NULL, NULL);
}

static void put_without_heading(qn__buffer *out, qn__html_page *page) {
  qn__html_text(out, page, &page->root, &page->headings[0], NULL);
}

static void put_on_a_line(qn__buffer *out, qn__html_page *page) {
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
  qn__html_span article;
  assert_ok(qn__html_find_parts(&page, &article, &error), error);
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
             "<body>a<script>b</script><style>c</style><template>d</template><math><annotation>e</annotation></math>"
             "<ruby><rp>f</rp></ruby><!-- g -->h",
             "a h");
}

static void blocks_part_words(void **state) {
  (void)state;
  assert_put(put_all, "<center>a</center>b<fieldset>c<legend>d</legend>e</fieldset>f<form>g</form>h",
             "a\nb\nc\nd\ne\nf\ng\nh");
  assert_put(put_all, "<dl><dt>a<dd>b</dl>c<dir><li>d</dir>e<hgroup>f</hgroup>g", "a\nb\n\nc\n\nd\n\ne\n\nf\n\ng");
  assert_put(put_all, "a<label>b</label>c<button>d</button>e", "a b c d e");
}

static void text_of_controls_and_fallbacks_is_read(void **state) {
  (void)state;
  assert_put(put_all, "<form>a<textarea>b <i>c</i></textarea><object>d</object></form>", "a\nb <i>c</i>\nd");
  assert_put(put_all, "<p>a<noscript>b</noscript><p>c<select><option>d<option>e</select>", "a\n\nc\n\nb\n\nd\ne");
  assert_put(put_all, "a<svg><text>b</text><text>c</text></svg>", "a\n\nb\nc");
  assert_put(put_all, "a <math><mi>E</mi><mo>=</mo><mn>2</mn></math> b", "a E = 2 b");
}

static void links_side_by_side_are_apart(void **state) {
  (void)state;
  assert_put(put_all, "<p><a>one</a><a>two</a>s and <a>three</a>s", "one twos and threes");
  assert_put(put_all, "<p>word<sup><a>1</a></sup>, word<a><sup>2</sup></a>, 10<sup>3</sup>", "word 1, word 2, 103");
}

static void pictures_have_their_text(void **state) {
  (void)state;
  assert_put(put_all, "<p>a<img alt='b c'>d<img alt=''>e", "a b c de");
}

static void what_stands_apart_is_not_of_the_article(void **state) {
  (void)state;
  assert_put(put_article, "<p>a<nav>b<p>c</nav>d", "a\n\nd");
  assert_put(put_article, "<ruby>漢<rt>かん</ruby>字", "漢字");
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
      cmocka_unit_test(blocks_part_words),
      cmocka_unit_test(text_of_controls_and_fallbacks_is_read),
      cmocka_unit_test(links_side_by_side_are_apart),
      cmocka_unit_test(pictures_have_their_text),
      cmocka_unit_test(what_stands_apart_is_not_of_the_article),
      cmocka_unit_test(an_element_can_be_omitted),
      cmocka_unit_test(nesting_may_be_deep),
      cmocka_unit_test(a_line_has_no_line_breaks),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
