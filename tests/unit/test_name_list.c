/* SPDX-License-Identifier: MIT */
/* test_name_list.c: names, one a line or ended by zeros. */
#include "support/support.h"

#include "tool/name_list.h"

#include <string.h>

static void assert_listed(bool null, const char *name, const char *expected, size_t size) {
  const tool_options options = {.null = null};
  qn__buffer out;
  qn__buffer_init(&out);
  put_listed_name(&out, &options, qn_string_of(name));
  assert_int_equal(out.size, size);
  assert_memory_equal(out.data, expected, size);
  qn__buffer_clear(&out);
}

static void a_name_is_a_line_without_controls(void **state) {
  (void)state;
  assert_listed(false, "a b/é", "a b/é\n", 7);
  assert_listed(false, "a\nb\x1b", "a\\x0ab\\x1b\n", 11);
}

static void a_zero_ends_a_name_as_it_is(void **state) {
  (void)state;
  assert_listed(true, "a\nb\x1b", "a\nb\x1b\0", 5);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_name_is_a_line_without_controls),
      cmocka_unit_test(a_zero_ends_a_name_as_it_is),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
