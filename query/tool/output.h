/* SPDX-License-Identifier: MIT */
/* output.h: bytes to standard output, and what happens when it takes no more. */
#ifndef QN_QUERY_TOOL_OUTPUT_H
#define QN_QUERY_TOOL_OUTPUT_H

#include "base/buffer.h"

/* Writes both, messages to standard error, and empties them.  Returns 0, or the exit status to end with, which has
 * been told unless nobody reads any more. */
int output_write(qn__buffer *out, qn__buffer *messages);

/* "quern-query: MESSAGE" on standard error, like printf. */
void output_complain(const char *format, ...) QN_PRINTF(1, 2);

#endif
