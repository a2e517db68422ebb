/* SPDX-License-Identifier: MIT */
/* syntax_help.h: what a query may say, for --help syntax. */
#ifndef QN_QUERY_TOOL_SYNTAX_HELP_H
#define QN_QUERY_TOOL_SYNTAX_HELP_H

#include <stdio.h>

void print_syntax_help(FILE *to);

#endif
