/* SPDX-License-Identifier: MIT */
/* searcher.h: one thread's scratch memory, and the seams of a search:
 *
 *     query -> plan -> a run over each segment -> collector -> rescoring -> hits
 *
 * What an engine needs beside the plan is here: the collector with its threshold, the count, and when to stop. */
#ifndef QN_SEARCHER_H
#define QN_SEARCHER_H

#include "search/collector.h"
#include "search/plan.h"

enum { QN__WINDOW_MAX = 32768 }; /* articles in the largest window that an engine works on */

struct qn_searcher {
  const qn_index *index;
  qn__analyzer *analyzer;
  qn__store_reader *store_reader;
  qn__arena arena; /* reset at the start of each search */
  qn__saturation saturation;
  qn__buffer text; /* of explanations */

  /* The last search. */
  qn__plan plan;
  qn_search_options options; /* with k1 and b resolved */
  qn__collector collector;
  size_t first_hit, n_hits; /* of the collector's, sorted */
  uint64_t counted;         /* matches found by the counting pass */
  uint64_t count_limit;     /* the counting pass may stop when `counted` is above; 0: nothing is counted */
  int64_t deadline;         /* nanoseconds of the monotonic clock; 0: none */

  /* Accumulators and bits of a window of articles; all zero between uses. */
  int32_t window_scores[QN__WINDOW_MAX];
  uint64_t window_bits[QN__WINDOW_MAX / 64];
};

/* To be asked once per block of work, some thousands of postings: QN_CANCELLED, QN_TIMEOUT or QN_OK. */
qn_status qn__poll(const qn_searcher *searcher, qn_error *error);

/* --- engines.c: the choice of how to run a plan --- */

/* Offers every article of a segment that may be among the best to the collector, in ascending order. */
qn_status qn__collect_segment(qn_searcher *searcher, size_t segment, qn_error *error);

/* Adds the matches of a segment to searcher->counted, at least until they are above searcher->count_limit. */
qn_status qn__count_segment(qn_searcher *searcher, size_t segment, qn_error *error);

/* --- exhaustive.c --- */

/* Both at once, one article after another: what every engine must agree with.  Collects unless the collector's k is 0.
 */
qn_status qn__exhaustive_segment(qn_searcher *searcher, size_t segment, qn_error *error);

#endif
