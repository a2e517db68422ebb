/* SPDX-License-Identifier: MIT */
/* test_html_markup.c: text and attributes as the parser gets them. */
#include "support/support.h"

#include "articles/html_markup.h"

#include <string.h>

static void assert_written(qn__buffer *out, const char *expected) {
  assert_int_equal(out->size, strlen(expected));
  assert_memory_equal(out->data, expected, out->size);
  qn__buffer_clear(out);
}

static void references_are_characters_but_those_of_markup(void **state) {
  (void)state;
  const char *text = "&eacute;&lt;&amp;&quot;&x";
  qn__buffer out;
  qn__buffer_init(&out);
  assert_ptr_equal(qn__html_put_text(&out, text, text + strlen(text), text + strlen(text), false), text + strlen(text));
  assert_written(&out, "é&lt;&amp;&quot;&amp;x");
}

static void a_reference_is_never_cut(void **state) {
  (void)state;
  const char *text = "a&eacute;b";
  qn__buffer out;
  qn__buffer_init(&out);
  assert_ptr_equal(qn__html_put_text(&out, text, text + 4, text + strlen(text), false), text + 9);
  assert_written(&out, "aé");
}

static void an_attribute_is_written_once_and_quoted(void **state) {
  (void)state;
  const char *tag = " datetime='2024 \"&copy;' DATETIME=2025 class=x", *p = tag;
  const qn__html_element *element = qn__html_element_at(qn__html_element_find("time", 4));
  qn__html_attribute a;
  unsigned seen = 0;
  qn__buffer out;
  qn__buffer_init(&out);
  while (qn__html_tag_attribute(&p, tag + strlen(tag), &a))
    qn__html_put_attribute(&out, element, &a, &seen);
  assert_written(&out, " datetime=\"2024 &quot;©\"");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(references_are_characters_but_those_of_markup),
      cmocka_unit_test(a_reference_is_never_cut),
      cmocka_unit_test(an_attribute_is_written_once_and_quoted),
  };
  return cmocka_run_group_tests_name("html_markup", tests, NULL, NULL);
}
