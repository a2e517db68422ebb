/* SPDX-License-Identifier: MIT */
/* test_numbers.c: numbers and dates as people read them. */
#include "support/support.h"

#include "cli/numbers.h"

#include <stdlib.h>

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

static void reals_are_read_as_what_they_were(void **state) {
  static const double numbers[] = {0.1, 1.0 / 3, 1e300, -2.5, 1234567, 0.1 + 0.2, 5e-324};
  static const char *const first[] = {"0.1", "0.3333333333333333", "1e+300", "-2.5", "1234567"};
  char out[CLI_NUMBER_MAX];
  (void)state;
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
    const double read = strtod(cli_real(out, numbers[i]), NULL);
    assert_memory_equal(&read, &numbers[i], sizeof read);
    if (i < sizeof first / sizeof *first)
      assert_string_equal(out, first[i]);
  }
}

static void dates_have_four_digits_of_the_year_or_more(void **state) {
  char out[CLI_NUMBER_MAX];
  (void)state;
  assert_string_equal(cli_date(out, 0, false), "1970-01-01");
  assert_string_equal(cli_date(out, 86399, true), "1970-01-01T23:59:59Z");
  assert_string_equal(cli_date(out, -1, true), "1969-12-31T23:59:59Z");
  assert_string_equal(cli_date(out, INT64_MAX, true), "292277026596-12-04T15:30:07Z");
  assert_string_equal(cli_date(out, INT64_MIN, true), "-292277022657-01-27T08:29:52Z");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(thousands_stand_apart),
      cmocka_unit_test(sizes_have_three_digits),
      cmocka_unit_test(reals_are_read_as_what_they_were),
      cmocka_unit_test(dates_have_four_digits_of_the_year_or_more),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
