/* SPDX-License-Identifier: MIT */
/* test_date.c: ISO 8601 dates and the spans of time that they stand for. */
#include "support/support.h"

#include "base/date.h"

#include <stdio.h>
#include <string.h>

static void assert_span(const char *text, int64_t first, int64_t length) {
  int64_t start = 0, end = 0;
  if (!qn__parse_date(text, strlen(text), &start, &end))
    fail_msg("%s is not read", text);
  assert_int_equal(start, first);
  assert_int_equal(end - start, length);
}

static void precision_decides_the_span(void **state) {
  (void)state;
  assert_span("1970", 0, 365 * 86400);
  assert_span("2024", 1704067200, 366 * 86400);
  assert_span("2024-02", 1706745600, 29 * 86400);
  assert_span("2023-02", 1675209600, 28 * 86400);
  assert_span("2025-06-09", 1749427200, 86400);
  assert_span("2025-06-09T20:04", 1749499440, 60);
  assert_span("2025-06-09T20:04:31", 1749499471, 1);
  assert_span("2025-06-09 20:04:31.25Z", 1749499471, 1);
  assert_span("1969-12-31T23:59:59Z", -1, 1);
  assert_span("1987-02-26T15:01", 541350060, 60);
}

static void offsets_count(void **state) {
  (void)state;
  assert_span("2025-06-09T20:04+02:00", 1749499440 - 7200, 60);
  assert_span("2025-06-09T20:04-0530", 1749499440 + 5 * 3600 + 1800, 60);
  assert_span("2025-06-09T24:00Z", 1749427200 + 86400, 60);
}

static void centuries_are_leap_years_every_fourth_time(void **state) {
  (void)state;
  assert_span("2000-02", 949363200, 29 * 86400);
  assert_span("1900-02", -2206310400, 28 * 86400);
  assert_span("0001-01-01", -62135596800, 86400);
  assert_span("0000-12-31", -62135596800 - 86400, 86400);
  assert_span("9999-12-31", 253402214400, 86400);
}

static void other_texts_are_refused(void **state) {
  (void)state;
  static const char *const texts[] = {"",
                                      "19",
                                      "1987-",
                                      "1987-13",
                                      "1987-02-30",
                                      "2023-02-29",
                                      "1987-02-26T",
                                      "1987-02-26T15",
                                      "1987-02-26T25:00",
                                      "26.2.1987",
                                      "1987-02-26x",
                                      "1987-02-26T15:60",
                                      "1987-2-6",
                                      "2025-06-09T20:04+",
                                      "2025-06-09T24:01",
                                      "x1987",
                                      "+1987"};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
    if (qn__parse_date(texts[i], strlen(texts[i]), NULL, NULL))
      fail_msg("\"%s\" is read as a date", texts[i]);
}

static void every_moment_is_in_a_day_a_month_and_a_year(void **state) {
  (void)state;
  for (int year = 0; year <= 9999; year += year < 1800 || year > 2200 ? 97 : 1)
    for (int month = 1; month <= 12; month++) {
      char text[40];
      int64_t first, end, january;
      snprintf(text, sizeof text, "%04d-%02d", year, month);
      assert_true(qn__parse_date(text, strlen(text), &first, &end));
      text[4] = '\0';
      assert_true(qn__parse_date(text, strlen(text), &january, NULL));
      const int64_t moments[] = {first, first + 86399, (first + end) / 2, end - 1};
      for (size_t i = 0; i < 4; i++) {
        const qn__day at = qn__day_of(moments[i]);
        assert_true(at.year == year && at.month == month);
        assert_true(first + (at.day - 1) * 86400 <= moments[i] && first + at.day * 86400 > moments[i]);
        assert_true(qn__start_of_month(moments[i], false) == first);
        assert_true(qn__start_of_month(moments[i], true) == january);
      }
    }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(precision_decides_the_span),
      cmocka_unit_test(offsets_count),
      cmocka_unit_test(centuries_are_leap_years_every_fourth_time),
      cmocka_unit_test(other_texts_are_refused),
      cmocka_unit_test(every_moment_is_in_a_day_a_month_and_a_year),
  };
  return cmocka_run_group_tests_name("date", tests, NULL, NULL);
}
