/* SPDX-License-Identifier: MIT */
/* test_property_names.c: names of properties, and mappings that were asked for. */
#include "support/support.h"

#include "articles/property_names.h"

#include <string.h>

static void names_have_a_part_and_a_rank(void **state) {
  (void)state;
  qn__role role;
  size_t title, subject;
  assert_true(qn__role_of_name("Title", &role, &title));
  assert_int_equal(role, QN__ROLE_TITLE);
  assert_true(qn__role_of_name("subject", &role, &subject));
  assert_true(role == QN__ROLE_TITLE && title < subject);
  assert_true(qn__role_of_name("message", &role, &title));
  assert_int_equal(role, QN__ROLE_TEXT);
  assert_false(qn__role_of_name("topics", &role, &title));
}

static void mappings_name_paths(void **state) {
  (void)state;
  qn__mapping map;
  qn_error error;
  assert_ok(qn__mapping_parse(&map, "text=content.rendered,id=key", &error), error);
  assert_string_equal(map.paths[QN__ROLE_TEXT], "content.rendered");
  assert_string_equal(map.paths[QN__ROLE_ID], "key");
  assert_null(map.paths[QN__ROLE_TITLE]);
}

static void reports_what_is_not_a_mapping(void **state) {
  (void)state;
  qn__mapping map;
  qn_error error;
  char long_path[600] = "text=";
  memset(long_path + 5, 'a', sizeof long_path - 6);
  assert_int_equal(qn__mapping_parse(&map, "body=text", &error), QN_BAD_INPUT);
  assert_string_equal(error.message,
                      "\"body\" is not like text=body: a part (id, title, text, url, date, lang) and a key");
  assert_int_equal(qn__mapping_parse(&map, "text", &error), QN_BAD_INPUT);
  assert_int_equal(qn__mapping_parse(&map, "text=", &error), QN_BAD_INPUT);
  assert_int_equal(qn__mapping_parse(&map, long_path, &error), QN_BAD_INPUT);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_have_a_part_and_a_rank),
      cmocka_unit_test(mappings_name_paths),
      cmocka_unit_test(reports_what_is_not_a_mapping),
  };
  return cmocka_run_group_tests_name("property_names", tests, NULL, NULL);
}
