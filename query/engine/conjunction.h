/* SPDX-License-Identifier: MIT */
/* conjunction.h: the best articles with all of some words and phrases. */
#ifndef QN_QUERY_ENGINE_CONJUNCTION_H
#define QN_QUERY_ENGINE_CONJUNCTION_H

#include "result/searcher.h"

/* True if the plan is words and phrases, in titles or anywhere, that are required, words that are wished for besides,
 * and words that are excluded; and in this segment each required word has one list at most. */
bool qn__is_conjunction(const qn__plan *plan, size_t segment);

qn_status qn__conjunction_segment(qn_searcher *searcher, size_t segment, qn_error *error);

/* Adds the number of matches in a segment to searcher->counted; may stop when that is above searcher->count_limit. */
qn_status qn__conjunction_count(qn_searcher *searcher, size_t segment, qn_error *error);

#endif
