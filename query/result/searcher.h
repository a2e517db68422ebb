/* SPDX-License-Identifier: MIT */
/* searcher.h: one thread's scratch memory, and the seams of a search:
 *
 *     query -> plan -> a run over each segment -> top_k -> (stage 2, see searcher.c) -> hits
 *
 * What an engine needs beside the plan is here: the top_k with its threshold, the count, and when to stop. */
#ifndef QN_QUERY_RESULT_SEARCHER_H
#define QN_QUERY_RESULT_SEARCHER_H

#include "collect/top_k.h"
#include "match/hit_positions.h"
#include "match/leaf_walk.h"
#include "plan/plan.h"

enum { QN__WINDOW_MAX = 32768 }; /* articles in the largest window that an engine works on */

struct qn_searcher {
  const qn_index *index;
  qn__analyzer *analyzer;
  qn__store_reader *store_reader;
  qn__arena arena;   /* reset at the start of each search */
  qn__arena article; /* what qn_searcher_article read last */
  qn__saturation saturation;
  qn__buffer text; /* an explanation in the making */

  /* The last search. */
  qn_search_options options; /* with k1 and b resolved */
  qn__plan plan;             /* empty if the search failed */
  qn__leaf_cursor *cursors;  /* one a leaf of the plan; anyone's for the moment */
  qn__top_k top_k;
  size_t n_hits;        /* the first options.offset of the top_k's are skipped */
  uint64_t counted;     /* matches found so far */
  uint64_t count_limit; /* counting may stop when `counted` is above; 0: nothing is counted */
  int64_t deadline;     /* nanoseconds of the monotonic clock; 0: none */
  qn__match *matches;   /* of the last article asked about */
  size_t n_matches, matches_capacity;
  uint64_t matches_article; /* UINT64_MAX: none yet */

  /* Accumulators and bits of a window of articles; all zero between uses. */
  int32_t window_scores[QN__WINDOW_MAX];
  uint64_t window_bits[QN__WINDOW_MAX / 64];
};

/* To be asked once per block of work, some thousands of postings: QN_CANCELLED, QN_TIMEOUT or QN_OK. */
qn_status qn__poll(const qn_searcher *searcher, qn_error *error);

/* --- engine.c: the choice of how to run a plan --- */

/* Runs the plan over all segments: the top_k gets the best, and `counted` the number of matches, at least until it
 * is above the limit. */
qn_status qn__run_plan(qn_searcher *searcher, qn_error *error);

/* --- exhaustive.c --- */

/* Collects and counts a segment's matches, one article after another: what every engine must agree with. */
qn_status qn__exhaustive_segment(qn_searcher *searcher, size_t segment, qn_error *error);

#endif
