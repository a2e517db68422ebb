/* SPDX-License-Identifier: MIT */
/* html_parts.h: which part of a page is its article, and what in that stands apart: navigation, lists of links, banners
 * about cookies, what is not shown.  All of it is text of the page; what stands apart follows the article. */
#ifndef QN_INDEXER_ARTICLES_HTML_PARTS_H
#define QN_INDEXER_ARTICLES_HTML_PARTS_H

#include "articles/html_page.h"
#include "base/status.h"

/* Sets the part that is the article: the largest <article> or else <main> that holds at least half of the page's text,
 * or all of the page.  What stands apart begins with QN__HTML_BEGIN_APART afterwards, and counts for nothing here. */
qn_status qn__html_find_parts(qn__html_page *page, qn__html_span *article, qn_error *error);

#endif
