/* SPDX-License-Identifier: MIT */
/* test_numbers.c: numbers as people read them. */
#include "support/support.h"

#include "cli/numbers.h"

static void assert_count(uint64_t count, const char *expected) {
  char out[CLI_NUMBER_MAX];
  assert_string_equal(cli_count(out, count), expected);
}

static void assert_size(uint64_t bytes, const char *expected) {
  char out[CLI_NUMBER_MAX];
  assert_string_equal(cli_size(out, bytes), expected);
}

static void thousands_stand_apart(void **state) {
  (void)state;
  assert_count(0, "0");
  assert_count(999, "999");
  assert_count(1000, "1,000");
  assert_count(1234567, "1,234,567");
  assert_count(UINT64_MAX, "18,446,744,073,709,551,615");
}

static void sizes_have_three_digits(void **state) {
  (void)state;
  assert_size(0, "0 bytes");
  assert_size(999, "999 bytes");
  assert_size(1000, "1.0 kB");
  assert_size(99940, "99.9 kB");
  assert_size(99960, "100 kB");
  assert_size(999499, "999 kB");
  assert_size(999500, "1.0 MB");
  assert_size(12345678901, "12.3 GB");
  assert_size(UINT64_MAX, "18446744 TB");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(thousands_stand_apart),
      cmocka_unit_test(sizes_have_three_digits),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
