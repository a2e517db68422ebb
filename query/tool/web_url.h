/* SPDX-License-Identifier: MIT */
/* web_url.h: URLs of articles that a page may link to. */
#ifndef QN_QUERY_TOOL_WEB_URL_H
#define QN_QUERY_TOOL_WEB_URL_H

#include "base/buffer.h"
#include "quern.h"

/* Whether it is one of http or https.  Others, like javascript:, do something in the page. */
bool is_web_url(qn_string url);

/* Appends it with all bytes that a URL does not have as %XX. */
void put_web_url(qn__buffer *out, qn_string url);

#endif
