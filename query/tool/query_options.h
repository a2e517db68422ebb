/* SPDX-License-Identifier: MIT */
/* query_options.h: the command line of quern-query. */
#ifndef QN_QUERY_TOOL_QUERY_OPTIONS_H
#define QN_QUERY_TOOL_QUERY_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "quern.h"

typedef enum color_choice { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER } color_choice;

typedef struct tool_options {
  const char **dirs; /* of the indexes; never none */
  size_t n_dirs;
  char *query; /* the query words, joined by one space; NULL: none was given */
  size_t limit, offset, snippets, threads;
  unsigned count; /* qn_count */
  unsigned rank;  /* qn_rank */
  unsigned color; /* color_choice */
  double k1, b;   /* negative: the library's default */
  bool json, all, words, explain, exhaustive, strict, help, version;
  const char *trec;  /* the run's tag, or NULL */
  const char *batch; /* the file of queries, or NULL */
} tool_options;

/* Reads the command line.  On false a message is on stderr.  Strings belong to argv and the environment; the rest is
 * freed by options_clear, which must be called either way. */
bool options_parse(tool_options *options, int argc, char **argv);
void options_clear(tool_options *options);

void options_print_help(FILE *to);

#endif
