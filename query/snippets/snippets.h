/* SPDX-License-Identifier: MIT */
/* snippets.h: which passages of an article show why it was found? */
#ifndef QN_QUERY_SNIPPETS_SNIPPETS_H
#define QN_QUERY_SNIPPETS_SNIPPETS_H

#include "snippets/shown_article.h"

typedef struct qn__snippet_list {
  const qn_snippet *snippets;
  size_t n;
} qn__snippet_list;

/* Cuts the best passages, `max_snippets` of `max_chars` characters at most.  They are the arena's. */
qn_status qn__cut_snippets(const qn__shown_article *shown, size_t max_snippets, size_t max_chars, qn__snippet_list *out,
                           qn_error *error);

#endif
