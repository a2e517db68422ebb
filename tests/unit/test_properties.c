/* SPDX-License-Identifier: MIT */
/* test_properties.c: which property of an object is which part of an article. */
#include "unit/collected_articles.h"

#include "articles/properties.h"

static void json_names_have_an_order_of_preference(void **state) {
  (void)state;
  assert_string_equal(read_text("a.jsonl",
                                "{\"name\":\"n\",\"title\":\"t\",\"Text\":\"x\",\"published\":\"June 9, 2025\","
                                "\"date\":\"some day\",\"lang\":null,\"url\":3}\n"),
                      "a.jsonl#1|t|2025-06-09|||{\"name\":\"n\",\"date\":\"some day\",\"url\":3}|x\n");
}

static void json_text_may_be_paragraphs(void **state) {
  (void)state;
  assert_string_equal(read_text("a.jsonl", "{\"title\":\"t\",\"text\":[\"one\",\"two\"],\"id\":7}\n"),
                      "7|t|||||one//two\n");
  assert_string_equal(read_text("a.jsonl", "{\"text\":[\"one\"]}\n{\"text\":[]}\n"),
                      "a.jsonl#1||||||one\na.jsonl#2||||||\n");
  assert_string_equal(read_text("a.jsonl", "{\"body\":\"b\",\"text\":[1]}\n"), "a.jsonl#1|||||{\"text\":[1]}|b\n");
}

static void a_source_map_is_an_array(void **state) {
  (void)state;
  assert_string_equal(read_text("a.jsonl", "{\"text\":\"x\",\"source_map\":[{\"at\":0}],\"n\":1}\n"),
                      "a.jsonl#1|||||{\"n\":1}|x\n");
  assert_string_equal(read_text("a.jsonl", "{\"text\":\"x\",\"source_map\":\"app.js.map\"}\n"),
                      "a.jsonl#1|||||{\"source_map\":\"app.js.map\"}|x\n");
  assert_string_equal(read_text("a.jsonl", "{\"text\":\"x\",\"source_map\":null}\n"),
                      "a.jsonl#1|||||{\"source_map\":null}|x\n");
}

static void known_names_are_found_in_any_case(void **state) {
  (void)state;
  assert_true(qn__property_is_known("Headline"));
  assert_true(qn__property_is_known("createdat"));
  assert_false(qn__property_is_known("topics"));
}

static void numbers_can_be_dates(void **state) {
  (void)state;
  assert_string_equal(read_text("a.jsonl", "{\"title\":\"t\",\"date\":1749499445}\n{\"title\":\"u\",\"date\":7}\n"),
                      "a.jsonl#1|t|2025-06-09T20:04:05Z||||\na.jsonl#2|u||||{\"date\":7}|\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(json_names_have_an_order_of_preference),
      cmocka_unit_test(json_text_may_be_paragraphs),
      cmocka_unit_test(a_source_map_is_an_array),
      cmocka_unit_test(known_names_are_found_in_any_case),
      cmocka_unit_test(numbers_can_be_dates),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
