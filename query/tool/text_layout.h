/* SPDX-License-Identifier: MIT */
/* text_layout.h: text in the columns of a terminal, with some of it marked. */
#ifndef QN_QUERY_TOOL_TEXT_LAYOUT_H
#define QN_QUERY_TOOL_TEXT_LAYOUT_H

#include "cli/terminal.h"
#include "quern.h"

/* Text of which some ranges are marked. */
typedef struct marked_text {
  const char *text; /* valid UTF-8 */
  size_t size;
  const qn_range *ranges;
  size_t n_ranges;
  const char *plain, *marked; /* styles; "" is none */
} marked_text;

/* Appends the text from `column` on, wrapped into lines that begin at column `indent`, without a line end after it.
 * Breaks at spaces, next to wide characters and, where a word is longer than a line, between graphemes. */
void put_wrapped(qn__buffer *out, const cli_terminal *terminal, const marked_text *text, size_t column, size_t indent);

#endif
