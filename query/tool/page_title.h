/* SPDX-License-Identifier: MIT */
/* page_title.h: what a page of answers is called. */
#ifndef QN_QUERY_TOOL_PAGE_TITLE_H
#define QN_QUERY_TOOL_PAGE_TITLE_H

#include "base/buffer.h"
#include "tool/tool_options.h"

/* Appends the query, or what stands for it; valid UTF-8. */
void put_page_title(qn__buffer *out, const tool_options *options);

#endif
