/* SPDX-License-Identifier: MIT */
/* measures.h: how well a ranking serves its queries, by the usual measures of TREC.
 * Used by evaluate.c and by its test.  A table belongs to its caller and is freed with trec_free. */
#ifndef QN_TESTS_RELEVANCE_MEASURES_H
#define QN_TESTS_RELEVANCE_MEASURES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* One line of either file: what a document is worth to a query (qrels), or where it stands in its ranking (run). */
typedef struct trec_line {
  char *query, *document;
  long value; /* qrels: the relevance, above 0 if relevant; run: the rank, from 1 */
} trec_line;

typedef struct trec_table {
  trec_line *lines;
  size_t n_lines;
} trec_table;

/* Means over the judged queries that have a relevant document; a query that the run leaves out counts as 0. */
typedef struct measures {
  double ndcg_10; /* normalized discounted cumulative gain of the first 10: gain = relevance, discount = log2(rank+1) */
  double map;     /* mean average precision over the whole ranking */
  double p_10;    /* precision of the first 10 */
  double r_100;   /* recall of the first 100 */
  size_t n_queries;
} measures;

/* Lines of `query 0 document relevance` and of `query Q0 document rank score tag`.  The tables come back in the order
 * that measure needs.  False: a line is malformed, and *bad_line (from 1) is its number. */
bool trec_read_qrels(trec_table *out, FILE *in, size_t *bad_line);
bool trec_read_run(trec_table *out, FILE *in, size_t *bad_line);
void trec_free(trec_table *table);

measures measure(const trec_table *qrels, const trec_table *run);

#endif
