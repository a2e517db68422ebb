/* SPDX-License-Identifier: MIT */
/* timeline.h: the dates of a facet over time: a mark for each day, month or year, or for several of them. */
#ifndef QN_QUERY_TOOL_TIMELINE_H
#define QN_QUERY_TOOL_TIMELINE_H

#include "cli/terminal.h"
#include "quern.h"

enum { MOST_MARKS = 400 };

typedef struct timeline {
  qn_facet_by by;
  int64_t first, last; /* units, counted from the year 0 or from 1970-01-01 */
  int64_t per_mark;    /* units that a mark is of */
  size_t n;            /* marks */
  uint64_t counts[MOST_MARKS];
} timeline;

/* Begins a line of dates between two, both included, of at most `columns` marks. */
void timeline_begin(timeline *line, qn_facet_by by, int64_t first_second, int64_t last_second, size_t columns);

/* Counts articles of a date. */
void timeline_add(timeline *line, int64_t second, uint64_t n_articles);

/* Appends the marks, a line, and below them what they show. */
void timeline_put(const timeline *line, qn__buffer *out, const cli_terminal *terminal);

#endif
