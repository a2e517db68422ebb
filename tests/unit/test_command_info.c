/* SPDX-License-Identifier: MIT */
/* test_command_info.c: the figures of an index for people and for programs. */
#include "unit/run_command.h"

#include <cjson/cJSON.h>

static const char *const texts[] = {"one", "two words"};

static void programs_read_json(void **state) {
  (void)state;
  char *dir = index_of(texts, 2);
  command_output result = RUN_COMMAND(command_info, NULL, "-i", dir, "--json");
  assert_int_equal(result.exit, EXIT_DONE);
  cJSON *object = cJSON_Parse(result.out);
  assert_non_null(object);
  assert_int_equal(cJSON_GetObjectItem(object, "articles")->valueint, 2);
  assert_int_equal(cJSON_GetObjectItem(object, "tokens")->valueint, 3);
  assert_string_equal(cJSON_GetObjectItem(object, "language")->valuestring, "en");
  assert_int_equal(cJSON_GetObjectItem(cJSON_GetObjectItem(object, "languages"), "en")->valueint, 2);
  assert_true(cJSON_GetArraySize(cJSON_GetObjectItem(object, "parts")) > 5);
  cJSON_Delete(object);
  remove_tree(dir);
}

static void people_read_lines(void **state) {
  (void)state;
  char *dir = index_of(texts, 2);
  command_output result = RUN_COMMAND(command_info, NULL, "-i", dir);
  assert_int_equal(result.exit, EXIT_DONE);
  assert_memory_equal(result.out, dir, strlen(dir));
  assert_non_null(strstr(result.out, "\narticles                          2\n"));
  assert_non_null(strstr(result.out, "\nlanguages\n  en                              2\n"));
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(programs_read_json),
      cmocka_unit_test(people_read_lines),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
