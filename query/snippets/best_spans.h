/* SPDX-License-Identifier: MIT */
/* best_spans.h: which stretches of a text show best what was found? Chosen from the matches' positions alone, before
 * any text is decoded. */
#ifndef QN_QUERY_SNIPPETS_BEST_SPANS_H
#define QN_QUERY_SNIPPETS_BEST_SPANS_H

#include "match/hit_positions.h"

/* Positions, both ends included; a match begins at `first` and one ends at `last`. */
typedef struct qn__span {
  uint32_t first, last;
} qn__span;

/* The first match at or after a position; n_matches if there is none. */
size_t qn__first_match(const qn__match *matches, size_t n_matches, uint32_t position);

/* What showing these matches together is worth: each word or phrase its weight, little for repeating it, and more if a
 * word stands close to another the first time.  For a few of them: its time is quadratic. */
int64_t qn__worth(const qn__match *matches, size_t n_matches);

/* Finds up to `max_spans` spans that do not overlap, each with matches that begin within `width` positions, the
 * best by what they show; they come by ascending position.  The matches are sorted as qn__find_matches does. */
qn_status qn__choose_spans(qn__arena *arena, const qn__match *matches, size_t n_matches, uint32_t width,
                           size_t max_spans, qn__span **spans, size_t *n_spans, qn_error *error);

#endif
