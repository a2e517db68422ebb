/* SPDX-License-Identifier: MIT */
/* test_front_matter.c: headers of Markdown files as JSON objects. */
#include "support/support.h"

#include "articles/front_matter.h"

#include <string.h>

/* Asserts what the header becomes, and the text after it; NULL: there is no header. */
static void assert_parsed(const char *text, const char *json, const char *rest) {
  size_t end = 0;
  cJSON *object = qn__front_matter_parse(text, strlen(text), &end);
  if (json == NULL) {
    assert_null(object);
    return;
  }
  assert_non_null(object);
  char *printed = cJSON_PrintUnformatted(object);
  assert_string_equal(printed, json);
  assert_string_equal(text + end, rest);
  cJSON_free(printed);
  cJSON_Delete(object);
}

static void yaml_lines_are_properties(void **state) {
  (void)state;
  assert_parsed("---\na: one\nb: 2\nc: true\nd: null\ne: ~\nf:\n---\ntext",
                "{\"a\":\"one\",\"b\":2,\"c\":true,\"d\":null,\"e\":null,\"f\":null}", "text");
}

static void toml_lines_are_properties(void **state) {
  (void)state;
  assert_parsed("+++\na = \"one: two\"\nb = 1.5\n+++\n\ntext", "{\"a\":\"one: two\",\"b\":1.5}", "\ntext");
}

static void parts_of_the_article_stay_as_written(void **state) {
  (void)state;
  assert_parsed("---\ndate: 2025\nid: 007\nyear: 2025\n---\n", "{\"date\":\"2025\",\"id\":\"007\",\"year\":2025}", "");
}

static void quotes_and_comments_are_read(void **state) {
  (void)state;
  assert_parsed("---\na: \"x \\\"y\\\" # z\"\nb: 'it''s'\nc: word # comment\n# comment: x\n---\n",
                "{\"a\":\"x \\\"y\\\" # z\",\"b\":\"it's\",\"c\":\"word\"}", "");
}

static void lists_have_two_forms(void **state) {
  (void)state;
  assert_parsed("---\na: [x, 'y, z', 3]\nb:\n  - one\n  - \"two\"\n- three\n---\n",
                "{\"a\":[\"x\",\"y, z\",3],\"b\":[\"one\",\"two\",\"three\"]}", "");
}

static void nested_maps_are_left_out(void **state) {
  (void)state;
  assert_parsed("---\na:\n  b: 1\n  c: 2\nd: x\n---\n", "{\"a\":null,\"d\":\"x\"}", "");
}

static void text_without_both_fences_has_no_header(void **state) {
  (void)state;
  assert_parsed("", NULL, NULL);
  assert_parsed("text\n---\na: b\n---\n", NULL, NULL);
  assert_parsed("---\na: b\n", NULL, NULL);
  assert_parsed("---\na: b\n+++\n", NULL, NULL);
  assert_parsed("----\na: b\n----\n", NULL, NULL);
}

static void line_ends_may_be_those_of_windows(void **state) {
  (void)state;
  assert_parsed("---\r\na: b\r\n---\r\ntext", "{\"a\":\"b\"}", "text");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(yaml_lines_are_properties),
      cmocka_unit_test(toml_lines_are_properties),
      cmocka_unit_test(parts_of_the_article_stay_as_written),
      cmocka_unit_test(quotes_and_comments_are_read),
      cmocka_unit_test(lists_have_two_forms),
      cmocka_unit_test(nested_maps_are_left_out),
      cmocka_unit_test(text_without_both_fences_has_no_header),
      cmocka_unit_test(line_ends_may_be_those_of_windows),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
