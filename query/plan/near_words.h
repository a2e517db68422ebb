/* SPDX-License-Identifier: MIT */
/* near_words.h: here is a word that few articles have: which words of the index may have been meant?  The likeliest
 * first, by how often each is used and what slips lead from it to what was typed. */
#ifndef QN_QUERY_PLAN_NEAR_WORDS_H
#define QN_QUERY_PLAN_NEAR_WORDS_H

#include "plan/plan.h"

enum { QN__NEAR_WORDS = 6 };

typedef struct qn__near_word {
  const char *text; /* a form, in the arena */
  size_t size;
  uint64_t doc_freq; /* articles with this form */
  double cost;       /* of typing what was typed for it (typing_cost.h) */
  bool same_term;    /* a search for what was typed finds it, too */
} qn__near_word;

typedef struct qn__near_words {
  qn__near_word words[QN__NEAR_WORDS]; /* the likeliest first */
  size_t n;
  bool is_known; /* some article has what was typed, in this form */
} qn__near_words;

/* Finds words near a word of a query, which is letters and joiners; of other words none is found.  Near one that some
 * article has (`is_known`), only those that begin with the same three letters are looked at: it is seldom a slip, and
 * its search should not take longer.  Forms of the same term are left out, for what finds one finds them all, unless
 * they are as long and one letter is wrong. */
qn_status qn__find_near_words(qn__near_words *out, const qn__query_word *typed, bool is_known, const qn_index *index,
                              qn__expander *expander, qn__analyzer *analyzer, qn_error *error);

#endif
