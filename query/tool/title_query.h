/* SPDX-License-Identifier: MIT */
/* title_query.h: the query that finds whole titles for what is being typed. */
#ifndef QN_QUERY_TOOL_TITLE_QUERY_H
#define QN_QUERY_TOOL_TITLE_QUERY_H

#include "quern.h"

/* Makes the query of titles that have all words of the text, of which the last may not be typed to its end. */
qn_status title_query(qn_query **out, qn_string text, qn_error *error);

#endif
