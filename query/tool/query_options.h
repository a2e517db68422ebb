/* SPDX-License-Identifier: MIT */
/* query_options.h: the command line of quern-query. */
#ifndef QN_QUERY_TOOL_QUERY_OPTIONS_H
#define QN_QUERY_TOOL_QUERY_OPTIONS_H

#include <stdio.h>

#include "tool/tool_options.h"

/* Reads the command line.  EXIT_DONE, or the exit code of a mistake that has been reported.  Strings belong to argv and
 * the environment; the rest is freed by options_clear, which must be called either way. */
cli_exit options_parse(tool_options *options, int argc, char **argv);
void options_clear(tool_options *options);

void options_print_help(FILE *to);

#endif
