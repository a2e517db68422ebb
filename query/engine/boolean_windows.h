/* SPDX-License-Identifier: MIT */
/* boolean_windows.h: any plan, a window of articles at a time.  Leaves become bit sets, groups become operations on them. */
#ifndef QN_QUERY_ENGINE_BOOLEAN_WINDOWS_H
#define QN_QUERY_ENGINE_BOOLEAN_WINDOWS_H

#include "result/searcher.h"

/* Offers the matches of a segment to the top_k. */
qn_status qn__windows_collect(qn_searcher *searcher, size_t segment, qn_error *error);

/* Adds the number of matches in a segment to searcher->counted; may stop when that is above searcher->count_limit. */
qn_status qn__windows_count(qn_searcher *searcher, size_t segment, qn_error *error);

#endif
