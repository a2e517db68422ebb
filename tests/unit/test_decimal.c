/* SPDX-License-Identifier: MIT */
/* test_decimal.c: what is a number, and what strtod would make of it. */
#include "base/decimal.h"

#include <string.h>

#include "support/support.h"

static void a_number_has_digits_a_point_and_an_exponent(void **state) {
  (void)state;
  static const struct {
    const char *text;
    double value;
  } numbers[] = {{"0", 0},     {"12", 12},    {"-1.5", -1.5},   {"+3", 3},   {".5", 0.5},
                 {"1e3", 1e3}, {"2E-1", 0.2}, {"1.25e+2", 125}, {"0.1", 0.1}};
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
    double value = -1;
    assert_true(qn__decimal_read(numbers[i].text, strlen(numbers[i].text), &value));
    assert_true(value >= numbers[i].value && value <= numbers[i].value);
  }
}

static void anything_else_is_not(void **state) {
  (void)state;
  static const char *const wrong[] = {"",  " 1", "1 ",  "0x10", "inf",   "nan", "1e",  "1.",  ".",
                                      "-", "e",  "1,5", "--1",  "1e999", "1_0", "0b1", "1e+", "\xd9\xa1"};
  double value;
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    if (qn__decimal_read(wrong[i], strlen(wrong[i]), &value))
      fail_msg("\"%s\" is read", wrong[i]);
  char many[64];
  memset(many, '1', sizeof many);
  assert_false(qn__decimal_read(many, 64, &value));
  assert_true(qn__decimal_read(many, 63, &value));
}

static void what_a_text_begins_with_is_measured(void **state) {
  (void)state;
  assert_int_equal(qn__decimal_size("5s", 2), 1);
  assert_int_equal(qn__decimal_size("5.s", 3), 1);
  assert_int_equal(qn__decimal_size("0x5", 3), 1);
  assert_int_equal(qn__decimal_size("1.5e2M", 6), 5);
  assert_int_equal(qn__decimal_size("1.5", 2), 1); /* no more than the size is looked at */
  assert_int_equal(qn__decimal_size("1e", 2), 1);
  assert_int_equal(qn__decimal_size("s5", 2), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_number_has_digits_a_point_and_an_exponent),
      cmocka_unit_test(anything_else_is_not),
      cmocka_unit_test(what_a_text_begins_with_is_measured),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
