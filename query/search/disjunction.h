/* SPDX-License-Identifier: MIT */
/* disjunction.h: the best articles with any of some words. */
#ifndef QN_DISJUNCTION_H
#define QN_DISJUNCTION_H

#include "search/searcher.h"

/* True if the plan is words that are wished for, and words that are excluded, and nothing else. */
bool qn__is_disjunction(const qn__plan *plan);

/* Raises the collector's threshold from the best postings that the lists of all segments keep. */
void qn__disjunction_prime(qn_searcher *searcher);

qn_status qn__disjunction_segment(qn_searcher *searcher, size_t segment, qn_error *error);

#endif
