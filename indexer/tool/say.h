/* SPDX-License-Identifier: MIT */
/* say.h: text for people and for programs. */
#ifndef QN_INDEXER_TOOL_SAY_H
#define QN_INDEXER_TOOL_SAY_H

#include "base/buffer.h"

/* Prints "quern-index: " and the message as one line on standard error.  What a terminal would obey instead of show
 * (control characters, changes of writing direction, bytes that are no UTF-8) is printed as \xNN. */
void say(const char *format, ...) QN_PRINTF(1, 2);

enum { SAY_NUMBER_MAX = 32 };

/* "1,234,567" */
const char *say_count(char out[SAY_NUMBER_MAX], uint64_t count);

/* "12.3 MB" */
const char *say_size(char out[SAY_NUMBER_MAX], uint64_t bytes);

/* Appends the text as a JSON string, in quotes; control characters are escaped, C1 and DEL too. */
void say_json(qn__buffer *out, const char *text, size_t size);

/* Writes the buffer to standard output and empties it; false if that failed, which is told unless nobody reads. */
bool say_output(qn__buffer *out);

#endif
