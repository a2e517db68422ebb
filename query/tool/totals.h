/* SPDX-License-Identifier: MIT */
/* totals.h: how many articles were found, and which of them are shown, in words. */
#ifndef QN_QUERY_TOOL_TOTALS_H
#define QN_QUERY_TOOL_TOTALS_H

#include "tool/answer.h"

/* Appends "articles 1-10 of 42", "42 articles", "no articles" and the like. */
void put_total(qn__buffer *out, const search_answer *answer, const tool_options *options);

#endif
