/* SPDX-License-Identifier: MIT */
/* html_markup.h: writes text and attributes of a page for the parser. */
#ifndef QN_INDEXER_ARTICLES_HTML_MARKUP_H
#define QN_INDEXER_ARTICLES_HTML_MARKUP_H

#include "articles/html_tag.h"
#include "base/buffer.h"

/* Writes the text up to `stop` and a reference that begins before it; returns where that ends. */
const char *qn__html_put_text(qn__buffer *out, const char *text, const char *stop, const char *end, bool in_attribute);

/* Writes an attribute if it is one that is read of the element.  Each is written once: the first counts.  `seen` has a
 * bit for each. */
void qn__html_put_attribute(qn__buffer *out, const qn__html_element *element, const qn__html_attribute *a,
                            unsigned *seen);

#endif
