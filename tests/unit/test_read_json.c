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

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(json_is_an_object_or_an_array),
      cmocka_unit_test(a_broken_element_skips_only_that_element),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
