/* SPDX-License-Identifier: MIT */
/* article_marks.h: where in a whole text are the words of a query? */
#ifndef QN_QUERY_SNIPPETS_ARTICLE_MARKS_H
#define QN_QUERY_SNIPPETS_ARTICLE_MARKS_H

#include "snippets/shown_article.h"

/* Called with byte ranges of the text, ascending and apart, until it returns false. */
typedef bool qn__visit_mark(void *context, qn_range range);

/* Marks all matches in the text.  It is read in windows of some thousand words, and only where there are matches; the
 * memory is that of one. */
qn_status qn__each_mark(const qn__shown_article *shown, qn__visit_mark *visit, void *context, qn_error *error);

#endif
