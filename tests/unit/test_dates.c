/* SPDX-License-Identifier: MIT */
/* test_dates.c: dates as people and programs write them. */
#include "support/support.h"

#include "articles/dates.h"

#include <stdlib.h>
#include <string.h>

static void assert_date(const char *written, const char *expected) {
  char date[QN__DATE_MAX] = "";
  if (!qn__recognise_date(written, strlen(written), date))
    date[0] = '\0';
  if (strcmp(date, expected) != 0)
    fail_msg("\"%s\" gives \"%s\", not \"%s\"", written, date, expected);
}

static void iso_dates_keep_their_precision(void **state) {
  (void)state;
  assert_date("2025", "2025");
  assert_date("2025-06", "2025-06");
  assert_date("2025-06-09", "2025-06-09");
  assert_date("2025-6-9", "2025-06-09");
  assert_date("2025/06/09", "2025-06-09");
  assert_date("20250609", "2025-06-09");
  assert_date("2025-06-09T20:04", "2025-06-09T20:04");
  assert_date("2025-06-09 20:04:05", "2025-06-09T20:04:05");
  assert_date("2025-06-09T20:04:05.123Z", "2025-06-09T20:04:05Z");
  assert_date("2025-06-09T20:04:05+08:00", "2025-06-09T20:04:05+08:00");
  assert_date("2025-06-09T20:04:05-0330", "2025-06-09T20:04:05-03:30");
  assert_date("20250609T200405Z", "2025-06-09T20:04:05Z");
  assert_date(" 2025-06-09\n", "2025-06-09");
}

static void reads_dates_of_mails_and_logs(void **state) {
  (void)state;
  assert_date("Mon, 09 Jun 2025 20:04:05 +0800", "2025-06-09T20:04:05+08:00");
  assert_date("Mon, 9 Jun 2025 20:04 GMT", "2025-06-09T20:04Z");
  assert_date("9 Jun 2025 20:04:05 EST", "2025-06-09T20:04:05-05:00");
  assert_date("Mon Jun  9 20:04:05 2025", "2025-06-09T20:04:05");
  assert_date("Mon Jun  9 20:04:05 UTC 2025", "2025-06-09T20:04:05Z");
  assert_date("Mon, 09 Jun 2025 20:04:05 +0000 (UTC)", "2025-06-09T20:04:05Z");
}

static void reads_dates_with_month_names(void **state) {
  (void)state;
  assert_date("June 9, 2025", "2025-06-09");
  assert_date("june 9th 2025", "2025-06-09");
  assert_date("Monday, June 9, 2025", "2025-06-09");
  assert_date("Jun. 9, 2025, 8:04 pm", "2025-06-09T20:04");
  assert_date("June 9, 2025 at 12:30 a.m.", "2025-06-09T00:30");
  assert_date("9 June 2025", "2025-06-09");
  assert_date("9. Juni 2025", "2025-06-09");
  assert_date("3. März 2021", "2021-03-03");
  assert_date("1er août 2019", "2019-08-01");
  assert_date("9 de junio de 2025", "2025-06-09");
  assert_date("9 июня 2025", "2025-06-09");
  assert_date("June 2025", "2025-06");
}

static void reads_numbers_with_dots_or_slashes(void **state) {
  (void)state;
  assert_date("09.06.2025", "2025-06-09");
  assert_date("9. 6. 2025", "2025-06-09");
  assert_date("25/12/2025", "2025-12-25");
  assert_date("12/25/2025", "2025-12-25");
  assert_date("06/06/2025", "2025-06-06");
  assert_date("06/09/2025", ""); /* June or September? */
}

static void reads_east_asian_dates(void **state) {
  (void)state;
  assert_date("2025年6月9日", "2025-06-09");
  assert_date("2025 年 6 月 9 日 20:04", "2025-06-09T20:04");
  assert_date("2025年6月9日 下午8:04", "2025-06-09T20:04");
  assert_date("2025年6月9日20時04分", "2025-06-09T20:04");
  assert_date("2025年6月", "2025-06");
  assert_date("2025년 6월 9일", "2025-06-09");
}

