/* SPDX-License-Identifier: MIT */
/* facet_options.h: --facet COLUMN[:HOW] as the facets of a search. */
#ifndef QN_QUERY_TOOL_FACET_OPTIONS_H
#define QN_QUERY_TOOL_FACET_OPTIONS_H

#include "tool/tool_options.h"

/* Makes options->facets of what --facet, --facet-limit and --facet-sort say; EXIT_DONE, or what has been reported. */
cli_exit facet_options_read(tool_options *options, const cli_syntax *syntax);

void facet_options_clear(tool_options *options);

#endif
