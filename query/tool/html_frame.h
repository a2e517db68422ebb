/* SPDX-License-Identifier: MIT */
/* html_frame.h: a page of HTML before its first answer and after its last. */
#ifndef QN_QUERY_TOOL_HTML_FRAME_H
#define QN_QUERY_TOOL_HTML_FRAME_H

#include "base/buffer.h"
#include "quern.h"

/* Appends all up to the first answer.  The page is whole: it loads nothing, and a browser would let it load nothing. */
void put_page_start(qn__buffer *out, qn_string title);
void put_page_end(qn__buffer *out);

#endif
