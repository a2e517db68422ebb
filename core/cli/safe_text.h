/* SPDX-License-Identifier: MIT */
/* safe_text.h: text from articles, queries and file names, made safe to print on a terminal. */
#ifndef QN_CORE_CLI_SAFE_TEXT_H
#define QN_CORE_CLI_SAFE_TEXT_H

#include "base/buffer.h"
#include "quern.h"

/* Appends a text. */
typedef void cli_put(qn__buffer *out, const char *text, size_t size);

/* True for characters that a terminal obeys instead of showing: controls, line separators, changes of the writing
 * direction. */
bool cli_is_control(uint32_t code_point);

/* Appends valid UTF-8 that is laid out in columns: tabs and line ends as spaces, other controls as U+FFFD. */
void cli_put_text(qn__buffer *out, const char *text, size_t size);

/* The same for any bytes: invalid UTF-8 becomes U+FFFD too. */
void cli_put_any_text(qn__buffer *out, const char *text);

/* Appends any bytes with a function that takes valid UTF-8. */
void cli_put_repaired(qn__buffer *out, const char *text, size_t size, cli_put *put);

/* What a buffer has; nothing if it has failed. */
qn_string cli_text_of(const qn__buffer *buffer);

/* Appends any bytes without losing one: controls, direction marks and bytes that are not UTF-8 as \xNN.  For messages
 * and the file names in them. */
void cli_put_escaped(qn__buffer *out, const char *text, size_t size);

#endif
