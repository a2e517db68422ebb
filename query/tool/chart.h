/* SPDX-License-Identifier: MIT */
/* chart.h: numbers as bars and lines of marks, of block elements where the terminal shows them, else of ASCII. */
#ifndef QN_QUERY_TOOL_CHART_H
#define QN_QUERY_TOOL_CHART_H

#include "cli/terminal.h"

/* Appends a bar of `count`, where `most` fills `columns`.  Any count but 0 can be seen. */
void put_bar(qn__buffer *out, const cli_terminal *terminal, uint64_t count, uint64_t most, size_t columns);

/* Appends a mark for each of the counts, the higher the more; a blank is 0. */
void put_sparkline(qn__buffer *out, const cli_terminal *terminal, const uint64_t *counts, size_t n);

#endif
