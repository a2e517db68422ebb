/* SPDX-License-Identifier: MIT */
/* test_timeline.c: where dates stand on a line over time, and what is said of it. */
#include "support/support.h"

#include "base/date.h"
#include "tool/timeline.h"

#include <string.h>

static int64_t second_of(const char *date) {
  int64_t second = 0;
  assert_true(qn__parse_date(date, strlen(date), &second, NULL));
  return second;
}

static void assert_line(qn_facet_by by, const char *const *dates, size_t n, size_t columns, const char *expected) {
  const cli_terminal terminal = {.width = 60};
  timeline line;
  qn__buffer out;
  qn__buffer_init(&out);
  timeline_begin(&line, by, second_of(dates[0]), second_of(dates[n - 1]), columns);
  for (size_t i = 0; i < n; i++)
    timeline_add(&line, second_of(dates[i]), 1 + i % 2);
  timeline_put(&line, &out, &terminal);
  qn__buffer_u8(&out, '\0');
  assert_string_equal((const char *)out.data, expected);
  qn__buffer_clear(&out);
}

static void each_unit_has_a_mark_and_time_without_articles_a_blank(void **state) {
  static const char *const days[] = {"1969-12-30", "1969-12-31", "1970-01-02"};
  static const char *const months[] = {"1999-11", "2000-01", "2000-02"}, *const years[] = {"0998", "1000"};
  (void)state;
  assert_line(QN_FACET_DAY, days, 3, 80, "  -# -\n  1969-12-30 to 1970-01-02; most in 1969-12-31: 2\n");
  assert_line(QN_FACET_MONTH, months, 3, 80, "  - #-\n  1999-11 to 2000-02; most in 2000-01: 2\n");
  assert_line(QN_FACET_YEAR, years, 2, 80, "  - #\n  0998 to 1000; most in 1000: 2\n");
}

static void marks_of_several_units_fit_the_columns(void **state) {
  static const char *const months[] = {"2000-01", "2000-02", "2001-12"};
  (void)state;
  assert_line(QN_FACET_MONTH, months, 3, 24, "  -#                     -\n  2000-01 to 2001-12; most in 2000-02: 2\n");
  assert_line(QN_FACET_MONTH, months, 3, 23,
              "  #          :\n  2000-01 to 2001-12, 2 months a mark; most in 2000-01 to\n  2000-02: 3\n");
  assert_line(QN_FACET_MONTH, months, 3, 1,
              "  #\n  2000-01 to 2001-12, 24 months a mark; most in 2000-01 to\n  2001-12: 4\n");
}

static void all_of_history_by_day_fits_too(void **state) {
  static const char *const days[] = {"0001-01-01", "9999-12-31"};
  timeline line;
  (void)state;
  timeline_begin(&line, QN_FACET_DAY, second_of(days[0]), second_of(days[1]), 1000000);
  assert_true(line.n > MOST_MARKS / 2 && line.n <= MOST_MARKS);
  timeline_add(&line, second_of(days[0]), 1);
  timeline_add(&line, second_of(days[1]), 2);
  assert_int_equal(line.counts[0], 1);
  assert_int_equal(line.counts[line.n - 1], 2);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_unit_has_a_mark_and_time_without_articles_a_blank),
      cmocka_unit_test(marks_of_several_units_fit_the_columns),
      cmocka_unit_test(all_of_history_by_day_fits_too),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
