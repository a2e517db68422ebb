/* SPDX-License-Identifier: MIT */
/* test_output_formats.c: the rows of the table are complete and agree with each other. */
#include "support/support.h"

#include "tool/output_formats.h"

#include <string.h>

static void the_first_format_is_the_default(void **state) {
  (void)state;
  assert_ptr_equal(output_format_default(), output_format_at(0));
  assert_string_equal(output_format_default()->name, "text");
  assert_string_equal(output_format_for_count()->name, "count");
}

static void every_row_is_complete(void **state) {
  (void)state;
  const output_format *format;
  for (size_t i = 0; (format = output_format_at(i)) != NULL; i++) {
    assert_non_null(format->name);
    assert_true(format->begin != NULL || format->hit != NULL || format->one_hit_is_enough);
    assert_true(format->letter == 0 || format->help != NULL);
    assert_true(format->argument == NULL || format->help != NULL);
    assert_true((format->accepts == NULL) == (format->accepted == NULL));
    assert_true(format->accepts == NULL || format->argument != NULL);
    for (size_t j = 0; j < i; j++) {
      assert_string_not_equal(format->name, output_format_at(j)->name);
      assert_true(format->letter == 0 || format->letter != output_format_at(j)->letter);
    }
  }
  assert_null(output_format_at(100));
}

static void a_format_is_named_by_its_option_or_by_format(void **state) {
  (void)state;
  assert_string_equal(output_format_prefix(output_format_for_ids()), "--");
  assert_string_equal(output_format_prefix(output_format_for_count()), "--");
  assert_string_equal(output_format_prefix(output_format_default()), "--format ");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_first_format_is_the_default),
      cmocka_unit_test(a_format_is_named_by_its_option_or_by_format),
      cmocka_unit_test(every_row_is_complete),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
