/* SPDX-License-Identifier: MIT */
/* test_json_strings.c: the strings in a value. */
#include "support/support.h"

#include "articles/json_string_lines.h"
#include "articles/json_strings.h"

#include <string.h>

static void assert_strings(const char *json, qn__json_joint joint, const char *expected) {
  cJSON *value = cJSON_Parse(json);
  assert_non_null(value);
  char *text = qn__json_strings(value, joint, NULL);
  assert_string_equal(text, expected);
  cJSON_free(text);
  cJSON_Delete(value);
}

static void all_strings_are_found_in_order(void **state) {
  (void)state;
  assert_strings("{\"a\":\"one\",\"b\":{\"c\":[1,\"two\",null,[\"three\"]]},\"d\":\"\"}", QN__JOIN_LINES,
                 "one\ntwo\nthree");
  assert_strings("[\"a\",\"b\"]", QN__JOIN_PARAGRAPHS, "a\n\nb");
  assert_strings("[\"a\",\"b\"]", QN__JOIN_WORDS, "a b");
  assert_strings("\"a\"", QN__JOIN_WORDS, "a");
  assert_strings("{\"a\":1}", QN__JOIN_LINES, "");
}

static void lines_that_end_themselves_are_joined(void **state) {
  (void)state;
  assert_strings("[\"# A\\n\",\"text\\n\",\"end\"]", QN__JOIN_PARAGRAPHS, "# A\ntext\nend");
}

static void data_is_left_out(void **state) {
  (void)state;
  char json[1000] = "[\"a\",\"";
  memset(json + 6, 'Q', 600);
  strcpy(json + 606, "==\",\"b\"]");
  assert_strings(json, QN__JOIN_WORDS, "a b");
  json[300] = ' ';
  assert_true(strlen(json) > 600);
  cJSON *value = cJSON_Parse(json);
  char *text = qn__json_strings(value, QN__JOIN_WORDS, NULL);
  assert_true(strlen(text) > 600);
  cJSON_free(text);
  cJSON_Delete(value);
}

static void lines_are_those_of_the_strings(void **state) {
  (void)state;
  static const char json[] = "{\"a\":\"one\",\n\n\"b\":[\"two\",\n\n\n\n\"three\"]}";
  qn__line_steps lines = {.next = 7};
  cJSON *value = cJSON_Parse(json);
  qn__json_note_lines(value, string_of(json));
  cJSON_free(qn__json_strings(value, QN__JOIN_LINES, &lines));
  assert_int_equal(lines.next, QN__LINE_STEP);
  assert_int_equal(lines.first, 1);
  assert_int_equal(lines.steps.size, 2); /* 6 lines in 13 bytes are 295 in a step */
  assert_memory_equal(lines.steps.data, "f2", 2);
  qn__line_steps_clear(&lines);
  cJSON_Delete(value);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(all_strings_are_found_in_order),
      cmocka_unit_test(lines_that_end_themselves_are_joined),
      cmocka_unit_test(data_is_left_out),
      cmocka_unit_test(lines_are_those_of_the_strings),
  };
  return cmocka_run_group_tests_name("json_strings", tests, NULL, NULL);
}
