/* SPDX-License-Identifier: MIT */
/* print.h: an answer as bytes, in each of the output's forms. */
#ifndef QN_QUERY_TOOL_PRINT_H
#define QN_QUERY_TOOL_PRINT_H

#include "base/buffer.h"
#include "tool/answer.h"
#include "tool/terminal.h"

/* In the form that the options choose.  Warnings and errors are for standard error, except in JSON. */
void print_answer(qn__buffer *out, qn__buffer *messages, const search_answer *answer, const tool_options *options,
                  const output_terminal *terminal);

/* For people.  The query has not failed. */
void print_text(qn__buffer *out, const search_answer *answer, const tool_options *options,
                const output_terminal *terminal);

/* Run lines for trec_eval. */
void print_trec(qn__buffer *out, const search_answer *answer, const tool_options *options);

/* One object on one line, errors and warnings in it. */
void print_json(qn__buffer *out, const search_answer *answer, const tool_options *options);

#endif
