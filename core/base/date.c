/* SPDX-License-Identifier: MIT */
/* date.c: reads dates as people and machines write them in ISO 8601. */
#include "base/date.h"

typedef struct scanner {
  const char *next, *end;
} scanner;

static bool take_byte(scanner *in, char wanted) {
  if (in->next == in->end || *in->next != wanted)
    return false;
  in->next++;
  return true;
}

/* Exactly `digits` digits whose number is in [min, max]. */
static bool take_digits(scanner *in, int digits, int64_t min, int64_t max, int64_t *number) {
  int64_t value = 0;
  for (int i = 0; i < digits; i++, in->next++) {
    if (in->next == in->end || *in->next < '0' || *in->next > '9')
      return false;
    value = value * 10 + (*in->next - '0');
  }
  *number = value;
  return value >= min && value <= max;
}

static bool is_leap(int64_t year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int64_t qn__days_in_month(int64_t year, int64_t month) {
  static const int8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return days[month - 1] + (month == 2 && is_leap(year));
}

/* Days from 1970-01-01 to the first of a month; the year is 0 to 10,000. */
static int64_t days_before(int64_t year, int64_t month) {
  int64_t last = year - 1;
  int64_t days = year == 0 ? -366 : last * 365 + last / 4 - last / 100 + last / 400;
  for (int64_t m = 1; m < month; m++)
    days += qn__days_in_month(year, m);
  return days - 719162; /* days before 1970-01-01 in this count */
}

static bool take_offset(scanner *in, int64_t *offset) {
  int64_t hours, minutes = 0;
  *offset = 0;
  if (in->next == in->end || take_byte(in, 'Z') || take_byte(in, 'z'))
    return true;
  int64_t sign = *in->next == '-' ? -1 : 1;
  if (!take_byte(in, '+') && !take_byte(in, '-'))
    return false;
  if (!take_digits(in, 2, 0, 23, &hours))
    return false;
  bool colon = take_byte(in, ':');
  if ((colon || in->next != in->end) && !take_digits(in, 2, 0, 59, &minutes))
    return false;
  *offset = sign * (hours * 3600 + minutes * 60);
  return true;
}

/* Hours, minutes and what may follow: *start and *length in seconds. */
static bool take_clock(scanner *in, int64_t *start, int64_t *length) {
  int64_t hours, minutes, seconds = 0, offset;
  if (!take_digits(in, 2, 0, 24, &hours) || !take_byte(in, ':') || !take_digits(in, 2, 0, 59, &minutes))
    return false;
  *length = 60;
  if (take_byte(in, ':')) {
    if (!take_digits(in, 2, 0, 60, &seconds)) /* 60: a leap second */
      return false;
    *length = 1;
    if (take_byte(in, '.') || take_byte(in, ','))
      while (in->next != in->end && *in->next >= '0' && *in->next <= '9')
        in->next++;
  }
  if ((hours == 24 && (minutes > 0 || seconds > 0)) || !take_offset(in, &offset))
    return false;
  *start = hours * 3600 + minutes * 60 + seconds - offset;
  return true;
}

bool qn__parse_date(const char *text, size_t size, int64_t *first, int64_t *end) {
  scanner in = {text, text + size};
  int64_t year, month = 1, day = 1, start = 0, length;
  if (size == 0 || !take_digits(&in, 4, 0, 9999, &year))
    return false;
  length = (days_before(year + 1, 1) - days_before(year, 1)) * 86400;
  if (take_byte(&in, '-')) {
    if (!take_digits(&in, 2, 1, 12, &month))
      return false;
    length = qn__days_in_month(year, month) * 86400;
    if (take_byte(&in, '-')) {
      if (!take_digits(&in, 2, 1, qn__days_in_month(year, month), &day))
        return false;
      length = 86400;
      if ((take_byte(&in, 'T') || take_byte(&in, 't') || take_byte(&in, ' ')) && !take_clock(&in, &start, &length))
        return false;
    }
  }
  if (in.next != in.end)
    return false;
  start += (days_before(year, month) + day - 1) * 86400;
  if (first != NULL)
    *first = start;
  if (end != NULL)
    *end = start + length;
  return true;
}

enum { SECONDS_A_DAY = 86400, DAYS_IN_400_YEARS = 146097 };

static int64_t floor_divide(int64_t a, int64_t b) {
  return a / b - (a % b < 0);
}

/* Years that begin in March have their leap day at the end: months have lengths that repeat, 153 days in five. */
qn__day qn__day_of(int64_t seconds) {
  const int64_t days = floor_divide(seconds, SECONDS_A_DAY) + 719468; /* since 0000-03-01 */
  const int64_t era = floor_divide(days, DAYS_IN_400_YEARS), in_era = days - era * DAYS_IN_400_YEARS;
  const int64_t year = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
  const int64_t in_year = in_era - (365 * year + year / 4 - year / 100), month = (5 * in_year + 2) / 153;
  const int64_t from_january = month < 10 ? month + 3 : month - 9;
  return (qn__day){.year = year + era * 400 + (from_january <= 2),
                   .month = (int)from_january,
                   .day = (int)(in_year - (153 * month + 2) / 5 + 1)};
}

int64_t qn__start_of_month(int64_t seconds, bool year) {
  const qn__day at = qn__day_of(seconds);
  int64_t days = floor_divide(seconds, SECONDS_A_DAY) - (at.day - 1);
  for (int month = at.month - 1; year && month >= 1; month--)
    days -= qn__days_in_month(at.year, month);
  return days * SECONDS_A_DAY;
}
