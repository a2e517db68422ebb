/* SPDX-License-Identifier: MIT */
/* lines.h: lists of paths or ids in a file. */
#ifndef QN_INDEXER_TOOL_LINES_H
#define QN_INDEXER_TOOL_LINES_H

#include "quern.h"

/* Calls `visit` with each line of a file, or of standard input for "-", without its end (`end`, a newline or a zero).
 * Empty lines are left out.  Stops with the status that `visit` returns, unless that is QN_OK. */
qn_status each_line(const char *path, char end, qn_status (*visit)(void *context, char *line, qn_error *error),
                    void *context, qn_error *error);

#endif
