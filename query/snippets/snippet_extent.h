/* SPDX-License-Identifier: MIT */
/* snippet_extent.h: where does a snippet begin and end in its passage? */
#ifndef QN_QUERY_SNIPPETS_SNIPPET_EXTENT_H
#define QN_QUERY_SNIPPETS_SNIPPET_EXTENT_H

#include "snippets/snippet_cut.h"

/* The bytes of the passage to show; none if the span is shown already. */
qn_range qn__choose_extent(const qn__cut *cut, const qn__word_run *run);

#endif
