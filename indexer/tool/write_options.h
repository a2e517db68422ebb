/* SPDX-License-Identifier: MIT */
/* write_options.h: the options of the commands that change an index, and its writer. */
#ifndef QN_INDEXER_TOOL_WRITE_OPTIONS_H
#define QN_INDEXER_TOOL_WRITE_OPTIONS_H

#include "tool/command.h"

typedef struct write_options {
  uint64_t threads, memory; /* 0: not given */
  double wait;              /* seconds for another writer to end */
  bool no_sync;
} write_options;

/* Their rows; the last two may be used alone: --wait, --no-sync. */
enum { N_WRITE_OPTIONS = 4 };
extern const cli_option write_option_rows[N_WRITE_OPTIONS];

/* Opens the writer of the command's index with these options; `more` is initialised and has all others;
 * unless it says when to stop, an interrupt does.  False:
 * call->exit is how to end. */
bool open_writer(qn_writer **out, invocation *call, const write_options *options, qn_writer_options *more);

/* The same for a command that needs an index to be there. */
bool open_existing_writer(qn_writer **out, invocation *call, const write_options *options);

#endif
