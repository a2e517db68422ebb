/* SPDX-License-Identifier: MIT */
/* foreign_variants.h: the spelling variants of a word in foreign segments (foreign_terms.h), where the word and its
 * plain spellings may have other terms. */
#ifndef QN_QUERY_PLAN_FOREIGN_VARIANTS_H
#define QN_QUERY_PLAN_FOREIGN_VARIANTS_H

#include "plan/spelling_variants.h"

/* As qn__each_variant, of the index's foreign segments: the word's terms there, in whatever language, are not among
 * what is visited.  Its terms elsewhere may be: there they are the terms of other words. */
qn_status qn__each_foreign_variant(const qn_index *index, qn__analyzer *analyzer, const qn__analyzed *word,
                                   const qn__variant_visitor *visitor, qn_error *error);

#endif
