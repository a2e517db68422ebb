/* SPDX-License-Identifier: MIT */
/* root_options.h: the options of `add` that a root is added with and remembers: which of its files are taken, and how
 * they are read.  As text they are sets: of the folder, and of files of it that were named with others.  A set is
 * options, each a name, '=' and a value if it takes one, and a zero byte; and then one more zero byte.
 * Bytes: index-data/FORMAT.md, "Source records". */
#ifndef QN_INDEXER_TOOL_ROOT_OPTIONS_H
#define QN_INDEXER_TOOL_ROOT_OPTIONS_H

#include "tool/read_options.h"
#include "tool/walk_options.h"

typedef struct root_options {
  read_options reading;
  walk_options walking;
} root_options;

/* Completes what was parsed.  The index in `dir` is never walked.  QN_INVALID: the message names the option.  They may
 * not move then; clear them also after a failure. */
qn_status root_options_complete(root_options *options, const char *dir, qn_error *error);
void root_options_clear(root_options *options);

/* The name of one of the given options that a root remembers, or that a file does; NULL: none was given. */
const char *root_option_given(const root_options *options, bool of_folder);

/* Appends the given options, of a file those of reading, as one set. */
void root_options_put(qn__buffer *out, const root_options *options, bool of_folder);

/* The i-th set of `text`, with its ends; its size is 0 past the last. */
qn_string root_options_set(qn_string text, size_t i);

/* Reads and completes a set, which must outlive the options.  QN_INVALID: it has an option that is not known here. */
qn_status root_options_read(root_options *options, qn_string set, const char *dir, qn_error *error);

/* Calls `visit` with each option of a set, "name" or "name=value". */
void each_root_option(qn_string set, void (*visit)(void *context, qn_string option), void *context);

/* Appends a set as it is written on a command line, such as "--hidden --exclude 'old notes'"; safe for terminals. */
void root_options_print(qn__buffer *out, qn_string set);

#endif
