/* SPDX-License-Identifier: MIT */
/* rank_options.h: what counts in the ranking other than the words. */
#ifndef QN_QUERY_TOOL_RANK_OPTIONS_H
#define QN_QUERY_TOOL_RANK_OPTIONS_H

#include "tool/tool_options.h"

/* Reads --recency and --boost into options->recency_days and the boost fields.  EXIT_DONE, or the exit code of a
 * mistake that has been reported. */
cli_exit rank_options_read(tool_options *options, const cli_syntax *syntax);
void rank_options_clear(tool_options *options);

#endif
