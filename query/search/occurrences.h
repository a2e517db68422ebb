/* SPDX-License-Identifier: MIT */
/* occurrences.h: where in an article a word or a phrase stands, read from the positions of its lists. */
#ifndef QN_OCCURRENCES_H
#define QN_OCCURRENCES_H

#include "base/arena.h"
#include "format/lengths.h"
#include "format/postings.h"

/* Reads positions of one list.  The frequencies of the last block are kept as sums, for its next posting. */
typedef struct qn__occurrences {
  const qn__postings *list;
  uint32_t index;                 /* of the posting whose positions are kept */
  uint32_t block;                 /* whose sums are kept; UINT32_MAX: none */
  uint32_t starts[QN__BLOCK + 1]; /* occurrences before each posting of the block */
  uint32_t *positions;            /* of the last posting read: n ascending ones, in the arena */
  uint32_t *starts_found;         /* room for as many, for whoever reads them */
  uint32_t n, capacity;
  qn__arena *arena;
} qn__occurrences;

void qn__occurrences_init(qn__occurrences *occurrences, const qn__postings *list, qn__arena *arena);

/* Reads the positions of posting `index` of `block`. */
qn_status qn__occurrences_read(qn__occurrences *occurrences, uint32_t block, unsigned index, qn_error *error);

/* Keeps of the ascending `starts` those s for which s + offset is among the ascending `positions`; returns how many. */
uint32_t qn__intersect_shifted(uint32_t *starts, uint32_t n_starts, const uint32_t *positions, uint32_t n_positions,
                               uint32_t offset);

#endif
