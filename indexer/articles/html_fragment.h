/* SPDX-License-Identifier: MIT */
/* html_fragment.h: strings of other formats that are HTML. */
#ifndef QN_INDEXER_ARTICLES_HTML_FRAGMENT_H
#define QN_INDEXER_ARTICLES_HTML_FRAGMENT_H

#include "articles/allowance.h"
#include "base/buffer.h"
#include "quern.h"

/* Whether a string is HTML: a text if it begins with a tag and ends with one, a title if it has an end tag or a
 * character reference.  Only valid UTF-8 is. */
bool qn__html_is_fragment(qn_string string, bool is_title);

/* Appends what a person reads of it, a title on one line.  As qn__html_parse, for one thread at a time. */
qn_status qn__html_fragment(qn__buffer *out, qn_string string, bool is_title, const qn__allowance *allowance,
                            size_t beside, qn_error *error);

#endif
