/* SPDX-License-Identifier: MIT */
/* test_html_tag.c: names and attributes of tags. */
#include "support/support.h"

#include "articles/html_tag.h"

#include <stdio.h>
#include <string.h>

/* The attributes of a tag, each as "[name|value]". */
static void assert_attributes(const char *tag, const char *expected) {
  const char *p = tag, *end = tag + strlen(tag);
  char out[200] = "";
  qn__html_attribute a;
  while (qn__html_tag_attribute(&p, end, &a))
    snprintf(out + strlen(out), sizeof out - strlen(out), "[%.*s|%.*s]", (int)(a.name_end - a.name), a.name,
             (int)(a.value_end - a.value), a.value);
  assert_string_equal(out, expected);
  assert_true(p == end || *p == '>');
}

static void attributes_are_quoted_or_not(void **state) {
  (void)state;
  assert_attributes(" a=1 b='2 3' c=\"4>\" d>", "[a|1][b|2 3][c|4>][d|]");
  assert_attributes("/a/ b = 'x'/>", "[a|][b|x]");
  assert_attributes(" =x 'junk'", "[=x|]['junk'|]");
  assert_attributes(" a='open", "[a|open]");
  assert_attributes(">", "");
}

static void names_are_in_lower_case(void **state) {
  (void)state;
  char name[QN__HTML_NAME_MAX];
  const char *text = "BLOCKQuote class", *p = text;
  assert_int_equal(qn__html_tag_name(&p, text + strlen(text), name), 10);
  assert_memory_equal(name, "blockquote", 10);
  assert_ptr_equal(p, text + 10);
  text = p = "a-name-that-no-element-has>";
  assert_int_equal(qn__html_tag_name(&p, text + strlen(text), name), 0);
  assert_int_equal(*p, '>');
}

static void case_does_not_count(void **state) {
  (void)state;
  const char *tag = " Role=MAIN", *p = tag;
  qn__html_attribute a;
  assert_true(qn__html_tag_attribute(&p, tag + strlen(tag), &a));
  assert_true(qn__html_attribute_is(&a, "role") && qn__html_value_is(&a, "main"));
  assert_false(qn__html_attribute_is(&a, "rol") || qn__html_value_is(&a, "mains"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(attributes_are_quoted_or_not),
      cmocka_unit_test(names_are_in_lower_case),
      cmocka_unit_test(case_does_not_count),
  };
  return cmocka_run_group_tests_name("html_tag", tests, NULL, NULL);
}
