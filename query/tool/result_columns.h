/* SPDX-License-Identifier: MIT */
/* result_columns.h: an article found as the cells of a table, for formats that are tables. */
#ifndef QN_QUERY_TOOL_RESULT_COLUMNS_H
#define QN_QUERY_TOOL_RESULT_COLUMNS_H

#include "tool/answer.h"
#include "tool/output_format.h"

/* How one cell is written; the text is valid UTF-8. */
typedef void put_cell(qn__buffer *out, const char *text, size_t size);

/* Appends the line of the columns' names, or that of the i-th article found. */
void put_column_names(const output *to, char separator, put_cell *put);
void put_columns(const output *to, const search_answer *answer, size_t i, char separator, put_cell *put);

#endif
