/* SPDX-License-Identifier: MIT */
/* html_text.h: the text of a part of a page as a person reads it. */
#ifndef QN_INDEXER_ARTICLES_HTML_TEXT_H
#define QN_INDEXER_ARTICLES_HTML_TEXT_H

#include "articles/html_page.h"

/* Appends the text of a part of the page: white space as a browser shows it, paragraphs with an empty line between, no
 * scripts, styles, navigation or forms, and nothing of `omit` (NULL: all).  It is no longer than the part's events. */
void qn__html_text(qn__buffer *out, const qn__html_page *page, const qn__html_span *part, const qn__html_span *omit);

/* The part's text on one line. */
void qn__html_line(qn__buffer *out, const qn__html_page *page, const qn__html_span *part);

#endif
