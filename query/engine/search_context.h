/* SPDX-License-Identifier: MIT */
/* search_context.h: what engines work with: a plan, the sink that takes the matches, which articles may be hits,
 * memory, and when to stop.  The searcher makes one for each sink. */
#ifndef QN_QUERY_ENGINE_SEARCH_CONTEXT_H
#define QN_QUERY_ENGINE_SEARCH_CONTEXT_H

#include "collect/sink.h"
#include "engine/accept.h"
#include "plan/interrupt.h"

enum { QN__SCRATCH_DOCS = 32768 }; /* articles in the largest window that an engine works on */

/* Accumulators and bits of a window of articles; all zero between uses. */
typedef struct qn__window_scratch {
  int32_t scores[QN__SCRATCH_DOCS];
  uint64_t bits[QN__SCRATCH_DOCS / 64];
} qn__window_scratch;

typedef struct qn__search_context {
  const qn__plan *plan;
  qn__sink *sink;
  bool exhaustive; /* score every match */
  qn__arena *arena;
  qn__store_reader *store_reader;
  qn__window_scratch *scratch;
  const qn__interrupt *interrupt;
  qn__filter_set **filters; /* by segment, NULL until opened: kept from run to run of the plan; NULL: not kept */
  qn__filter_memory *filter_memory; /* of the plan's filters; NULL: what is found out lives in the arena */

  /* The segment that is searched: see qn__enter_segment. */
  size_t number;
  const qn__index_segment *segment;
  qn__scoring scoring;
  qn__accept accept;
  qn__matched_segment *matched; /* NULL until qn__match_segment is asked */
} qn__search_context;

/* Turns to a segment of the plan's index. */
qn_status qn__enter_segment(qn__search_context *context, size_t number, qn_error *error);

/* The matchers of the segment. */
qn_status qn__match_segment(qn__search_context *context, qn__matched_segment **out, qn_error *error);

/* The scored lists of all terms, one a node, in the segment. */
qn_status qn__term_lists(const qn__search_context *context, const qn__plan_node *terms, uint32_t n_terms,
                         qn__list_set *out, qn_error *error);

/* The lists in descending order of bound; in the arena. */
qn_status qn__sort_by_bound(const qn__search_context *context, const qn__list_set *set, qn__scored_list ***out,
                            qn_error *error);

/* Gives the sink a match of the segment, unless it is full: engines go on to the end of their blocks. */
static inline void qn__take(const qn__search_context *context, uint32_t doc, uint32_t score) {
  if (QN_LIKELY(!context->sink->is_full))
    context->sink->take(context->sink, context->segment->first + doc, score);
}

#endif
