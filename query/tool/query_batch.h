/* SPDX-License-Identifier: MIT */
/* query_batch.h: many queries, several at a time, answered in their order. */
#ifndef QN_QUERY_TOOL_QUERY_BATCH_H
#define QN_QUERY_TOOL_QUERY_BATCH_H

#include "tool/query_options.h"
#include "tool/terminal.h"

/* Answers each line of the batch file; returns the exit status. */
int batch_run(const qn_index *index, const tool_options *options, const output_terminal *terminal);

#endif
