/* SPDX-License-Identifier: MIT */
/* date.h: ISO 8601 dates as seconds since 1970-01-01T00:00Z (proleptic Gregorian calendar). */
#ifndef QN_CORE_BASE_DATE_H
#define QN_CORE_BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Reads YYYY, YYYY-MM, YYYY-MM-DD, and that with THH:MM[:SS[.fraction]][Z|+hh:mm|-hh:mm] (a space may stand for the T).
 * The moments that the text stands for are [*first, *end): a day is 86,400 seconds, a minute 60; without an offset the
 * time is UTC.  Either pointer may be NULL.  False if the text is not a date. */
bool qn__parse_date(const char *text, size_t size, int64_t *first, int64_t *end);

/* The days of a month, from 1, of a year. */
int64_t qn__days_in_month(int64_t year, int64_t month);

/* A day of the calendar. */
typedef struct qn__day {
  int64_t year;
  int month, day; /* from 1 */
} qn__day;

/* The day, UTC, that a moment is in. */
qn__day qn__day_of(int64_t seconds);

/* The first second of a moment's month, or of its year. */
int64_t qn__start_of_month(int64_t seconds, bool year);

#endif
