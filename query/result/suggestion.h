/* SPDX-License-Identifier: MIT */
/* suggestion.h: what the two halves of a suggestion share: what was meant (suggestion.c), and what is missing
 * (missing_words.c).  Both ask how many articles have some words, with a searcher of their own, so that the hits of the
 * last search stay. */
#ifndef QN_QUERY_RESULT_SUGGESTION_H
#define QN_QUERY_RESULT_SUGGESTION_H

#include "result/searcher.h"

enum { QN__SUGGEST_WORDS = 8 }; /* of a query that are looked at */

/* A word as it stands in the text of the query. */
typedef struct qn__typed_place {
  const qn__query_word *word;
  size_t start; /* in the text */
  uint64_t doc_freq;
  qn__query_word meant; /* the same, or what takes its place */
} qn__typed_place;

typedef struct qn__suggesting {
  qn_searcher *searcher; /* of the last search */
  const qn_query *query; /* that was looked for */
  qn_search_options options;
  qn_searcher *counter;
  qn__interrupt interrupt;
  qn__expander *expander; /* NULL: not needed yet */
  qn__typed_place places[QN__SUGGEST_WORDS];
  size_t n_places;
  bool has_unknown;   /* a word that no article has */
  bool found_nothing; /* the search */
} qn__suggesting;

/* Where something of the query stands in its text; false if it is from elsewhere, as synonyms are. */
bool qn__find_typed(const qn_query *query, const char *text, size_t size, size_t *start);

/* In how many articles a word of the last search is; false if it is no word of it. */
bool qn__typed_doc_freq(const qn__plan *plan, const qn__query_word *word, uint64_t *doc_freq);

/* How many articles have all of some items, and are not filtered out; 1,000 stands for more. */
qn_status qn__count_all(qn__suggesting *s, qn__query_node *items, uint64_t *count, qn_error *error);

/* --- missing_words.c --- */

/* Names the words that no article has; or, where the search has found nothing, that without which most is found.
 * Counts the articles that have all others. */
qn_status qn__find_missing(qn__suggesting *s, qn_suggestion *out, qn_error *error);

#endif
