/* SPDX-License-Identifier: MIT */
/* test_map_numbers.c: numbers in strings of source maps. */
#include "support/support.h"

#include "articles/map_numbers.h"

#include <string.h>

static void check_number(size_t number, const char *expected) {
  qn__buffer out;
  qn__buffer_init(&out);
  qn__map_number_put(&out, number);
  assert_int_equal(out.size, strlen(expected));
  assert_memory_equal(out.data, expected, out.size);
  qn__buffer_clear(&out);
}

static void small_numbers_take_one_character(void **state) {
  (void)state;
  check_number(0, "#");
  check_number(55, "Z");
  check_number(56, "b#");
  check_number(1455, "zZ");
  check_number(1456, "ba#");
  check_number(UINT32_MAX, "glvrkeB");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(small_numbers_take_one_character),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
