/* SPDX-License-Identifier: MIT */
/* all_matches.h: the ids of all articles that match, however many, as a stream. */
#ifndef QN_QUERY_TOOL_ALL_MATCHES_H
#define QN_QUERY_TOOL_ALL_MATCHES_H

#include "tool/tool_options.h"

/* Prints the ids of all matches of the options' query, in the order of the index; returns the exit code.  Memory does
 * not grow with their number. */
cli_exit print_all_matches(qn_searcher *searcher, const tool_options *options);

#endif
