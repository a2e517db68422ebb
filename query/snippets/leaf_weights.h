/* SPDX-License-Identifier: MIT */
/* leaf_weights.h: what is it worth to show a word of the query in an article?  More, the fewer articles have it, and
 * the fewer sentences of this article: the topic of an article is in nearly all of them. */
#ifndef QN_QUERY_SNIPPETS_LEAF_WEIGHTS_H
#define QN_QUERY_SNIPPETS_LEAF_WEIGHTS_H

#include "match/hit_positions.h"

/* One of each for every leaf, by its number. */
typedef struct qn__leaf_weights {
  const int64_t *weights;
  const bool *common; /* a function word, where the query has others: it is marked only next to these */
} qn__leaf_weights;

/* One more than the highest leaf that the matches are of; 0: there are none. */
uint32_t qn__count_leaves(const qn__match *matches, size_t n_matches);

/* Finds the common ones among the leaves of the matches.  `plan` may be NULL: then no word is common. */
qn_status qn__find_common(qn__arena *arena, const qn__plan *plan, const qn__match *matches, size_t n_matches,
                          const bool **out, qn_error *error);

/* Of the matches in an article's text of so many words, of which a sentence has `sentence_words`, about. */
qn_status qn__weigh_leaves(qn__arena *arena, const qn__plan *plan, const qn__match *matches, size_t n_matches,
                           uint32_t text_words, uint32_t sentence_words, qn__leaf_weights *out, qn_error *error);

#endif
