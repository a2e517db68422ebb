/* SPDX-License-Identifier: MIT */
/* text_layout.h: text in the columns of a terminal, with some of it marked. */
#ifndef QN_QUERY_TOOL_TEXT_LAYOUT_H
#define QN_QUERY_TOOL_TEXT_LAYOUT_H

#include "cli/terminal.h"
#include "quern.h"

/* The styles of an answer: its titles, the words of the query in them and in passages, ... */
#define TITLE_STYLE "1"
#define TITLE_MATCH_STYLE "1;4"
#define MATCH_STYLE "1;31"
#define DATE_STYLE "32"
#define ID_STYLE "36"
#define FAINT_STYLE "2"
#define BAR_STYLE "34"
#define STALE_STYLE "33"

/* Text of which some ranges are marked. */
typedef struct marked_text {
  const char *text; /* valid UTF-8 */
  size_t size;
  const qn_range *ranges;
  size_t n_ranges;
  const char *plain, *marked; /* styles; "" is none */
} marked_text;

/* Appends the text from `column` on, wrapped into lines that begin at column `indent`, as its own lines do, without a
 * line end after it.  Where there are no columns all is one line.
 * Breaks at spaces, next to wide characters that are not Korean and, where a word is longer than a line, between
 * graphemes. */
void put_wrapped(qn__buffer *out, const cli_terminal *terminal, const marked_text *text, size_t column, size_t indent);

/* Appends the text on one line of at most `columns`, cut with an ellipsis if it is longer. */
void put_cut(qn__buffer *out, const cli_terminal *terminal, const marked_text *text, size_t columns);

#endif
