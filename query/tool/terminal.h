/* SPDX-License-Identifier: MIT */
/* terminal.h: what may be written to standard output, and text laid out in its columns. */
#ifndef QN_QUERY_TOOL_TERMINAL_H
#define QN_QUERY_TOOL_TERMINAL_H

#include "base/buffer.h"
#include "tool/query_options.h"

typedef struct output_terminal {
  bool color;
  size_t width; /* columns; 0: lines are not wrapped */
} output_terminal;

/* Looks at standard output, $NO_COLOR, $TERM and $COLUMNS. */
void terminal_init(output_terminal *terminal, color_choice choice);

/* True for characters that are obeyed instead of shown: controls, line separators, changes of writing direction. */
bool terminal_obeys(uint32_t code_point);

/* Valid UTF-8, tabs and line ends as spaces, other obeyed characters as U+FFFD. */
void terminal_put(qn__buffer *out, const char *text, size_t size);

/* Any bytes, what is no UTF-8 as U+FFFD too. */
void terminal_put_any(qn__buffer *out, const char *text);

/* Valid UTF-8 in a style (the inside of an escape sequence, as "1;31"), if colours are on. */
void terminal_put_styled(qn__buffer *out, const output_terminal *terminal, const char *style, const char *text,
                         size_t size);

/* Text of which some ranges stand out. */
typedef struct marked_text {
  const char *text; /* valid UTF-8 */
  size_t size;
  const qn_range *ranges;
  size_t n_ranges;
  const char *plain, *marked; /* styles; "" is none */
} marked_text;

/* Writes the text from `column` on, wrapped into lines that begin at column `indent`, without a line end behind it.
 * Breaks at spaces, beside wide characters and, where a word is longer than a line, between graphemes. */
void terminal_wrap(qn__buffer *out, const output_terminal *terminal, const marked_text *text, size_t column,
                   size_t indent);

#endif
