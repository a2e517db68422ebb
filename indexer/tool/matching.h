/* SPDX-License-Identifier: MIT */
/* matching.h: --query, which chooses articles as quern-query does. */
#ifndef QN_INDEXER_TOOL_MATCHING_H
#define QN_INDEXER_TOOL_MATCHING_H

#include "cli/option_table.h"
#include "quern.h"

typedef struct match_options {
  const char *query; /* NULL: not given */
  bool strict;
} match_options;

/* Their rows. */
enum { N_MATCH_OPTIONS = 2 };
extern const cli_option match_option_rows[N_MATCH_OPTIONS];

/* Parses the query and says what was repaired.  EXIT_DONE, or the exit code of a mistake that has been reported. */
cli_exit parse_match_query(qn_query **query, const qn_index *index, const match_options *options);

/* Called with the number of an article that matches, which the searcher reads; false stops. */
typedef bool match_visit(void *context, qn_searcher *searcher, uint64_t article);

/* Calls `visit` with each article that matches the query, in the order of the index.  Warnings about the query are
 * printed.  EXIT_DONE, or the exit code of a failure that has been reported. */
cli_exit each_matching(const qn_index *index, const match_options *options, match_visit *visit, void *context);

#endif
