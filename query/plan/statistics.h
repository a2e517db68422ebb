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
#include "plan/spelling_variants.h"

/* What is counted in articles. */
typedef enum qn__count_kind {
  QN__COUNT_TERM,            /* in segments that are not foreign */
  QN__COUNT_PREFIX,          /* all terms that begin so; an article counts once a term */
  QN__COUNT_VARIANT,         /* the forms of a term that are spelled almost like a word of the query */
  QN__COUNT_COMPOUND,        /* a compound that a word of the query is a part of */
  QN__COUNT_EXPANSION,       /* a form that a word of the query stands for (expansion.h) */
  QN__COUNT_FOREIGN_VARIANT, /* variants in foreign segments (foreign_terms.h) */
  QN__COUNT_FOREIGN,         /* the terms that stand for a form in foreign segments; none if there are no such */
  QN__COUNT_KINDS
} qn__count_kind;

typedef struct qn__term_count {
  qn__count_kind kind;
  const char *bytes; /* with the language tag byte; of variants, compounds: the word's form with a tag, 0, the term; of
                        expansions: the pattern's key, 0, the form */
  uint32_t size;
  uint64_t doc_freq;
} qn__term_count;

struct qn_statistics {
  uint64_t n_articles, total_length; /* deleted articles included */
  uint8_t title_weight;
  qn__analysis *analyses; /* distinct, in no order */
  size_t n_analyses;
  qn__term_count *counts; /* ascending, by kind, then bytes */
  size_t n_counts;
  qn__arena arena;       /* of all the above */
  qn__buffer serialised; /* by qn_statistics_write */
};

/* --- statistics.c --- */

/* Ascending, by kind, then bytes. */
int qn__compare_counts(const qn__term_count *a, const qn__term_count *b);

qn_status qn__statistics_new(qn_statistics **out, qn_error *error);

/* QN_INVALID if the term or prefix was not collected: the statistics are those of another query. */
qn_status qn__statistics_find(const qn_statistics *statistics, qn__count_kind kind, const char *bytes, size_t size,
                              uint64_t *doc_freq, qn_error *error);

/* How many articles of foreign segments have the word of a form, with its language tag byte; 0 if there are no such
 * segments. */
uint64_t qn__statistics_foreign(const qn_statistics *statistics, const char *form, size_t size);

/* Visits the variants or the compounds of a form, or the forms of a pattern's key: those of one kind, of all the
 * indexes that the statistics are of. */
qn_status qn__statistics_each(const qn_statistics *statistics, qn__count_kind kind, const char *form, size_t size,
                              const qn__variant_visitor *visitor, qn_error *error);

/* As qn__each_variant and qn__each_foreign_variant, of all the indexes that the statistics are of. */
qn_status qn__statistics_each_variant(const qn_statistics *statistics, const char *form, size_t size,
                                      const qn__variant_visitor *local, const qn__variant_visitor *foreign,
                                      qn_error *error);

#endif
