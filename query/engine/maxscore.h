/* SPDX-License-Identifier: MIT */
/* maxscore.h: the best articles with any of some words. */
#ifndef QN_QUERY_ENGINE_MAXSCORE_H
#define QN_QUERY_ENGINE_MAXSCORE_H

#include "result/searcher.h"

/* True if the plan is words that are wished for, with words that are required or excluded besides, and if the segment's
 * wished words are rarer than its required ones: else those lead better (conjunction.h). */
bool qn__is_disjunction(const qn__plan *plan, size_t segment);

/* Raises the top_k's threshold, if the plan is wished words alone, from the best postings that their lists keep in
 * all segments. */
void qn__disjunction_prime(qn_searcher *searcher);

qn_status qn__disjunction_segment(qn_searcher *searcher, size_t segment, qn_error *error);

#endif
