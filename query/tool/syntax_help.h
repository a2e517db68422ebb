/* SPDX-License-Identifier: MIT */
/* syntax_help.h: what `quern-query --help syntax` prints. */
#ifndef QN_QUERY_TOOL_SYNTAX_HELP_H
#define QN_QUERY_TOOL_SYNTAX_HELP_H

#include <stddef.h>
#include <stdio.h>

typedef struct syntax_row {
  const char *query, *meaning;
} syntax_row;

/* The i-th query that is explained; NULL past the last. */
const syntax_row *syntax_help_row(size_t i);

void print_syntax_help(FILE *to);

#endif
