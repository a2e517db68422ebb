/* SPDX-License-Identifier: MIT */
/* query_batch.h: many queries, several at a time, answered in their order. */
#ifndef QN_QUERY_TOOL_QUERY_BATCH_H
#define QN_QUERY_TOOL_QUERY_BATCH_H

#include "cli/terminal.h"
#include "tool/tool_options.h"

/* Answers each line of the batch file; returns the exit code.  `warning` (may be NULL) is about the index, for formats
 * with messages of their own. */
cli_exit batch_run(const qn_index *index, const tool_options *options, const cli_terminal *terminal,
                   const char *warning);

#endif
