/* SPDX-License-Identifier: MIT */
/* column_range.h: here are bounds: which articles have a value of the column within them?  Whatever the type and the
 * bounds, this is a comparison of the numbers that the column's bytes hold. */
#ifndef QN_CORE_COLUMNS_COLUMN_RANGE_H
#define QN_CORE_COLUMNS_COLUMN_RANGE_H

#include "columns/columns.h"

/* What is wanted, as the column has its values.  It points into nothing but the column's section. */
typedef struct qn__column_range {
  qn__column column;
  bool empty;               /* no value is within */
  uint64_t lowest, highest; /* of packed values, and of dates that are not packed, whose sign bit is inverted */
  double least, end;        /* of numbers that are not packed: [least, end) */
} qn__column_range;

/* Dates in [first, end), in seconds since 1970. */
void qn__range_of_dates(qn__column_range *range, const qn__column *column, int64_t first, int64_t end);

/* Numbers in [least, end); infinities leave it open. */
void qn__range_of_numbers(qn__column_range *range, const qn__column *column, double least, double end);

/* Keywords of the ordinals [first, end). */
void qn__range_of_keywords(qn__column_range *range, const qn__column *column, uint32_t first, uint32_t end);

/* Whether an article has a value within the range. */
qn_status qn__range_has(const qn__column_range *range, uint32_t doc, bool *has, qn_error *error);

/* Sets the bits of the articles [from, end) that have one, the first bit being `from`'s.  The bits are zero before. */
qn_status qn__range_fill(const qn__column_range *range, uint32_t from, uint32_t end, uint64_t *bits, qn_error *error);

#endif
