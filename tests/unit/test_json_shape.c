/* SPDX-License-Identifier: MIT */
/* test_json_shape.c: JSON, JSON Lines and text that only looks like either. */
#include "support/support.h"

#include "articles/document.h"
#include "articles/json_shape.h"

#include <stdlib.h>
#include <string.h>

static void assert_shape(const char *start, qn__json_shape expected) {
  assert_int_equal(qn__json_shape_of(string_of(start)), expected);
}

static void objects_and_arrays_are_json(void **state) {
  (void)state;
  assert_shape("{\"a\": 1}", QN__JSON_VALUE);
  assert_shape(" \n{ \"a\":\n1}\n", QN__JSON_VALUE);
  assert_shape("{}", QN__JSON_VALUE);
  assert_shape("[{\"a\": 1}]", QN__JSON_VALUE);
  assert_shape("[\n]", QN__JSON_VALUE);
}

static void objects_on_their_own_lines_are_json_lines(void **state) {
  (void)state;
  assert_shape("{\"a\": 1}\n{\"a\": 2}\n", QN__JSON_LINES);
  assert_shape("{\"a\": 1} \r\n\n {\"a\":", QN__JSON_LINES);
  assert_shape("{\"a\": 1}\n", QN__JSON_VALUE);
  assert_shape("{\"a\": {}\n}\n", QN__JSON_VALUE);
}

static void a_very_long_first_line_is_one_of_many(void **state) {
  (void)state;
  char *start = malloc(QN__SNIFF_MAX);
  assert_non_null(start);
  memset(start, 'a', QN__SNIFF_MAX);
  memcpy(start, "{\"a\":\"", 6);
  assert_int_equal(qn__json_shape_of((qn_string){start, QN__SNIFF_MAX}), QN__JSON_LINES);
  assert_int_equal(qn__json_shape_of((qn_string){start, QN__SNIFF_MAX - 1}), QN__JSON_VALUE);
  free(start);
}

static void brackets_in_a_text_are_not_json(void **state) {
  (void)state;
  assert_shape("", QN__NOT_JSON);
  assert_shape("{", QN__NOT_JSON);
  assert_shape("[1] a footnote", QN__NOT_JSON);
  assert_shape("{curly} words", QN__NOT_JSON);
  assert_shape("words {\"a\": 1}", QN__NOT_JSON);
  static const char *const texts[] = {"{\"a quotation\" in braces}",
                                      "{}\nprogram x;",
                                      "[{a}]",
                                      "{\"a\":b}",
                                      "{\"a\":1]",
                                      "[{\"a\":1}] is how",
                                      "{\"a\":[1,]\n x",
                                      "{$INLINE OFF}\n",
                                      "[[1,2]]",
                                      "[\"a\"]",
                                      "{\"a\":1}}"};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
    assert_shape(texts[i], QN__NOT_JSON);
}

static void what_is_seen_may_end_anywhere(void **state) {
  (void)state;
  const char *text = "{\"a\\\"b\": [1, -2.5e3, \"x\", {}, [], {\"c\": null, \"d\": [true]}], \"e\": \"f\"}";
  for (size_t size = 3; size <= strlen(text); size++)
    assert_int_equal(qn__json_shape_of((qn_string){text, size}), QN__JSON_VALUE);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(objects_and_arrays_are_json),
      cmocka_unit_test(objects_on_their_own_lines_are_json_lines),
      cmocka_unit_test(a_very_long_first_line_is_one_of_many),
      cmocka_unit_test(brackets_in_a_text_are_not_json),
      cmocka_unit_test(what_is_seen_may_end_anywhere),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
