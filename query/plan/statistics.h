/* SPDX-License-Identifier: MIT */
/* statistics.h: what the scores of a query depend on in a collection: how many articles there are and how long, and in
 * how many of them each word is.  Collected from one index, added up over several, and used by the search of another.
 *
 * A collection's languages are known only when all of it has been added up.  So a word is collected in every language
 * that has a stemmer, and weighed in those that the whole collection has, exactly as a single index would. */
#ifndef QN_QUERY_PLAN_STATISTICS_H
#define QN_QUERY_PLAN_STATISTICS_H

#include "base/arena.h"
#include "base/buffer.h"
#include "plan/index.h"

/* Counted in articles: a term, or all terms that begin with a prefix, in which an article counts once a term. */
typedef struct qn__term_count {
  bool is_prefix;
  const char *bytes; /* with the language tag byte */
  uint32_t size;
  uint64_t doc_freq;
} qn__term_count;

struct qn_statistics {
  uint64_t n_articles, total_length; /* deleted articles included */
  uint8_t title_weight;
  qn__analysis *analyses; /* distinct, in no order */
  size_t n_analyses;
  qn__term_count *counts; /* ascending: terms, then prefixes, each by bytes */
  size_t n_counts;
  qn__arena arena;       /* of all the above */
  qn__buffer serialised; /* by qn_statistics_write */
};

/* --- statistics.c --- */

/* Ascending: terms before prefixes, each by bytes. */
int qn__compare_counts(const qn__term_count *a, const qn__term_count *b);

qn_status qn__statistics_new(qn_statistics **out, qn_error *error);

/* QN_INVALID if the term or prefix was not collected: the statistics are those of another query. */
qn_status qn__statistics_find(const qn_statistics *statistics, bool is_prefix, const char *bytes, size_t size,
                              uint64_t *doc_freq, qn_error *error);

#endif
