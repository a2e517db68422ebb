/* SPDX-License-Identifier: MIT */
/* html_title.h: the title of a page, and what its head says that its text does not. */
#ifndef QN_INDEXER_ARTICLES_HTML_TITLE_H
#define QN_INDEXER_ARTICLES_HTML_TITLE_H

#include "articles/html_page.h"

/* Appends the page's title and returns the heading that is it, NULL if there is none: og:title or <title>, without the
 * name of the site if a heading lacks it, or else the first heading. */
const qn__html_span *qn__html_title(qn__buffer *title, const qn__html_page *page);

/* Appends, each after an empty line, what is neither in the title nor in the text so far: <title>, if og:title is
 * another, and the description. */
void qn__html_head_text(qn__buffer *text, const qn__buffer *title, const qn__html_page *page);

#endif
