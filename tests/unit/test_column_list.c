/* SPDX-License-Identifier: MIT */
/* test_column_list.c: columns as lines and as JSON, with values that nothing can be done to a terminal with. */
#include "support/filter_fixture.h"
#include "tool/column_list.h"

#include <cjson/cJSON.h>
#include <string.h>

static const filtered_row rows[] = {{"a", "2025-06-09", "{\"price\":[10,2.5],\"topic\":\"tide\\u001b[31m\"}"},
                                    {"b", "1969-12-31T23:59:59", "{\"topic\":\"moon\"}"}};

static void columns_are_lines(void **state) {
  search_fixture f;
  qn__buffer out;
  qn_error error;
  (void)state;
  qn__buffer_init(&out);
  filter_fixture_open(&f, rows, 2);
  assert_ok(column_list_put(&out, f.index, false, &error), error);
  qn__buffer_u8(&out, 0);
  const char *text = (const char *)out.data;
  assert_non_null(
      strstr(text, "  date                 date                2            2  1969-12-31T23:59:59Z to 2025-06-09\n"));
  assert_non_null(strstr(text, "  price                number              1            2  2.5 to 10\n"));
  assert_non_null(strstr(text, "  topic                keyword             2            2  moon to tide"));
  assert_null(strchr(text, '\033'));
  qn__buffer_clear(&out);
  search_fixture_close(&f);
}

static void columns_are_objects(void **state) {
  search_fixture f;
  qn__buffer out;
  qn_error error;
  (void)state;
  qn__buffer_init(&out);
  filter_fixture_open(&f, rows, 2);
  assert_ok(column_list_put(&out, f.index, true, &error), error);
  qn__buffer_u8(&out, 0);
  cJSON *list = cJSON_Parse((const char *)out.data);
  assert_int_equal(cJSON_GetArraySize(list), 4);
  const cJSON *price = cJSON_GetArrayItem(list, 2);
  assert_string_equal(cJSON_GetObjectItem(price, "name")->valuestring, "price");
  assert_string_equal(cJSON_GetObjectItem(price, "type")->valuestring, "number");
  assert_int_equal(cJSON_GetObjectItem(price, "articles")->valueint, 1);
  assert_int_equal(cJSON_GetObjectItem(price, "values")->valueint, 2);
  assert_int_equal(cJSON_GetObjectItem(price, "greatest")->valueint, 10);
  assert_string_equal(cJSON_GetObjectItem(cJSON_GetArrayItem(list, 0), "greatest")->valuestring, "2025-06-09");
  assert_string_equal(cJSON_GetObjectItem(cJSON_GetArrayItem(list, 3), "least")->valuestring, "moon");
  cJSON_Delete(list);
  qn__buffer_clear(&out);
  search_fixture_close(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(columns_are_lines),
      cmocka_unit_test(columns_are_objects),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
