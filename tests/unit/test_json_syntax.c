/* SPDX-License-Identifier: MIT */
/* test_json_syntax.c: texts that are JSON and texts that are not; cJSON reads each of the first. */
#include "support/support.h"

#include "base/json_syntax.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool cjson_reads(const char *text, size_t size) {
  cJSON *value = cJSON_ParseWithLength(text, size);
  cJSON_Delete(value);
  return value != NULL;
}

static void assert_valid(const char *text) {
  if (!qn__json_is_valid(text, strlen(text)))
    fail_msg("this is JSON: %s", text);
  assert_true(cjson_reads(text, strlen(text)));
}

static void assert_not_valid(const char *text) {
  if (qn__json_is_valid(text, strlen(text)))
    fail_msg("this is not JSON: %s", text);
}

static void scalars_are_json(void **state) {
  (void)state;
  static const char *const texts[] = {"null", "true", " false ", "0", "-0", "12", "-1.5e+3", "1E9", "0.25", "\"\""};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    assert_valid(texts[i]);
}

static void arrays_and_objects_nest(void **state) {
  (void)state;
  assert_valid("[]");
  assert_valid("{}");
  assert_valid("[ [ ] , { } , [ { \"a\" : [ 1 , 2 ] } ] ]");
  assert_valid("{\"a\":{\"b\":[{},[]]},\"c\":null,\"a\":1}\n");
}

static void strings_may_hold_escapes_and_control_characters(void **state) {
  (void)state;
  assert_valid("\"\\b\\f\\n\\r\\t\\\"\\\\\\/\\u00e9\\uD834\\udd1e\"");
  assert_valid("\"two\nlines\tand \x01\"");
  assert_valid("[\"{\", \"]\", \",\"]");
}

static void what_is_incomplete_is_not_json(void **state) {
  (void)state;
  static const char *const texts[] = {"",        " ",        "[",  "{",   "[1",   "[1,",       "{\"a\"",
                                      "{\"a\":", "{\"a\":1", "\"", "\"a", "\"\\", "\"\\u00",   "nul",
                                      "-",       "1.",       "1e", "1e+", "[[]",  "{\"a\":[}", "\"\\ud834\""};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    assert_not_valid(texts[i]);
}

static void slips_are_not_json(void **state) {
  (void)state;
  static const char *const texts[] = {"[1,]", "[,1]", "{,}",     "{\"a\":1,}",  "{a:1}",       "{\"a\" 1}", "[1 2]",
                                      "[}",   "{]",   "1 2",     "[] []",       "01",          ".5",        "+1",
                                      "True", "'a'",  "\"\\x\"", "\"\\u12g4\"", "\"\\udd1e\"", "]",         "1,2"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    assert_not_valid(texts[i]);
  assert_false(qn__json_is_valid("\"a\0b\"", 5));
  assert_false(qn__json_is_valid("[1]\0", 4));
}

static char *nested(size_t depth, bool objects) {
  char *text = malloc(depth * 8 + 8), *p = text;
  assert_non_null(text);
  for (size_t i = 0; i < depth; i++)
    p = stpcpy(p, objects && i % 3 == 0 ? "{\"a\":" : "[");
  p = stpcpy(p, "1");
  for (size_t i = depth; i > 0; i--)
    p = stpcpy(p, objects && (i - 1) % 3 == 0 ? "}" : "]");
  return text;
}

static void depth_has_a_limit(void **state) {
  (void)state;
  for (int objects = 0; objects <= 1; objects++) {
    char *deep = nested(999, objects), *deeper = nested(1000, objects);
    assert_valid(deep);
    assert_not_valid(deeper);
    free(deep);
    free(deeper);
  }
}

static void a_long_number_is_left_to_cjson(void **state) {
  (void)state;
  char number[62];
  memset(number, '1', 61);
  number[61] = '\0';
  assert_not_valid(number);
  assert_valid(number + 1);
}

/* Whatever is broken in a text, cJSON reads it where it is said to be JSON. */
static void cjson_reads_all_that_is_valid(void **state) {
  (void)state;
  static const char text[] =
      "{\"a\":[1,-2.5e3,true,null,\"x\\n\\u00e9\\ud834\\udd1e\"],\"b\":{\"c\":[],\"d\":{}},\"e\":\"\"} ";
  static const char bytes[] = "{}[],:\"\\u0ed19-+.eE truefalsn\n";
  random_source random = random_start("JSON", 11);
  size_t n_valid = 0;
  for (int round = 0; round < 200000; round++) {
    char changed[sizeof text];
    memcpy(changed, text, sizeof text);
    for (uint32_t n = random_below(&random, 4); n > 0; n--)
      changed[random_below(&random, sizeof text - 1)] = bytes[random_below(&random, sizeof bytes - 1)];
    size_t size = random_below(&random, 4) > 0 ? sizeof text - 1 : random_below(&random, sizeof text);
    bool valid = qn__json_is_valid(changed, size);
    n_valid += valid;
    if (valid && !cjson_reads(changed, size))
      fail_msg("cJSON does not read %.*s", (int)size, changed);
  }
  assert_in_range(n_valid, 20000, 180000);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(scalars_are_json),
      cmocka_unit_test(arrays_and_objects_nest),
      cmocka_unit_test(strings_may_hold_escapes_and_control_characters),
      cmocka_unit_test(what_is_incomplete_is_not_json),
      cmocka_unit_test(slips_are_not_json),
      cmocka_unit_test(depth_has_a_limit),
      cmocka_unit_test(a_long_number_is_left_to_cjson),
      cmocka_unit_test(cjson_reads_all_that_is_valid),
  };
  return cmocka_run_group_tests_name("JSON syntax", tests, NULL, NULL);
}
