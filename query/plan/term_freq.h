/* SPDX-License-Identifier: MIT */
/* term_freq.h: here is a term: in how many articles of the index is it? */
#ifndef QN_QUERY_PLAN_TERM_FREQ_H
#define QN_QUERY_PLAN_TERM_FREQ_H

#include "plan/index.h"
#include "text/analyze.h"

/* Sums the articles of a term (with its language tag byte) over the segments that are not foreign (foreign_terms.h),
 * deleted articles included; of a prefix those of each term that begins with it, over all segments. */
qn_status qn__term_doc_freq(const qn_index *index, bool is_prefix, const char *bytes, size_t size, uint64_t *doc_freq,
                            qn_error *error);

/* qn_index_doc_freq, with an analyzer that is made once for many words. */
qn_status qn__word_doc_freq(const qn_index *index, qn__analyzer *analyzer, const char *word, size_t size,
                            uint64_t *doc_freq, qn_error *error);

#endif
