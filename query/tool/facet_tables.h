/* SPDX-License-Identifier: MIT */
/* facet_tables.h: the facets of an answer as tables, for formats that have tables. */
#ifndef QN_QUERY_TOOL_FACET_TABLES_H
#define QN_QUERY_TOOL_FACET_TABLES_H

#include "tool/answer.h"
#include "tool/output_format.h"

/* How a table is written; all texts are valid UTF-8. */
typedef struct facet_writer {
  void (*begin)(qn__buffer *out, qn_string name, qn_string caption);
  void (*row)(qn__buffer *out, qn_string value, uint64_t n_articles, uint64_t most); /* `most` is of the largest row */
  void (*end)(qn__buffer *out, uint64_t n_more);                                     /* values that are not shown */
} facet_writer;

/* Appends a table for each facet; nothing where no article matches. */
void put_facet_tables(const output *to, const search_answer *answer, const facet_writer *writer);

#endif
