/* SPDX-License-Identifier: MIT */
/* html_text.h: the text of a part of a page as a person reads it. */
#ifndef QN_INDEXER_ARTICLES_HTML_TEXT_H
#define QN_INDEXER_ARTICLES_HTML_TEXT_H

#include <libxml/tree.h>

#include "base/buffer.h"

/* Appends the text below `top`: white space as a browser shows it, paragraphs with an empty line between, no scripts,
 * styles, navigation or forms, and nothing of `omit` (may be NULL). */
void qn__html_text(qn__buffer *out, const xmlNode *top, const xmlNode *omit);

/* The node's text on one line. */
void qn__html_line(qn__buffer *out, const xmlNode *top);

#endif
