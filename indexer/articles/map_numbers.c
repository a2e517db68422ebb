/* SPDX-License-Identifier: MIT */
/* map_numbers.c: the last digit is one of 56 characters; the digits before it are letters, of base 26. */
#include "articles/map_numbers.h"

enum { LAST_DIGITS = 'Z' - '#' + 1, LETTERS = 26 };

void qn__map_number_put(qn__buffer *out, size_t number) {
  char text[QN__MAP_NUMBER_MAX], *p = text + sizeof text;
  *--p = (char)('#' + number % LAST_DIGITS);
  for (number /= LAST_DIGITS; number > 0; number /= LETTERS)
    *--p = (char)('a' + number % LETTERS);
  qn__buffer_bytes(out, p, (size_t)(text + sizeof text - p));
}
