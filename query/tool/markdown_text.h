/* SPDX-License-Identifier: MIT */
/* markdown_text.h: text from articles, queries and file names, made safe to stand in Markdown (CommonMark, and GitHub's
 * tables). */
#ifndef QN_QUERY_TOOL_MARKDOWN_TEXT_H
#define QN_QUERY_TOOL_MARKDOWN_TEXT_H

#include "tool/text_layout.h"

/* Appends valid UTF-8 that stands at the beginning of a line or of a block, with ** around its ranges and `line_end`,
 * Markdown, between its lines; styles are not looked at. */
void put_marked_markdown(qn__buffer *out, const marked_text *marked, const char *line_end);

/* The same without ranges, on one line. */
void put_markdown(qn__buffer *out, qn_string text);

/* Appends valid UTF-8 as code: between as many back quotes as it takes. */
void put_markdown_code(qn__buffer *out, qn_string text);

/* The longest run of back quotes in a text, and a run of them. */
size_t longest_back_quotes(qn_string text);
void put_back_quotes(qn__buffer *out, size_t n);

#endif
