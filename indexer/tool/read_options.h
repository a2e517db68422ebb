/* SPDX-License-Identifier: MIT */
/* read_options.h: the options of `add` that say how files are read. */
#ifndef QN_INDEXER_TOOL_READ_OPTIONS_H
#define QN_INDEXER_TOOL_READ_OPTIONS_H

#include "articles/document.h"
#include "tool/command.h"

typedef struct read_options {
  const char *map; /* as it was given; NULL: not given */
  qn__reading_options reading;
  qn__mapping mapping;
} read_options;

enum { N_READ_OPTIONS = 6 };
extern const cli_option read_option_rows[N_READ_OPTIONS];

/* Completes what was parsed; false: call->exit is how to end.  The operands are the paths to add. */
bool check_read_options(read_options *options, invocation *call);

/* A hash of those that change what is read from a file; 0: none was given. */
uint64_t hash_read_options(const read_options *options);

/* Says so if standard input has no id of its own and takes the place of what was read from it before. */
void warn_of_replaced_input(const read_options *options, const char *dir);

#endif
