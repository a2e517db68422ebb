/* SPDX-License-Identifier: MIT */
/* test_front_matter.c: headers of Markdown files as JSON objects. */
#include "support/support.h"

#include "articles/front_matter.h"
#include "fault/failing_memory.h"

#include <string.h>

/* Asserts what the header becomes, and the text after it; NULL: there is no header. */
static void assert_parsed(const char *text, const char *json, const char *rest) {
  size_t end = 0;
  qn_error error;
  cJSON *object = NULL;
  assert_ok(qn__front_matter_parse(&object, text, strlen(text), &end, &error), error);
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

static void nested_maps_are_their_lines(void **state) {
  (void)state;
  assert_parsed("---\na:\n  b: 1\n  c: 2\nd: x\n---\n", "{\"a\":\"b: 1\\nc: 2\",\"d\":\"x\"}", "");
  assert_parsed("---\na:\n- b: 1\n  c: 2\n---\n", "{\"a\":[\"b: 1\",\"c: 2\"]}", "");
}

static void values_go_on_in_the_lines_below(void **state) {
  (void)state;
  assert_parsed("---\na: >\n  one\n  two\n\n  three\nb: |-\n  one\n  two: three\nc: one\n  two\n---\n",
                "{\"a\":\"one two\\n three\",\"b\":\"one\\ntwo: three\",\"c\":\"one two\"}", "");
  assert_parsed("---\na: \"one\n  two\"\nb: [x,\n  y]\n...\ntext", "{\"a\":\"one two\",\"b\":[\"x\",\"y\"]}", "text");
  assert_parsed("+++\na = [\n  \"x\",\n]\n[b]\nc = 1\n+++\n", "{\"a\":[\"x\"],\"c\":1}", "");
}

static void values_of_toml_may_have_several_lines(void **state) {
  (void)state;
  assert_parsed("+++\na = \"\"\"\none = two\n\nthree\"\"\"\nb = '''x'''\nc = [ \"]\",\n  [1] ]\n+++\n",
                "{\"a\":\"one = two\\n\\nthree\",\"b\":\"x\",\"c\":[\"]\",\"[1]\"]}", "");
  assert_parsed("+++\na = \"x # y\" # z\nb = true # z\n+++\n", "{\"a\":\"x # y\",\"b\":true}", "");
}

static void text_between_rules_of_toml_is_text(void **state) {
  (void)state;
  assert_parsed("+++\nThe heron came first.\na = 1\n+++\n", NULL, "");
  assert_parsed("+++\na = 1\nThe heron came first.\n+++\n", NULL, "");
  assert_parsed("+++\nE = mc2\n+++\n", NULL, "");
  assert_parsed("+++\na = 1\n[1] See the heron.\n+++\n", NULL, "");
  assert_parsed("+++\na = [ 1,\n+++\n", NULL, "");
}

static void text_between_rules_is_text(void **state) {
  (void)state;
  assert_parsed("---\n\nThe heron came first.\n\n---\n\nThen the pelican.\n", NULL, "");
  assert_parsed("---\nThe heron: it came first.\n---\n", NULL, "");
  assert_parsed("---\nhttps://example.org\n---\n", NULL, "");
  assert_parsed("---\na: b\nand a text\n---\n", NULL, "");
  assert_parsed("---\n\n---\n", NULL, "");
  assert_parsed("---\n- item\n---\n", NULL, "");
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

static void reports_out_of_memory_at_any_request(void **state) {
  (void)state;
  static const char text[] = "---\na: \"one\"\nb: 2\nc: true\nd: null\ne: [x, 'y', 3]\nf:\n- one\n- two\n---\n";
  for (failing_mode mode = FAIL_ONCE; mode <= FAIL_ON; mode++) {
    long n = 0;
    for (qn_status status = QN_NO_MEMORY; status != QN_OK; n++) {
      size_t end = 0;
      qn_error error;
      cJSON *object = NULL;
      failing_memory_begin(n, mode);
      status = qn__front_matter_parse(&object, text, sizeof text - 1, &end, &error);
      failing_memory_end();
      assert_true(status == QN_OK || (status == QN_NO_MEMORY && object == NULL));
      assert_true(status != QN_OK || cJSON_GetArraySize(object) == 6);
      cJSON_Delete(object);
    }
    assert_true(n > 20);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(yaml_lines_are_properties),
      cmocka_unit_test(toml_lines_are_properties),
      cmocka_unit_test(parts_of_the_article_stay_as_written),
      cmocka_unit_test(quotes_and_comments_are_read),
      cmocka_unit_test(lists_have_two_forms),
      cmocka_unit_test(nested_maps_are_their_lines),
      cmocka_unit_test(values_go_on_in_the_lines_below),
      cmocka_unit_test(values_of_toml_may_have_several_lines),
      cmocka_unit_test(text_between_rules_of_toml_is_text),
      cmocka_unit_test(text_between_rules_is_text),
      cmocka_unit_test(text_without_both_fences_has_no_header),
      cmocka_unit_test(line_ends_may_be_those_of_windows),
      cmocka_unit_test(reports_out_of_memory_at_any_request),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
