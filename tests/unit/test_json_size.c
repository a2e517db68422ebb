/* SPDX-License-Identifier: MIT */
/* test_json_size.c: the depth of JSON, and the memory that cJSON takes for it. */
#include "base/json_size.h"

#include "support/support.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

static size_t depth_of(const char *json) {
  return qn__json_measure(json, strlen(json)).depth;
}

static void the_depth_is_that_of_open_brackets(void **state) {
  (void)state;
  assert_int_equal(depth_of(""), 0);
  assert_int_equal(depth_of("1"), 0);
  assert_int_equal(depth_of("{\"a\":[1,[2]],\"b\":{}}"), 3);
  assert_int_equal(depth_of("[\"[[[\\\"[[\",{}]"), 2);
  assert_int_equal(depth_of("]]][[\"[["), 2);
  assert_int_equal(depth_of("[\"\\"), 1);
}

static size_t taken;

static void *take(size_t size) {
  taken += QN__JSON_BLOCK(size);
  return malloc(size);
}

/* The requests of a parser and a printer, all that they ask for added up. */
static size_t taken_for(const char *json) {
  cJSON_Hooks hooks = {take, free};
  taken = 0;
  cJSON_InitHooks(&hooks);
  cJSON *value = cJSON_Parse(json);
  assert_non_null(value);
  cJSON_free(cJSON_PrintUnformatted(value));
  cJSON_Delete(value);
  cJSON_InitHooks(NULL);
  return taken;
}

static void assert_enough(const char *part, size_t n) {
  char *json = malloc(n * (strlen(part) + 1) + 20), *end = stpcpy(json, "[0");
  for (size_t i = 0; i < n; i++) {
    *end++ = ',';
    end = stpcpy(end, part);
  }
  strcpy(end, "]");
  const qn__json_size size = qn__json_measure(json, strlen(json));
  size_t bound = size.parsed + size.printed, really = taken_for(json);
  assert_true(really <= bound);
  assert_true(bound < really * (sizeof(void *) < 8 ? 6 : 3) + 4000); /* values are reckoned with 8 bytes a pointer */
  free(json);
}

static void the_memory_suffices_and_is_not_far_off(void **state) {
  (void)state;
  static const char *const parts[] = {"1",
                                      "[]",
                                      "{}",
                                      "\"\"",
                                      "{\"a\":1}",
                                      "\"a string of more than a few bytes\"",
                                      "1e9",
                                      "0.1",
                                      "12345678901234567",
                                      "1E5",
                                      "null",
                                      "false",
                                      "\"\\u00e9\\n\"",
                                      "[[[1,2],3],4]",
                                      "\"\x01\x01\x01\"",
                                      "-0.1234567890123456789"};
  for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
    assert_enough(parts[i], 1);
    assert_enough(parts[i], 100);
    assert_enough(parts[i], 10000);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_depth_is_that_of_open_brackets),
      cmocka_unit_test(the_memory_suffices_and_is_not_far_off),
  };
  return cmocka_run_group_tests_name("json_size", tests, NULL, NULL);
}
