/* SPDX-License-Identifier: MIT */
/* several_snippets.h: several passages of an article, none of which overlaps another one or repeats it. */
#ifndef QN_QUERY_SNIPPETS_SEVERAL_SNIPPETS_H
#define QN_QUERY_SNIPPETS_SEVERAL_SNIPPETS_H

#include "snippets/subject.h"

/* Cuts the spans that were chosen, in the text's order; `snippets` has room for as many as were wanted.  What other
 * hits show loses against passages that are about as good. */
qn_status qn__cut_several(const qn__subject *article, qn__cut *cut, const qn__span_choice *choice,
                          const qn__span *spans, size_t n_spans, qn_snippet *snippets, size_t *n, qn_error *error);

#endif
