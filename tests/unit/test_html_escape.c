/* SPDX-License-Identifier: MIT */
/* test_html_escape.c: nothing of a text is read as HTML. */
#include "support/support.h"

#include "tool/html_escape.h"

static void assert_html(const char *text, const qn_range *ranges, size_t n, const char *expected) {
  const marked_text marked = {text, strlen(text), ranges, n, "", ""};
  qn__buffer out;
  qn__buffer_init(&out);
  put_marked_html(&out, &marked, "<br>");
  qn__buffer_u8(&out, '\0');
  assert_string_equal((const char *)out.data, expected);
  qn__buffer_clear(&out);
}

static void signs_of_html_are_escaped(void **state) {
  (void)state;
  assert_html("<a href=\"x\" b='y'>&amp;</a>", NULL, 0,
              "&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;");
  assert_html("plain é 茶", NULL, 0, "plain é 茶");
  assert_html("", NULL, 0, "");
}

static void control_characters_are_replaced(void **state) {
  (void)state;
  assert_html("a\x1b\tb\xe2\x80\xae<", NULL, 0, "a\xef\xbf\xbd b\xef\xbf\xbd&lt;");
}

static void marks_are_made_after_the_text_is_escaped(void **state) {
  const qn_range ranges[] = {{0, 3}, {3, 4}, {6, 7}};
  (void)state;
  assert_html("<b>x & y", ranges, 3, "<mark>&lt;b&gt;</mark><mark>x</mark> &amp;<mark> </mark>y");
}

static void line_ends_are_those_of_html(void **state) {
  (void)state;
  assert_html("a\n<b\n\n", (const qn_range[]){{0, 3}}, 1, "<mark>a<br>&lt;</mark>b<br><br>");
  assert_html("\n", NULL, 0, "<br>");
}

static void bytes_that_are_not_text_are_replaced(void **state) {
  qn__buffer out;
  (void)state;
  qn__buffer_init(&out);
  put_any_html(&out, "a\xff<");
  qn__buffer_u8(&out, '\0');
  assert_string_equal((const char *)out.data, "a\xef\xbf\xbd&lt;");
  qn__buffer_clear(&out);
}

/* Texts of signs and marks at random, and then without the marks. */
static void no_sign_of_a_text_is_left(void **state) {
  static const char signs[] = "<>&\"'/=a ;", *const marks[] = {"<mark>", "</mark>"};
  random_source random = random_start("no_sign_of_a_text_is_left", 11);
  (void)state;
  for (int round = 0; round < 2000; round++) {
    char text[21];
    const size_t size = random_below(&random, sizeof text), middle = size / 2;
    const qn_range ranges[] = {{size / 3, middle}, {middle, size}};
    for (size_t i = 0; i < size; i++)
      text[i] = signs[random_below(&random, sizeof signs - 1)];
    const marked_text marked = {text, size, ranges, 2, "", ""};
    qn__buffer out;
    qn__buffer_init(&out);
    put_marked_html(&out, &marked, "<br>");
    qn__buffer_u8(&out, '\0');
    char *at = (char *)out.data;
    for (size_t i = 0; i < 4; i++) {
      at = strstr(at, marks[i % 2]);
      assert_non_null(at);
      memset(at, ' ', strlen(marks[i % 2]));
    }
    assert_null(strpbrk((const char *)out.data, "<>\"'"));
    qn__buffer_clear(&out);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(signs_of_html_are_escaped),
      cmocka_unit_test(control_characters_are_replaced),
      cmocka_unit_test(marks_are_made_after_the_text_is_escaped),
      cmocka_unit_test(line_ends_are_those_of_html),
      cmocka_unit_test(no_sign_of_a_text_is_left),
      cmocka_unit_test(bytes_that_are_not_text_are_replaced),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
