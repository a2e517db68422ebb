/* SPDX-License-Identifier: MIT */
/* column_matcher.h: what filters on columns share: a range of the values of one column in one segment. */
#ifndef QN_QUERY_MATCH_COLUMN_MATCHER_H
#define QN_QUERY_MATCH_COLUMN_MATCHER_H

#include "columns/column_range.h"
#include "match/matcher.h"

typedef struct qn__column_matcher {
  qn__column_range range; /* empty: no article matches, as where the segment has no such column */
  uint64_t *bits;         /* of a window */
} qn__column_matcher;

/* Makes the state of a filter on a column.  *column is NULL, and the range is empty, if the segment has none of the
 * leaf's name and type; else the caller sets the range. */
qn_status qn__open_column(qn__matcher *matcher, qn__column_matcher **out, const qn__column **column, qn_error *error);

qn_status qn__fill_from_column(qn__matcher *matcher, const uint64_t **bits, qn_error *error);
uint8_t qn__max_saturation_of_filter(const qn__matcher *matcher);
uint64_t qn__max_docs_of_column(const qn__matcher *matcher);
qn_status qn__freq_of_column(qn__matcher *matcher, uint32_t doc, uint32_t least, uint32_t *freq, qn_error *error);

#endif
