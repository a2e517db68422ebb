/* SPDX-License-Identifier: MIT */
/* decimal.c: the form is checked here, the value is strtod's. */
#include "base/decimal.h"

#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_NUMBER = 63 }; /* bytes */

static size_t count_digits(const char *text, size_t size, size_t from) {
  size_t n = 0;
  while (from + n < size && text[from + n] >= '0' && text[from + n] <= '9')
    n++;
  return n;
}

static bool is_sign(const char *text, size_t size, size_t at) {
  return at < size && (text[at] == '-' || text[at] == '+');
}

size_t qn__decimal_size(const char *text, size_t size) {
  size_t at = is_sign(text, size, 0);
  const size_t whole = count_digits(text, size, at);
  size_t fraction = 0;
  at += whole;
  if (at < size && text[at] == '.') {
    fraction = count_digits(text, size, at + 1);
    at += fraction > 0 ? 1 + fraction : 0;
  }
  if (whole + fraction == 0)
    return 0;
  if (at < size && (text[at] == 'e' || text[at] == 'E')) {
    const size_t sign = is_sign(text, size, at + 1), digits = count_digits(text, size, at + 1 + sign);
    at += digits > 0 ? 1 + sign + digits : 0;
  }
  return at;
}

bool qn__decimal_read(const char *text, size_t size, double *number) {
  char copy[LONGEST_NUMBER + 1];
  if (size == 0 || size > LONGEST_NUMBER || qn__decimal_size(text, size) != size)
    return false;
  memcpy(copy, text, size);
  copy[size] = '\0';
  char *point = strchr(copy, '.');
  if (point != NULL)
    *point = localeconv()->decimal_point[0];
  *number = strtod(copy, NULL);
  return isfinite(*number);
}
