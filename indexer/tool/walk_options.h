/* SPDX-License-Identifier: MIT */
/* walk_options.h: the options that say which files of a folder are taken. */
#ifndef QN_INDEXER_TOOL_WALK_OPTIONS_H
#define QN_INDEXER_TOOL_WALK_OPTIONS_H

#include "tool/command.h"
#include "walk/walk.h"

typedef struct walk_options {
  cli_list globs, excluded, types, not_types; /* as they were given */
  bool type_list;
  qn__walk_options walk; /* what follows from them */
  qn__path_globs path_globs;
  qn__buffer wanted_types, unwanted_types; /* const qn__file_type * */
} walk_options;

enum { N_ROOT_WALK_OPTIONS = 7, N_WALK_OPTIONS }; /* the first ones are remembered of a root */
extern const cli_option walk_option_rows[N_WALK_OPTIONS];

/* Completes what was parsed.  The index in `dir` is never walked.  QN_INVALID: the message names the option. */
qn_status walk_options_complete(walk_options *options, const char *dir, qn_error *error);
void walk_options_clear(walk_options *options);

/* Prints the types and their globs. */
cli_exit print_file_types(void);

#endif
