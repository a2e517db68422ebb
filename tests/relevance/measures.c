/* SPDX-License-Identifier: MIT */
/* measures.c: nDCG@10, average precision, P@10 and R@100, as trec_eval defines them.
 * One departure: the rank column orders a run, where trec_eval sorts by score and breaks ties by name. */
#include "measures.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { NDCG_DEPTH = 10, PRECISION_DEPTH = 10, RECALL_DEPTH = 100 };

static int by_query_and_document(const void *a, const void *b) {
  const trec_line *x = a, *y = b;
  int order = strcmp(x->query, y->query);
  return order ? order : strcmp(x->document, y->document);
}

static int by_query_and_rank(const void *a, const void *b) {
  const trec_line *x = a, *y = b;
  int order = strcmp(x->query, y->query);
  return order ? order : (x->value > y->value) - (x->value < y->value);
}

static int by_value_descending(const void *a, const void *b) {
  long x = *(const long *)a, y = *(const long *)b;
  return (x < y) - (x > y);
}

static void *must(void *memory) {
  if (!memory)
    abort();
  return memory;
}

static void append(trec_table *table, const char *query, const char *document, long value) {
  if ((table->n_lines & (table->n_lines - 1)) == 0) {
    size_t capacity = table->n_lines ? table->n_lines * 2 : 1;
    table->lines = must(realloc(table->lines, capacity * sizeof *table->lines));
  }
  table->lines[table->n_lines++] = (trec_line){must(strdup(query)), must(strdup(document)), value};
}

/* Reads `query IGNORED document value ...` lines; blank ones do not count. */
static bool read_lines(trec_table *out, FILE *in, size_t *bad_line) {
  trec_table table = {0};
  char *line = NULL;
  size_t capacity = 0, number = 0;
  bool fine = true;
  while (fine && getline(&line, &capacity, in) > 0) {
    char *rest = line, *fields[4];
    for (size_t i = 0; i < 4; i++)
      fields[i] = strtok_r(i ? NULL : line, " \t\r\n", &rest);
    number++;
    if (!fields[0])
      continue;
    char *end = fields[3];
    long value = fields[3] ? strtol(fields[3], &end, 10) : 0;
    fine = fields[3] && end != fields[3] && !*end;
    if (fine)
      append(&table, fields[0], fields[2], value);
  }
  free(line);
  if (!fine) {
    trec_free(&table);
    *bad_line = number;
    return false;
  }
  *out = table;
  return true;
}

static bool read_sorted(trec_table *out, FILE *in, size_t *bad_line, int (*compare)(const void *, const void *)) {
  if (!read_lines(out, in, bad_line))
    return false;
  if (out->n_lines)
    qsort(out->lines, out->n_lines, sizeof *out->lines, compare);
  return true;
}

bool trec_read_qrels(trec_table *out, FILE *in, size_t *bad_line) {
  return read_sorted(out, in, bad_line, by_query_and_document);
}

bool trec_read_run(trec_table *out, FILE *in, size_t *bad_line) {
  return read_sorted(out, in, bad_line, by_query_and_rank);
}

void trec_free(trec_table *table) {
  for (size_t i = 0; i < table->n_lines; i++) {
    free(table->lines[i].query);
    free(table->lines[i].document);
  }
  free(table->lines);
  *table = (trec_table){0};
}

/* The lines of one query: a stretch of a table, since both orders begin with the query. */
static trec_table lines_of(const trec_table *table, const char *query) {
  size_t low = 0, high = table->n_lines;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (strcmp(table->lines[middle].query, query) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  size_t end = low;
  while (end < table->n_lines && strcmp(table->lines[end].query, query) == 0)
    end++;
  return (trec_table){table->lines + low, end - low};
}

static long relevance(const trec_table *judged, const trec_line *retrieved) {
  trec_line *found = bsearch(retrieved, judged->lines, judged->n_lines, sizeof *judged->lines, by_query_and_document);
  return found && found->value > 0 ? found->value : 0;
}

static double discounted(long gain, size_t rank) {
  return (double)gain / log2((double)rank + 1);
}

/* The discounted gain of the best ranking there can be. */
static double ideal_gain(const trec_table *judged) {
  long *gains = must(malloc((judged->n_lines + 1) * sizeof *gains));
  for (size_t i = 0; i < judged->n_lines; i++)
    gains[i] = judged->lines[i].value > 0 ? judged->lines[i].value : 0;
  qsort(gains, judged->n_lines, sizeof *gains, by_value_descending);
  double sum = 0;
  for (size_t i = 0; i < judged->n_lines && i < NDCG_DEPTH; i++)
    sum += discounted(gains[i], i + 1);
  free(gains);
  return sum;
}

static void add_query(measures *sum, const trec_table *judged, const trec_table *retrieved, size_t n_relevant) {
  double gain = 0, precisions = 0;
  size_t hits = 0;
  for (size_t i = 0; i < retrieved->n_lines; i++) {
    size_t rank = i + 1;
    long worth = relevance(judged, &retrieved->lines[i]);
    if (!worth)
      continue;
    precisions += (double)++hits / (double)rank;
    if (rank <= NDCG_DEPTH)
      gain += discounted(worth, rank);
    if (rank <= PRECISION_DEPTH)
      sum->p_10 += 1.0 / PRECISION_DEPTH;
    if (rank <= RECALL_DEPTH)
      sum->r_100 += 1.0 / (double)n_relevant;
  }
  sum->ndcg_10 += gain / ideal_gain(judged);
  sum->map += precisions / (double)n_relevant;
  sum->n_queries++;
}

measures measure(const trec_table *qrels, const trec_table *run) {
  measures sum = {0};
  for (size_t i = 0; i < qrels->n_lines;) {
    trec_table judged = lines_of(qrels, qrels->lines[i].query);
    trec_table retrieved = lines_of(run, qrels->lines[i].query);
    size_t n_relevant = 0;
    for (size_t j = 0; j < judged.n_lines; j++)
      n_relevant += judged.lines[j].value > 0;
    if (n_relevant)
      add_query(&sum, &judged, &retrieved, n_relevant);
    i += judged.n_lines;
  }
  double n = sum.n_queries ? (double)sum.n_queries : 1;
  return (measures){sum.ndcg_10 / n, sum.map / n, sum.p_10 / n, sum.r_100 / n, sum.n_queries};
}
