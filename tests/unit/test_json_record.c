/* SPDX-License-Identifier: MIT */
/* test_json_record.c: one object to one article. */
#include "unit/collected_articles.h"
#include "unit/read_at_any_request.h"

static void json_ids_are_as_written(void **state) {
  (void)state;
  assert_string_equal(
      read_text("a.jsonl", "{\"x\":{\"id\":[1,\",\"]},\"id\" : 12345678901234567890 ,\"title\":\"a\"}\n"
                           "{\"id\":1.50,\"title\":\"b\"}\n{\"title\":\"c\"}\n{\"id\":\"\",\"title\":\"d\"}\n"),
      "12345678901234567890|a||||{\"x\":{\"id\":[1,\",\"]}}|,\n1.50|b|||||\na.jsonl#3|c|||||\n|d|||||\n");
}

static void put_nested(qn__buffer *out, size_t depth) {
  qn__buffer_print(out, "{\"title\":\"[\\\"\",\"x\":");
  for (size_t i = 0; i < depth; i++)
    qn__buffer_u8(out, '[');
  for (size_t i = 0; i < depth; i++)
    qn__buffer_u8(out, ']');
  qn__buffer_print(out, "}\n");
}

static void reports_json_that_is_nested_too_deep(void **state) {
  (void)state;
  qn__buffer line;
  qn__buffer_init(&line);
  put_nested(&line, 256);
  put_nested(&line, 255);
  const char *found = read_bytes("a.jsonl", (const char *)line.data, line.size);
  assert_non_null(strstr(found, ": this JSON is nested too deep: 256 levels are read\na.jsonl#2|[\"|"));
  qn__buffer_clear(&line);
}

static void zeros_and_half_characters_are_marked(void **state) {
  (void)state;
  static const char line[] = "{\"title\":\"a\\u0000b\0c\\ud800d\\ud83d\\ude00\\\\u0000\"}\n";
  assert_string_equal(read_bytes("a.jsonl", line, sizeof line - 1), "a.jsonl#1|a\xff"
                                                                    "b\xff"
                                                                    "c\xff"
                                                                    "d😀\\u0000|||||\n");
}

static void reports_out_of_memory_at_any_request(void **state) {
  (void)state;
  read_at_any_request("a.jsonl",
                      "{\"title\":\"a\",\"text\":[\"b\",\"c\"],\"n\":{\"x\":[1,\"y\"]}}\n{\"id\":7,\"text\":\"z\"}\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(json_ids_are_as_written),
      cmocka_unit_test(reports_json_that_is_nested_too_deep),
      cmocka_unit_test(zeros_and_half_characters_are_marked),
      cmocka_unit_test(reports_out_of_memory_at_any_request),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
