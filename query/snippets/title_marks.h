/* SPDX-License-Identifier: MIT */
/* title_marks.h: where in a title are the words of a query? */
#ifndef QN_QUERY_SNIPPETS_TITLE_MARKS_H
#define QN_QUERY_SNIPPETS_TITLE_MARKS_H

#include "snippets/shown_article.h"

/* The matches in the title, as byte ranges of it; they are the arena's. */
qn_status qn__highlight_title(const qn__shown_article *shown, const qn_range **ranges, size_t *n_ranges,
                              qn_error *error);

#endif
