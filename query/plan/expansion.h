/* SPDX-License-Identifier: MIT */
/* expansion.h: which words of an index does a word stand for that expands (word_pattern.h)?  The most frequent of those
 * that match its pattern, by the articles of all segments; of several as frequent the first by their bytes.  They are
 * words as they are written: forms, whatever terms a stemmer makes of them. */
#ifndef QN_QUERY_PLAN_EXPANSION_H
#define QN_QUERY_PLAN_EXPANSION_H

#include "plan/plan.h"
#include "plan/statistics.h"

enum {
  QN__EXPANSION_DEFAULT = 100, /* words */
  QN__EXPANSION_MAX = 4096,    /* of a search; and of what statistics know of one index */
};

typedef struct qn__expansion_form {
  const char *bytes; /* with its language tag byte */
  size_t size;
  uint64_t doc_freq;
} qn__expansion_form;

typedef struct qn__expansion {
  qn__expansion_form *forms; /* in the arena; sorted by their bytes */
  size_t n;
  bool cut;      /* there are more */
  bool too_long; /* the pattern is, so that it stands for none */
} qn__expansion;

/* The `most` most frequent forms of the index. */
qn_status qn__expand(qn__expander *expander, const qn__query_word *word, size_t most, qn__expansion *out,
                     qn_error *error);

/* The same, of all indexes that the statistics are of. */
qn_status qn__expand_collected(qn__expander *expander, const qn__query_word *word, const qn_statistics *statistics,
                               size_t most, qn__expansion *out, qn_error *error);

/* --- expansion_lists.c --- */

/* A word whose expansion is looked up. */
typedef struct qn__expanded_word {
  const qn__query_word *word;
  const qn__plan_word *own; /* the word itself, which has been looked up; NULL: it is none, but a wildcard */
  bool with_own;            /* its lists are among the expansion's; else they are left out of these */
} qn__expanded_word;

/* Finds the lists of the forms, one entry a segment. */
qn_status qn__find_expansion_lists(qn__word_lists *segments, const qn__expanded_word *word,
                                   const qn__expansion *expansion, const qn_index *index, qn__arena *arena,
                                   qn_error *error);

#endif
