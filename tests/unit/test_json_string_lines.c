/* SPDX-License-Identifier: MIT */
/* test_json_string_lines.c: the lines of the strings of an object. */
#include "support/support.h"

#include "articles/json_string_lines.h"

#include <stdio.h>
#include <string.h>

/* Of all strings, a number for each; 0 where none is known. */
static void put_lines(const cJSON *value, char *out) {
  if (cJSON_IsString(value))
    sprintf(out + strlen(out), "%zu ", qn__json_line(value));
  for (const cJSON *item = value->child; item != NULL; item = item->next)
    put_lines(item, out);
}

static void assert_lines(const char *json, const char *expected) {
  char lines[100] = "";
  cJSON *value = cJSON_Parse(json);
  assert_non_null(value);
  qn__json_note_lines(value, string_of(json));
  put_lines(value, lines);
  assert_string_equal(lines, expected);
  cJSON_Delete(value);
}

static void each_string_is_on_the_line_where_its_quote_is(void **state) {
  (void)state;
  assert_lines("{\n\"a\":\"one\",\n\"b\"\n:\n\"two\", \"c\":\"\"\n}", "2 5 5 ");
  assert_lines("{\"a\":[\n\"\",\n[null,1,true,\n\"x\"],{}],\"b\":{\n\"c\":\"y\"}}", "2 4 5 ");
}

static void quotes_in_strings_do_not_end_them(void **state) {
  (void)state;
  assert_lines("{\"\\\"k\\\\\":\"\\\\\\\"\\n\",\n\"b\\\\\":\"\\\\\",\n\"c\":\"\\u0022\"}", "1 2 3 ");
}

static void what_is_one_line_has_none(void **state) {
  (void)state;
  assert_lines("{\"a\":\"one\",\"b\":[\"two\"]}", "0 0 ");
}

static void other_values_have_none(void **state) {
  (void)state;
  cJSON *value = cJSON_Parse("{\"a\":7}");
  assert_int_equal(qn__json_line(cJSON_GetObjectItem(value, "a")), 0);
  assert_int_equal(qn__json_line(NULL), 0);
  cJSON_Delete(value);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_string_is_on_the_line_where_its_quote_is),
      cmocka_unit_test(quotes_in_strings_do_not_end_them),
      cmocka_unit_test(what_is_one_line_has_none),
      cmocka_unit_test(other_values_have_none),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
