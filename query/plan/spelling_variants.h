/* SPDX-License-Identifier: MIT */
/* spelling_variants.h: which other terms does a word stand for?  Those of words that are spelled almost like it. */
#ifndef QN_QUERY_PLAN_SPELLING_VARIANTS_H
#define QN_QUERY_PLAN_SPELLING_VARIANTS_H

#include "plan/index.h"
#include "text/analyze.h"

/* What a variant of a term is given to: its bytes, with the language tag byte, and how many articles have those of its
 * forms that are spelled almost like the word. */
typedef struct qn__variant_visitor {
  qn_status (*visit)(void *context, const void *term, size_t size, uint64_t doc_freq, qn_error *error);
  void *context;
} qn__variant_visitor;

/* Sets *may to false if no term of the index, foreign segments apart, is a variant of a word, of which the form and the
 * term are given. */
qn_status qn__may_have_variants(const qn_index *index, const qn__analyzed *word, bool *may, qn_error *error);

/* Visits the variants (text/spellings.h) of an analysed word's term that the index has, foreign segments apart
 * (foreign_variants.h); some may come several times, and the term itself among them.  The word must not be the
 * analyzer's last one, which is overwritten. */
qn_status qn__each_variant(const qn_index *index, qn__analyzer *analyzer, const qn__analyzed *word,
                           const qn__variant_visitor *visitor, qn_error *error);

/* Visits what a segment has of a term: its variants; the term itself, as one of a plain spelling. */
qn_status qn__visit_variants(const qn__segment *segment, const char *term, size_t size,
                             const qn__variant_visitor *visitor, qn_error *error);
qn_status qn__visit_plain_term(const qn__segment *segment, const char *term, size_t size,
                               const qn__variant_visitor *visitor, qn_error *error);

#endif
