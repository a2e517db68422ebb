/* SPDX-License-Identifier: MIT */
/* open_hit.h: --open N: the N-th hit in the person's editor, at the line of its passage. */
#ifndef QN_QUERY_TOOL_OPEN_HIT_H
#define QN_QUERY_TOOL_OPEN_HIT_H

#include "tool/output_format.h"

/* Answers the query, whose page is this hit, and opens it: its file in the editor, or an article without a file in the
 * pager with the words marked.  Failures, and that there is no such hit, are reported. */
cli_exit open_hit(qn_searcher *searcher, const output *to);

#endif
