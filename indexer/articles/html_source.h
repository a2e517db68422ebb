/* SPDX-License-Identifier: MIT */
/* html_source.h: the source of a page as UTF-8, from the charset that it has or declares. */
#ifndef QN_INDEXER_ARTICLES_HTML_SOURCE_H
#define QN_INDEXER_ARTICLES_HTML_SOURCE_H

#include "articles/document.h"

/* Sets the source of the page that the document's window holds whole: the window itself, or else what was appended to
 * `converted`.  What had to be replaced is reported. */
qn_status qn__html_source(const qn__document *document, qn__buffer *converted, qn_string *source, qn_error *error);

#endif
