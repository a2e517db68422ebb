/* SPDX-License-Identifier: MIT */
/* html_text.h: the text of a part of a page as a person reads it. */
#ifndef QN_INDEXER_ARTICLES_HTML_TEXT_H
#define QN_INDEXER_ARTICLES_HTML_TEXT_H

#include "articles/html_page.h"
#include "articles/line_steps.h"

/* Appends the text of the article: white space as a browser shows it, paragraphs with an empty line between, no scripts
 * and styles, nothing that stands apart and nothing of `omit` (NULL: all).
 * The headings of the page get their places, and `steps` (NULL: none are wanted) the lines of the source. */
void qn__html_text(qn__buffer *out, qn__html_page *page, const qn__html_span *article, const qn__html_span *omit,
                   qn__line_steps *steps);

/* Appends all the other text of the page, after an empty line.  Both are no longer than the page's events. */
void qn__html_other_text(qn__buffer *out, qn__html_page *page, const qn__html_span *article, const qn__html_span *omit,
                         qn__line_steps *steps);

/* The part's text on one line. */
void qn__html_line(qn__buffer *out, const qn__html_page *page, const qn__html_span *part);

#endif
