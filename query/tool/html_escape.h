/* SPDX-License-Identifier: MIT */
/* html_escape.h: text from articles, queries and file names, made safe to stand in HTML. */
#ifndef QN_QUERY_TOOL_HTML_ESCAPE_H
#define QN_QUERY_TOOL_HTML_ESCAPE_H

#include "tool/text_layout.h"

/* Appends valid UTF-8 as text, or as the value of an attribute in double quotes. */
void put_html(qn__buffer *out, qn_string text);

/* The same for any bytes: what is not UTF-8 becomes U+FFFD. */
void put_any_html(qn__buffer *out, const char *text);

/* Appends valid UTF-8 as text with <mark> around the ranges and `line_end`, HTML, between its lines; styles are not
 * looked at. */
void put_marked_html(qn__buffer *out, const marked_text *marked, const char *line_end);

#endif
