/* SPDX-License-Identifier: MIT */
/* hit_positions.h: where in an article are the words of the last query?  What snippets and highlights are cut by.
 *
 * A word gives each of its occurrences, an exact one those in its form; a phrase gives its own occurrences and not
 * those of its words alone; `title:word` gives those in the title, and in the text if nothing else is found there.
 * What the query excludes gives none. */
#ifndef QN_QUERY_MATCH_HIT_POSITIONS_H
#define QN_QUERY_MATCH_HIT_POSITIONS_H

#include "base/arena.h"
#include "quern.h"
#include "segment/segment.h"

enum { QN__MATCHES_PER_LEAF = 65536 }; /* the first ones; more are left out */

typedef struct qn__match {
  uint32_t position; /* as lengths.h lays positions out: title copies first */
  uint32_t words;    /* positions covered: 1, or a phrase's.  The last word may be a pair of characters. */
  uint32_t leaf;     /* which word or phrase of the query: equal for all its occurrences */
  float weight;      /* its idf, or the sum of its words' */
} qn__match;

/* All occurrences of the last query's words and phrases in an article, by ascending position (longer ones first).
 * Borrowed until the searcher's next search or call of this for another article. */
qn_status qn__find_matches(qn_searcher *searcher, uint64_t article, const qn__match **matches, size_t *n_matches,
                           qn_error *error);

/* Where an article lives. */
typedef struct qn__located {
  const qn__segment *segment;
  uint32_t doc;     /* in the segment */
  size_t directory; /* of the index's */
} qn__located;

/* QN_INVALID if the index has no such article. */
qn_status qn__locate(const qn_searcher *searcher, uint64_t article, qn__located *out, qn_error *error);

/* The article of the i-th hit of the last search; QN_INVALID if there are fewer. */
qn_status qn__hit_article(const qn_searcher *searcher, size_t i, uint64_t *article, qn_error *error);

/* The searcher's scratch: a store reader, and an arena that is reset at the start of each search. */
qn__store_reader *qn__searcher_store_reader(qn_searcher *searcher);
qn__arena *qn__searcher_arena(qn_searcher *searcher);

#endif
