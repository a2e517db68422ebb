/* SPDX-License-Identifier: MIT */
/* print_answer.h: an answer in the format that the options choose. */
#ifndef QN_QUERY_TOOL_PRINT_ANSWER_H
#define QN_QUERY_TOOL_PRINT_ANSWER_H

#include "tool/answer.h"
#include "tool/output_format.h"

/* What went wrong with a query or was repaired, a line each. */
void print_messages(qn__buffer *messages, const search_answer *answer);

/* What the last search did otherwise than the query says. */
void print_search_warnings(qn__buffer *messages, const qn_searcher *searcher);

/* What the format prints before its first answer, and after its last. */
void print_start(const output *to);
void print_finish(const output *to);

/* Errors and warnings go to `messages`, which are for standard error, unless the format has them itself. */
void print_answer(const output *to, qn__buffer *messages, const search_answer *answer);

#endif
