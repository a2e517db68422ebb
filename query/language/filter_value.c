/* SPDX-License-Identifier: MIT */
/* filter_value.c: reads the text of a filter's value. */
#include "language/filter_value.h"

#include "base/date.h"
#include "base/decimal.h"

#include <math.h>
#include <string.h>

enum { DAY = 86400 }; /* seconds */

/* A part of the text. */
typedef struct slice {
  const char *data;
  size_t size;
} slice;

static bool is_text(slice text, const char *word) {
  return text.size == strlen(word) && memcmp(text.data, word, text.size) == 0;
}

static size_t count_digits(slice text, size_t from) {
  size_t n = 0;
  while (from + n < text.size && text.data[from + n] >= '0' && text.data[from + n] <= '9')
    n++;
  return n;
}

static bool read_number(slice text, double *number) {
  return qn__decimal_read(text.data, text.size, number);
}

/* --- dates ------------------------------------------------------------------------------------------------------- */

/* Seconds of a unit of age; 0: it is none. */
static int64_t unit_seconds(char unit) {
  switch (unit) {
  case 'h':
    return 3600;
  case 'd':
    return DAY;
  case 'w':
    return 7 * DAY;
  case 'm':
    return 30 * DAY;
  case 'y':
    return 365 * DAY;
  default:
    return 0;
  }
}

/* An age, like 7d, as the moment that it was. */
static bool read_age(slice text, int64_t now, int64_t *moment) {
  enum { MOST_DIGITS = 6 };
  size_t digits = count_digits(text, 0);
  int64_t n = 0, unit = digits + 1 == text.size ? unit_seconds(text.data[digits]) : 0;
  if (digits == 0 || digits > MOST_DIGITS || unit == 0)
    return false;
  for (size_t i = 0; i < digits; i++)
    n = n * 10 + (text.data[i] - '0');
  *moment = now - n * unit;
  return true;
}

/* A date as the moments [*first, *end) that it stands for; an age or now is one moment, and none is in it. */
static bool read_date(slice text, int64_t now, int64_t *first, int64_t *end) {
  const int64_t today = now - ((now % DAY) + DAY) % DAY;
  if (is_text(text, "now") || read_age(text, now, first)) {
    *first = is_text(text, "now") ? now : *first;
    *end = *first;
    return true;
  }
  if (is_text(text, "today") || is_text(text, "yesterday")) {
    *first = is_text(text, "today") ? today : today - DAY;
    *end = *first + DAY;
    return true;
  }
  return qn__parse_date(text.data, text.size, first, end);
}

/* --- ranges ------------------------------------------------------------------------------------------------------ */

/* How a text is written: `from` and `to` are empty where the range is open. */
typedef struct bounds {
  slice from, to;
  bool above, below; /* the bound itself is left out */
  bool is_range;
} bounds;

static bool starts_with(const char *text, const char *prefix) {
  return strncmp(text, prefix, strlen(prefix)) == 0;
}

static slice slice_of(const char *text) {
  return (slice){text, strlen(text)};
}

static bounds split(const char *text) {
  const slice none = {text, 0};
  if (starts_with(text, ">="))
    return (bounds){slice_of(text + 2), none, false, false, true};
  if (starts_with(text, "<="))
    return (bounds){none, slice_of(text + 2), false, false, true};
  if (starts_with(text, ">"))
    return (bounds){slice_of(text + 1), none, true, false, true};
  if (starts_with(text, "<"))
    return (bounds){none, slice_of(text + 1), false, true, true};
  const char *dots = strstr(text, "..");
  if (dots != NULL)
    return (bounds){{text, (size_t)(dots - text)}, slice_of(dots + 2), false, false, true};
  return (bounds){slice_of(text), slice_of(text), false, false, false};
}

static bool read_numbers(qn__filter_value *value, const bounds *b) {
  double from = -INFINITY, to = INFINITY;
  if ((b->from.size > 0 && !read_number(b->from, &from)) || (b->to.size > 0 && !read_number(b->to, &to)))
    return false;
  value->least = b->above ? nextafter(from, INFINITY) : from;
  value->number_end = b->below || b->to.size == 0 ? to : nextafter(to, INFINITY);
  return true;
}

static bool read_dates(qn__filter_value *value, const bounds *b, int64_t now) {
  int64_t first = INT64_MIN, first_end = INT64_MIN, last = INT64_MAX, last_end = INT64_MAX;
  if ((b->from.size > 0 && !read_date(b->from, now, &first, &first_end)) ||
      (b->to.size > 0 && !read_date(b->to, now, &last, &last_end)))
    return false;
  const bool is_age = !b->is_range && first == first_end;
  value->first = b->above ? first_end : first;
  value->date_end = is_age ? INT64_MAX : b->below ? last : last_end;
  return true;
}

void qn__filter_value_read(qn__filter_value *out, const char *text, int64_t now) {
  const int64_t latest = INT64_MAX / 2; /* there is room for any age before and after it */
  const bounds b = split(text);
  now = now > latest ? latest : now < -latest ? -latest : now;
  *out = (qn__filter_value){.text = text, .is_range = b.is_range};
  if (b.from.size + b.to.size == 0)
    return;
  out->is_number = read_numbers(out, &b);
  out->is_date = read_dates(out, &b, now);
}
