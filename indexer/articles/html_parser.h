/* SPDX-License-Identifier: MIT */
/* html_parser.h: libxml2, and nothing else here includes it. */
#ifndef QN_INDEXER_ARTICLES_HTML_PARSER_H
#define QN_INDEXER_ARTICLES_HTML_PARSER_H

#include "articles/allowance.h"
#include "articles/html_page.h"

/* Parses a page in UTF-8 without U+0000, a piece at a time: memory does not grow with the number of elements, except in
 * `page`.  `beside` is what reading takes in addition.  QN_CANCELLED, QN_NO_MEMORY or, if the page does not fit the
 * allowance, QN_TOO_LARGE.  For one thread at a time: the library's allocator is one for all. */
qn_status qn__html_parse(qn__html_page *page, const char *source, size_t size, const qn__allowance *allowance,
                         size_t beside, qn_error *error);

#endif
