/* SPDX-License-Identifier: MIT */
/* test_option_values.c: what an option takes, and what is said of the rest. */
#include "support/support.h"

#include "cli/option_values.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const cli_syntax syntax = {.usage = ""};

static cli_exit set(const cli_option *option, const char *value, void *field, char **printed) {
  capture captured = capture_begin(2);
  cli_exit exit = cli_set_value(&syntax, option, "--x", value, field);
  *printed = capture_end(&captured);
  return exit;
}

static void assert_set(const cli_option *option, const char *value, void *field) {
  char *printed;
  assert_int_equal(set(option, value, field, &printed), EXIT_DONE);
  assert_string_equal(printed, "");
  free(printed);
}

/* The field keeps its value. */
static void assert_refused(const cli_option *option, const char *value, const char *message) {
  char *printed, expected[300];
  uint64_t field = 99;
  assert_int_equal(set(option, value, &field, &printed), EXIT_USAGE);
  snprintf(expected, sizeof expected, "quern: --x takes %s, not \"%s\"\nquern: see quern --help\n", message, value);
  assert_string_equal(printed, expected);
  assert_int_equal(field, 99);
  free(printed);
}

static void numbers_have_limits(void **state) {
  (void)state;
  const cli_option few = {"x", .kind = CLI_NUMBER, .min = 1, .max = 10}, any = {"x", .kind = CLI_NUMBER, .min = 2};
  uint64_t number = 0;
  assert_set(&few, "1", &number);
  assert_int_equal(number, 1);
  assert_set(&few, "10", &number);
  assert_int_equal(number, 10);
  assert_set(&any, "18446744073709551615", &number);
  assert_true(number == UINT64_MAX);
  const char *const wrong[] = {"0", "11", "3x", "-3", "", " 3", "+3", "0x3"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    assert_refused(&few, wrong[i], "a whole number from 1 to 10");
  assert_refused(&any, "1", "a whole number of at least 2");
  assert_refused(&any, "18446744073709551616", "a whole number of at least 2");
}

static void sizes_have_units(void **state) {
  (void)state;
  static const struct {
    const char *written;
    uint64_t bytes;
  } sizes[] = {{"300", 300},
               {"512M", UINT64_C(512) << 20},
               {"1.5k", 1536},
               {"2GiB", UINT64_C(2) << 30},
               {"2gb", UINT64_C(2) << 30},
               {"1T", UINT64_C(1) << 40}};
  const cli_option option = {"x", .kind = CLI_BYTES};
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
    uint64_t bytes = 0;
    assert_set(&option, sizes[i].written, &bytes);
    assert_int_equal(bytes, sizes[i].bytes);
  }
  const char *const wrong[] = {"lots", "0", "5X", "-5M", "", "M", "1e40", "5MiBs", "nan", "0x10M", "+5M", " 5M"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    assert_refused(&option, wrong[i], "a size like 512M or 2G");
}

static void real_numbers_begin_at_zero(void **state) {
  (void)state;
  const cli_option option = {"x", .kind = CLI_REAL, .max = 1};
  double number = -1;
  assert_set(&option, "0.75", &number);
  assert_true(number == 0.75);
  assert_set(&option, "0", &number);
  assert_true(number == 0.0);
  const char *const wrong[] = {"2", "-0.1", "nan", "x", "", "1x", "0x1", "+1", " 1", "inf"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    assert_refused(&option, wrong[i], "a number from 0 to 1");
}

static const char *direction(size_t i) {
  static const char *const names[] = {"north", "south"};
  return i < 2 ? names[i] : NULL;
}

static void choices_come_from_a_string_or_a_function(void **state) {
  (void)state;
  const cli_option colors = {"x", .kind = CLI_CHOICE, .choices = "red|green|blue"};
  const cli_option directions = {"x", .kind = CLI_CHOICE, .choice = direction};
  unsigned choice = 0;
  assert_set(&colors, "blue", &choice);
  assert_int_equal(choice, 2);
  assert_set(&colors, "Red", &choice);
  assert_int_equal(choice, 0);
  assert_set(&directions, "south", &choice);
  assert_int_equal(choice, 1);
  assert_refused(&colors, "gree", "red, green or blue");
  assert_refused(&colors, "", "red, green or blue");
  assert_refused(&colors, "red|green", "red, green or blue");
  assert_refused(&directions, "west", "north or south");
}

static void choices_are_listed_in_a_sentence(void **state) {
  (void)state;
  const cli_option one = {"x", .kind = CLI_CHOICE, .choices = "only"};
  const cli_option three = {"x", .kind = CLI_CHOICE, .choices = "auto|always|never"};
  char list[CLI_CHOICES_MAX];
  cli_list_choices(list, &one, "");
  assert_string_equal(list, "only");
  cli_list_choices(list, &three, " (default)");
  assert_string_equal(list, "auto (default), always or never");
}

static void lists_grow_and_are_cleared(void **state) {
  (void)state;
  const cli_option option = {"x", .kind = CLI_LIST};
  cli_list list = {NULL, 0};
  assert_set(&option, "a", &list);
  assert_set(&option, "b", &list);
  assert_int_equal(list.n, 2);
  assert_string_equal(list.items[1], "b");
  cli_list_clear(&list);
  assert_int_equal(list.n, 0);
  assert_null(list.items);
}

static void flags_and_texts_are_stored(void **state) {
  (void)state;
  const cli_option flag = {"x", .kind = CLI_FLAG}, text = {"x", .kind = CLI_TEXT};
  bool set = false;
  const char *value = NULL;
  assert_set(&flag, NULL, &set);
  assert_true(set);
  assert_set(&text, "word", &value);
  assert_string_equal(value, "word");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(numbers_have_limits),
      cmocka_unit_test(sizes_have_units),
      cmocka_unit_test(real_numbers_begin_at_zero),
      cmocka_unit_test(choices_come_from_a_string_or_a_function),
      cmocka_unit_test(choices_are_listed_in_a_sentence),
      cmocka_unit_test(lists_grow_and_are_cleared),
      cmocka_unit_test(flags_and_texts_are_stored),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
