/* SPDX-License-Identifier: MIT */
/* word_resolver.h: what the files share that look up a word: term_lookup.c finds its terms, word_lists.c their lists
 * and how frequent they are. */
#ifndef QN_QUERY_PLAN_WORD_RESOLVER_H
#define QN_QUERY_PLAN_WORD_RESOLVER_H

#include "plan/plan.h"
#include "plan/statistics.h"

/* What one word is resolved with. */
typedef struct qn__word_resolver {
  const qn__query_word *word;
  const qn_index *index;
  const qn_statistics *statistics;
  qn__analyzer *analyzer;
  qn__arena *arena;
  qn__operator op; /* QN__PREFIX: the terms are beginnings of those looked for */
  qn__term *terms; /* sorted, distinct; but after an own term may stand a variant in foreign segments that equals it */
  size_t n_terms, capacity;
  bool keeps_lists;  /* an exact word has the lists of its terms that do not have its form, too */
  bool in_all_forms; /* as in qn__plan_word */
  bool has_foreign;  /* some term is a variant in foreign segments, of this index or of another of the collection */
} qn__word_resolver;

/* --- word_lists.c --- */

/* The lists of the word's terms, one entry a segment, and in how many articles they are. */
qn_status qn__find_word_lists(qn__word_resolver *r, qn__word_lists *segments, uint64_t *doc_freq, qn_error *error);

#endif
