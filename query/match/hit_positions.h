/* SPDX-License-Identifier: MIT */
/* hit_positions.h: where in an article are the words of a query?  Snippets and highlights are cut by this.
 *
 * A word gives each of its occurrences, an exact one those in its form; a phrase gives its own occurrences and not
 * those of its words alone; what is near each other gives each of its words, and synonyms give what was found.
 * `title:word` gives those in the title, and in the text if nothing else is found there.
 * Exclusions and filters give none. */
#ifndef QN_QUERY_MATCH_HIT_POSITIONS_H
#define QN_QUERY_MATCH_HIT_POSITIONS_H

#include "match/matcher.h"

enum { QN__MATCHES_PER_LEAF = 65536 }; /* the first ones; more are left out */

typedef struct qn__match {
  uint32_t position; /* as lengths.h lays positions out: title copies first */
  uint32_t words;    /* positions covered: 1, or a phrase's.  The last word may be a pair of characters. */
  uint32_t leaf;     /* which word or phrase of the query: equal for all its occurrences */
  float weight;      /* its idf, or the sum of its words' */
  uint32_t part;     /* of the leaf, if it has parts: see qn__position_list */
} qn__match;

/* Sorted by position, longer ones first. */
typedef struct qn__match_list {
  qn__match *data; /* in the arena; zero at first */
  qn__match *room; /* of the same capacity, to sort them */
  size_t n, capacity;
} qn__match_list;

/* The first or the last of the plan's words that a match is of. */
const qn__plan_word *qn__word_of_match(const qn__plan *plan, const qn__match *match, bool last);

/* Finds all occurrences of the plan's words and phrases in an article of the segment. */
qn_status qn__find_matches(qn__matched_segment *segment, uint32_t doc, qn__match_list *out, qn_error *error);

#endif
