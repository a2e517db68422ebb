/* SPDX-License-Identifier: MIT */
/* merged_positions.h: the positions of a leaf's parts in one article, as one ascending list that says which part each
 * is of.  For operators whose matches are not all alike. */
#ifndef QN_QUERY_MATCH_MERGED_POSITIONS_H
#define QN_QUERY_MATCH_MERGED_POSITIONS_H

#include "match/matcher.h"

typedef struct qn__merged_positions {
  qn__arena *arena;
  uint32_t *positions, *parts; /* n of them; zero at first */
  uint32_t n, positions_capacity, parts_capacity;
} qn__merged_positions;

/* Adds n ascending positions of a part, each `offset` further on.  Of equal positions those added first come first. */
qn_status qn__merge_positions(qn__merged_positions *merged, const uint32_t *positions, uint32_t n, uint32_t offset,
                              uint32_t part, qn_error *error);

/* Keeps the first of equal positions. */
void qn__merged_keep_distinct(qn__merged_positions *merged);

#endif
