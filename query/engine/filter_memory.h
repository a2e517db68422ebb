/* SPDX-License-Identifier: MIT */
/* filter_memory.h: which articles filters have been found to accept.  A searcher keeps it from one search to the next:
 * a session, one page after another and a batch of queries have the same filters again and again. */
#ifndef QN_QUERY_ENGINE_FILTER_MEMORY_H
#define QN_QUERY_ENGINE_FILTER_MEMORY_H

#include "plan/plan.h"

/* What is known of one segment, by windows of articles (window.h). */
typedef struct qn__filter_bits {
  uint64_t *bits; /* by article: inside every filter that can be asked for bits; where the window is filled */
  bool *is_filled;
  uint8_t *n_asked; /* articles asked about one by one */
  uint32_t n_windows, n_filled;
  uint32_t n_inside;                /* bits of the windows that are filled */
  uint64_t n_all_asked, n_accepted; /* in all windows */
} qn__filter_bits;

typedef struct qn__filter_memory {
  qn__arena arena;
  qn__buffer key;             /* the filters, as bytes */
  qn__filter_bits **segments; /* n_segments, in the arena; NULL where nothing has been asked.  NULL: nothing yet */
} qn__filter_memory;

void qn__filter_memory_init(qn__filter_memory *memory);
void qn__filter_memory_clear(qn__filter_memory *memory);

/* Forgets everything if the plan has other filters.  The plan is of the same index as those before. */
qn_status qn__filter_memory_begin(qn__filter_memory *memory, const qn__plan *plan, qn_error *error);

/* What is known of a segment of n_docs articles: at first nothing. */
qn_status qn__filter_memory_of(qn__filter_memory *memory, size_t segment, uint32_t n_docs, qn__filter_bits **out,
                               qn_error *error);

/* The bits of a window have been written: of these, the first n are of articles. */
void qn__filter_bits_filled(qn__filter_bits *known, uint32_t window, uint32_t n);

/* Nothing known, in the arena. */
qn_status qn__filter_bits_new(qn__filter_bits **out, uint32_t n_docs, qn__arena *arena, qn_error *error);

#endif
