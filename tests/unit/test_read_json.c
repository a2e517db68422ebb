/* SPDX-License-Identifier: MIT */
/* test_read_json.c: objects, arrays of them, and broken ones. */
#include "unit/collected_articles.h"

static void json_is_an_object_or_an_array(void **state) {
  (void)state;
  assert_string_equal(read_text("a.json", "{\"headline\": \"T\", \"body\": \"x\"}\n"), "a.json|T|||||x\n");
  assert_string_equal(read_text("a.json", "[{\"title\":\"T\"},\n {\"id\":7,\"text\":\"x\",\"n\":1.5}]"),
                      "a.json#1|T|||||\n7|||||{\"n\":1.5}|x\n");
  assert_string_equal(read_text("a.json", "{\n \"title\": \"}{\\\"\"\n}\n{\n \"title\": \"b\"\n}\n"),
                      "a.json#1|}{\"|||||\na.json#2|b|||||\n");
  assert_string_equal(read_text("a.json", "{\"title\":\"a\"}\n{\"title\":\"b\"}\n"),
                      "a.json#1|a|||||\na.json#2|b|||||\n");
}

static void a_broken_element_skips_only_that_element(void **state) {
  (void)state;
  assert_string_equal(read_text("a.json", "[{\"title\":\"a\"},\n {\"title\" \"b\"}, 3,\n {\"title\":\"c\"}"),
                      "a.json#1|a|||||\n"
                      "!refused:2:11: broken JSON at '\"'\n"
                      "!refused:2:0: this is JSON, but not an object like {\"title\": ..., \"text\": ...}\n"
                      "a.json#4|c|||||\n"
                      "!refused:0:0: broken JSON: the array has no end; what it holds was read\n");
  assert_string_equal(read_text("a.json", "{\"title\":\"a\"}\n]\n"),
                      "a.json#1|a|||||\n!refused:0:0: broken JSON on line 2: a stray ']'; the rest was not read\n");
  assert_string_equal(read_text("a.json", "{\"title\":\"a"),
                      "!refused:0:0: broken JSON: what begins on line 1 has no end\n");
}

static void assert_map(const char *json, const char *expected) {
  read_text("a.json", json);
  assert_string_equal(last_map, expected);
}

static void each_record_knows_the_line_of_its_text(void **state) {
  (void)state;
  assert_map("[{\"text\":\"x\"},\n\n{\"text\":\"y\"}]", "[{\"at\":0,\"id\":1,\"line\":3}]");
  assert_map("[\n{\n\"title\":\"t\",\n\"text\":\n\"x\"}]", "[{\"at\":0,\"id\":1,\"line\":5}]");
  assert_map("[\n{\"id\":7,\n\"text\":\"x\"}]", "[{\"at\":0,\"id\":2,\"line\":3}]");
  assert_map("{\n\"text\":\"x\"}", "[{\"at\":0,\"line\":2}]"); /* it is all of the file */
  assert_map("{\"id\":7,\n\"text\":\"x\"}", "[{\"at\":0,\"id\":2,\"line\":2}]");
  assert_map("{\n\"title\":\"t\"}\n{\n\"title\":\"u\"\n}\n", "[{\"at\":0,\"id\":1,\"line\":3}]");
  assert_map("{\n\"text\":{\"rendered\":\n\"x\"}}", "[{\"at\":0,\"line\":3}]");
  assert_map("{\n\"text\":\"\\u0000\\\"\",\"x\":\n1}", "[{\"at\":0,\"line\":2}]"); /* it is repaired */
  assert_map("{\"x\":1,\n\"source_map\":[{\"at\":0,\"page\":2}],\"text\":\"y\"}", "[{\"at\":0,\"page\":2}]");
}

static void a_text_of_many_strings_has_lines_in_steps(void **state) {
  (void)state;
  assert_map("{\n\"text\":[\n\"one\",\n\"two\"]}", "[{\"at\":0,\"line\":3,\"every\":640,\"steps\":\"b;\"}]");
  assert_map("{\n\"a\":\"one\",\"b\":\n[\"two\"]}", "[{\"at\":0,\"line\":2,\"every\":640,\"steps\":\"bF\"}]");
  assert_map("{\n\"text\":[\n\"<p>one</p>\",\n\"<p>two</p>\"]}", "[{\"at\":0,\"line\":3}]"); /* it was HTML */
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(json_is_an_object_or_an_array),
      cmocka_unit_test(a_broken_element_skips_only_that_element),
      cmocka_unit_test(each_record_knows_the_line_of_its_text),
      cmocka_unit_test(a_text_of_many_strings_has_lines_in_steps),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
