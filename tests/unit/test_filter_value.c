/* SPDX-License-Identifier: MIT */
/* test_filter_value.c: the text of a filter is read as a number, a date, a range of either, or neither. */
#include "language/filter_value.h"
#include "support/support.h"

#include <float.h>
#include <math.h>

enum { NOW = 1750000000, TODAY = 1749945600 }; /* 2025-06-15T15:06:40Z, and its midnight */

static qn__filter_value read_value(const char *text) {
  qn__filter_value value;
  qn__filter_value_read(&value, text, NOW);
  assert_string_equal(value.text, text);
  return value;
}

static bool has_number(const char *text, double number) {
  const qn__filter_value value = read_value(text);
  assert_true(value.is_number);
  return number >= value.least && number < value.number_end;
}

static void assert_dates(const char *text, int64_t first, int64_t end) {
  const qn__filter_value value = read_value(text);
  assert_true(value.is_date);
  if (value.first != first || value.date_end != end)
    fail_msg("%s: %lld to %lld", text, (long long)value.first, (long long)value.date_end);
}

static void a_number_is_itself_alone(void **state) {
  static const char *const texts[] = {"10", "+10", "10.0", "1e1", "100E-1", ".1e2", "10."};
  (void)state;
  for (size_t i = 0; i < 6; i++) {
    assert_true(has_number(texts[i], 10.0));
    assert_false(has_number(texts[i], nextafter(10.0, 11.0)) || has_number(texts[i], nextafter(10.0, 9.0)));
    assert_false(read_value(texts[i]).is_range);
  }
  assert_false(read_value(texts[6]).is_number);
  assert_true(has_number("-2.5", -2.5));
  assert_true(has_number("0", -0.0));
  assert_true(has_number("1.7976931348623157e308", DBL_MAX));
}

static void other_texts_are_no_numbers(void **state) {
  static const char *const texts[] = {
      "",      "x", "1x", "e5", "1e", "0x10", "inf", "nan",  "1 0",  "1,5",      "--1",
      "1e999", "-", ".",  "..", ">=", "<",    ">x",  "1..x", "x..1", "New York", "1..2..3"};
  (void)state;
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
    if (read_value(texts[i]).is_number)
      fail_msg("%s is read as a number", texts[i]);
}

static void ranges_of_numbers_have_their_ends(void **state) {
  (void)state;
  assert_true(has_number("10..20", 10.0) && has_number("10..20", 20.0) && has_number("10..20", 15.5));
  assert_false(has_number("10..20", 9.99) || has_number("10..20", 20.01));
  assert_true(has_number("10..", DBL_MAX) && !has_number("10..", 9.0));
  assert_true(has_number("..10", -DBL_MAX) && has_number("..10", 10.0) && !has_number("..10", 10.5));
  assert_true(has_number(">=10", 10.0) && !has_number(">10", 10.0) && has_number(">10", 10.1));
  assert_true(has_number("<=10", 10.0) && !has_number("<10", 10.0) && has_number("<10", 9.9));
  assert_true(has_number("-2..-1", -1.5) && has_number(".5...7", 0.6));
  assert_false(has_number("20..10", 15.0));
  assert_true(read_value("10..").is_range && read_value("<1").is_range && read_value("a..b").is_range);
}

static void a_date_is_the_time_that_it_names(void **state) {
  (void)state;
  assert_dates("1970", 0, 365 * 86400);
  assert_dates("1970-02", 31 * 86400, 59 * 86400);
  assert_dates("1970-01-02", 86400, 2 * 86400);
  assert_dates("1970-01-01T00:01", 60, 120);
  assert_dates("1970-01-02..1970-01-03", 86400, 3 * 86400);
  assert_dates("1970-01-02..", 86400, INT64_MAX);
  assert_dates("..1970-01-02", INT64_MIN, 2 * 86400);
  assert_dates(">1970-01-02", 2 * 86400, INT64_MAX);
  assert_dates(">=1970-01-02", 86400, INT64_MAX);
  assert_dates("<1970-01-02", INT64_MIN, 86400);
  assert_dates("<=1970-01-02", INT64_MIN, 2 * 86400);
  assert_false(read_value("1970-13").is_date || read_value("10").is_date || read_value("").is_date);
}

static void ages_count_back_from_now(void **state) {
  (void)state;
  assert_dates("7d..", NOW - 7 * 86400, INT64_MAX);
  assert_dates("7d", NOW - 7 * 86400, INT64_MAX);
  assert_dates("..2w", INT64_MIN, NOW - 14 * 86400);
  assert_dates("2m..1m", NOW - 60 * 86400, NOW - 30 * 86400);
  assert_dates("1y..12h", NOW - 365 * 86400, NOW - 43200);
  assert_dates("today", TODAY, TODAY + 86400);
  assert_dates("yesterday..", TODAY - 86400, INT64_MAX);
  assert_dates("..now", INT64_MIN, NOW);
  assert_false(read_value("d").is_date || read_value("7").is_date || read_value("7x").is_date);
  assert_false(read_value("1234567d").is_date || read_value("-7d").is_date);
}

static void a_day_before_1970_begins_at_its_midnight(void **state) {
  qn__filter_value value;
  (void)state;
  qn__filter_value_read(&value, "today", -1);
  assert_true(value.first == -86400 && value.date_end == 0);
}

static void ages_from_the_end_of_time_do_not_overflow(void **state) {
  static const char *const ages[] = {"999999y", "today", "yesterday", "now"};
  (void)state;
  for (size_t i = 0; i < sizeof ages / sizeof ages[0]; i++) {
    qn__filter_value past, future;
    qn__filter_value_read(&past, ages[i], INT64_MIN);
    qn__filter_value_read(&future, ages[i], INT64_MAX);
    assert_true(past.is_date && past.first < 0 && future.is_date && future.first > 0);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_number_is_itself_alone),
      cmocka_unit_test(other_texts_are_no_numbers),
      cmocka_unit_test(ranges_of_numbers_have_their_ends),
      cmocka_unit_test(a_date_is_the_time_that_it_names),
      cmocka_unit_test(ages_count_back_from_now),
      cmocka_unit_test(a_day_before_1970_begins_at_its_midnight),
      cmocka_unit_test(ages_from_the_end_of_time_do_not_overflow),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
