/* SPDX-License-Identifier: MIT */
/* best_spans.h: which stretches of a text show best what was found? Chosen from the matches' positions alone, before
 * any text is decoded. */
#ifndef QN_QUERY_SNIPPETS_BEST_SPANS_H
#define QN_QUERY_SNIPPETS_BEST_SPANS_H

#include "match/hit_positions.h"

/* Positions, both ends included; a match begins at `first` and one ends at `last`. */
typedef struct qn__span {
  uint32_t first, last;
  int64_t worth; /* of its matches together */
} qn__span;

/* What spans are wanted. */
typedef struct qn__span_choice {
  uint32_t width; /* positions in which the matches of one begin */
  size_t max_spans;
  bool alternatives; /* one of them is to be shown, and not all together */
} qn__span_choice;

/* The first match at or after a position; n_matches if there is none. */
size_t qn__first_match(const qn__match *matches, size_t n_matches, uint32_t position);

/* What showing these matches together is worth: each word or phrase its weight, little for repeating it, and more if a
 * word stands close to another the first time.  `weights`: see leaf_weights.h.  For a few matches: its time is
 * quadratic. */
int64_t qn__worth(const qn__match *matches, size_t n_matches, const int64_t *weights);

/* Finds spans that do not overlap, the best by what they show.  They come by ascending position, alternatives by
 * descending worth.  The matches are sorted as qn__find_matches does. */
qn_status qn__choose_spans(qn__arena *arena, const qn__match *matches, size_t n_matches, const int64_t *weights,
                           const qn__span_choice *choice, qn__span **spans, size_t *n_spans, qn_error *error);

#endif
