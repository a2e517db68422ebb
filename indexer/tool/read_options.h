/* SPDX-License-Identifier: MIT */
/* read_options.h: the options of `add` that say how files are read. */
#ifndef QN_INDEXER_TOOL_READ_OPTIONS_H
#define QN_INDEXER_TOOL_READ_OPTIONS_H

#include "articles/document.h"
#include "articles/formats.h"
#include "tool/command.h"

typedef struct read_options {
  bool defaults;    /* nothing but this: in place of what is remembered */
  unsigned format;  /* 0: to be detected; else one more than its number */
  const char *lang; /* as it was given, and so is what follows; NULL: not given */
  const char *map;
  qn__reading_options reading;
  qn__mapping mapping;
} read_options;

enum { N_ROOT_READ_OPTIONS = 6, N_READ_OPTIONS = 9 }; /* the first ones are remembered of a root */
extern const cli_option read_option_rows[N_READ_OPTIONS];

/* Completes what was parsed.  QN_INVALID: the message names the option. */
qn_status read_options_complete(read_options *options, qn_error *error);

/* The name of an option for standard input that was given; NULL: none was. */
const char *input_option_given(const read_options *options);

/* A hash of those that change what is read from a file; 0: none was given. */
uint64_t hash_read_options(const read_options *options);

/* NULL: to be detected. */
const qn__format *read_options_format(const read_options *options);

/* Says so if standard input has no id of its own and takes the place of what was read from it before. */
void warn_of_replaced_input(const read_options *options, const char *dir);

#endif
