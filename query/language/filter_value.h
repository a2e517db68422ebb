/* SPDX-License-Identifier: MIT */
/* filter_value.h: what a filter on a column asks for.  A text does not say of which type the column is, so it is read
 * in every way that it can be; each column takes the reading of its type.
 *
 *     New York             keywords that are just this, as they are stored
 *     10   2025-06-09      this number; this day (or year, month, minute, second)
 *     10..20  2024..2025   from the first to the last, both included; either may be left out
 *     >=10  >10  <=10  <10
 *     7d  7d..  ..2w       dates: since seven days ago; before two weeks ago.  h, d, w, m (months of 30 days), y (365)
 *     today  yesterday     days, in UTC */
#ifndef QN_QUERY_LANGUAGE_FILTER_VALUE_H
#define QN_QUERY_LANGUAGE_FILTER_VALUE_H

#include <stdbool.h>
#include <stdint.h>

typedef struct qn__filter_value {
  const char *text;         /* as written, zero-terminated: what a keyword must be */
  bool is_range;            /* written with .. or a comparison */
  bool is_number, is_date;  /* it can be read so; if not, the fields below mean nothing */
  double least, number_end; /* [least, number_end); infinities where it is open */
  int64_t first, date_end;  /* [first, date_end) in seconds since 1970; the lowest and the highest where it is open */
} qn__filter_value;

/* Reads a text, which the value refers to.  `now`, in seconds since 1970, is what ages count back from. */
void qn__filter_value_read(qn__filter_value *out, const char *text, int64_t now);

#endif