static void refuses_what_is_not_a_date(void **state) {
  (void)state;
  assert_date("", "");
  assert_date("soon", "");
  assert_date("2025-13-01", "");
  assert_date("2025-02-29", "");
  assert_date("2024-02-29", "2024-02-29");
  assert_date("June 9", "");
  assert_date("2025-06-09 and later", "");
  assert_date("25:61", "");
  assert_date("2025-06-09T25:00", "");
  assert_date("99999999999999999999", "");
  assert_date("2025-06-", "");
}

static void assert_number(double number, const char *expected) {
  char date[QN__DATE_MAX] = "";
  if (!qn__date_of_number(number, date))
    date[0] = '\0';
  assert_string_equal(date, expected);
}

static void a_zone_of_a_day_or_more_is_no_zone(void **state) {
  (void)state;
  char date[QN__DATE_MAX];
  assert_true(qn__recognise_date("2025-6-9T2:25-23", 16, date));
  assert_string_equal(date, "2025-06-09T02:25-23:00");
  assert_false(qn__recognise_date("2025-6-9T2:25-24", 16, date)); /* the index would not read it */
}

static void numbers_are_years_or_seconds(void **state) {
  (void)state;
  assert_number(1987, "1987");
  assert_number(20250609, "2025-06-09");
  assert_number(1749499445, "2025-06-09T20:04:05Z");
  assert_number(1749499445123.0, "2025-06-09T20:04:05Z");
  assert_number(7, "");
  assert_number(-1749499445, "");
  assert_number(1e300, "");
}

/* Recognises the first `size` bytes of the text where `next` follows them; "" if they are not a date. */
static void recognise_before(const char *text, size_t size, char next, char date[QN__DATE_MAX]) {
  char copy[100];
  assert_true(size < sizeof copy);
  memset(copy, next, sizeof copy);
  memcpy(copy, text, size);
  if (!qn__recognise_date(copy, size, date))
    date[0] = '\0';
}

/* Recognises the bytes where the heap block ends with them: the address sanitizer sees any byte read after. */
static void recognise_at_end_of_block(const char *text, size_t size, char date[QN__DATE_MAX]) {
  char *copy = malloc(size > 0 ? size : 1);
  assert_non_null(copy);
  memcpy(copy, text, size);
  if (!qn__recognise_date(copy, size, date))
    date[0] = '\0';
  free(copy);
}

static void what_follows_the_text_changes_nothing(void **state) {
  (void)state;
  static const char *const written[] = {"Monday, June 9th, 2025 at 8:04:05.5 p.m. +08:00",
                                        "2025年6月9日 下午8時04分",
                                        "Mon Jun  9 20:04:05 UTC 2025",
                                        "2025-06-09T20:04:05.123+08:00",
                                        "Mon, 09 Jun 2025 20:04:05 +0800",
                                        "20250609T200405Z",
                                        "09.06.2025"};
  static const char followers[] = "9:-+TZ. ym(";
  size_t n_dates = 0;
  for (size_t i = 0; i < sizeof written / sizeof written[0]; i++)
    for (size_t size = 0; size <= strlen(written[i]); size++) {
      char alone[QN__DATE_MAX], followed[QN__DATE_MAX];
      recognise_at_end_of_block(written[i], size, alone);
      n_dates += alone[0] != '\0';
      for (const char *next = followers; *next != '\0'; next++) {
        recognise_before(written[i], size, *next, followed);
        if (strcmp(alone, followed) != 0)
          fail_msg("\"%.*s\" is \"%s\", but \"%s\" before '%c'", (int)size, written[i], alone, followed, *next);
      }
    }
  assert_true(n_dates > 20); /* many of the prefixes are dates, too */
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(iso_dates_keep_their_precision),
      cmocka_unit_test(reads_dates_of_mails_and_logs),
      cmocka_unit_test(reads_dates_with_month_names),
      cmocka_unit_test(reads_numbers_with_dots_or_slashes),
      cmocka_unit_test(reads_east_asian_dates),
      cmocka_unit_test(refuses_what_is_not_a_date),
      cmocka_unit_test(a_zone_of_a_day_or_more_is_no_zone),
      cmocka_unit_test(numbers_are_years_or_seconds),
      cmocka_unit_test(what_follows_the_text_changes_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
