/* SPDX-License-Identifier: MIT */
/* test_json_memory.c: why cJSON's requests are refused. */
#include "articles/json_memory.h"

#include "base/json_size.h"
#include "base/memory.h"
#include "support/support.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

static qn_status parse(const char *json, const qn__allowance *allowance, size_t beside, qn_error *error) {
  qn__json_memory_begin(allowance, beside);
  cJSON *value = cJSON_Parse(json);
  qn_status status = qn__json_memory_status();
  assert_int_equal(value == NULL, status != QN_OK);
  cJSON_Delete(value);
  assert_int_equal(qn__json_memory_end(json, strlen(json), error), status);
  return status;
}

/* [1,1,1...] with `n` values */
static char *ones(size_t n) {
  char *json = malloc(2 * n + 2);
  for (size_t i = 0; i < n; i++)
    memcpy(json + 2 * i, i == 0 ? "[1" : ",1", 2);
  strcpy(json + 2 * n, "]");
  return json;
}

static void values_that_fit_are_parsed(void **state) {
  (void)state;
  qn__allowance allowance = {1 << 20, {NULL, NULL}};
  char *json = ones(4000);
  qn_error error;
  assert_ok(parse(json, &allowance, 1 << 19, &error), error);
  free(json);
}

static void a_refusal_names_memory_that_suffices(void **state) {
  (void)state;
  qn__allowance allowance = {17 << 20, {NULL, NULL}};
  char *json = ones(300000);
  qn_error error;
  assert_int_equal(parse(json, &allowance, 1 << 20, &error), QN_TOO_LARGE);
  const char *named = strstr(error.message, "--memory ");
  assert_non_null(named);
  allowance.memory = qn__memory_for_reading(strtoul(named + strlen("--memory "), NULL, 10) << 20);
  assert_ok(parse(json, &allowance, 1 << 20, &error), error);
  qn__json_memory_begin(&allowance, 0);
  qn__json_memory_take(allowance.memory);
  assert_null(cJSON_Parse(json));
  assert_int_equal(qn__json_memory_end(NULL, 0, &error), QN_TOO_LARGE);
  assert_null(strstr(error.message, "suffices"));
  free(json);
}

static bool always(void *context) {
  (void)context;
  return true;
}

static void a_parser_can_be_cancelled(void **state) {
  (void)state;
  qn__allowance allowance = {SIZE_MAX, {always, NULL}};
  char *json = ones(5000);
  qn_error error;
  assert_int_equal(parse(json, &allowance, 0, &error), QN_CANCELLED);
  free(json);
}

static void reports_out_of_memory(void **state) {
  (void)state;
  static const qn__allowance allowance = {SIZE_MAX, {NULL, NULL}};
  qn_error error;
  qn__memory_fail_after(3);
  assert_int_equal(parse("[1,2,3]", &allowance, 0, &error), QN_NO_MEMORY);
  qn__memory_fail_after(-1);
}

static void between_articles_there_is_no_limit(void **state) {
  (void)state;
  qn__allowance allowance = {0, {NULL, NULL}};
  qn_error error;
  assert_int_equal(parse("[1]", &allowance, 0, &error), QN_TOO_LARGE);
  cJSON *value = cJSON_Parse("[1]");
  assert_non_null(value);
  cJSON_Delete(value);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(values_that_fit_are_parsed),         cmocka_unit_test(a_refusal_names_memory_that_suffices),
      cmocka_unit_test(a_parser_can_be_cancelled),          cmocka_unit_test(reports_out_of_memory),
      cmocka_unit_test(between_articles_there_is_no_limit),
  };
  return cmocka_run_group_tests_name("json_memory", tests, NULL, NULL);
}
