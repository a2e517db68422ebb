/* SPDX-License-Identifier: MIT */
/* result_columns.h: an article found as the cells of a table, for formats that are tables. */
#ifndef QN_QUERY_TOOL_RESULT_COLUMNS_H
#define QN_QUERY_TOOL_RESULT_COLUMNS_H

#include "cli/safe_text.h"
#include "tool/answer.h"
#include "tool/output_format.h"

/* Appends the line of the columns' names, or that of the i-th article found; `put` writes a cell of valid UTF-8. */
void put_column_names(const output *to, char separator, cli_put *put);
void put_columns(const output *to, const search_answer *answer, size_t i, char separator, cli_put *put);

#endif
