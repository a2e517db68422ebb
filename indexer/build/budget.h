/* SPDX-License-Identifier: MIT */
/* budget.h: how the memory that indexing may use is divided. */
#ifndef QN_BUDGET_H
#define QN_BUDGET_H

#include "build/worker.h"

enum { QN__MIN_MEMORY = 48 << 20, QN__DEFAULT_MEMORY = 256 << 20 };

typedef struct qn__budget {
  unsigned threads; /* that there is memory for */
  unsigned n_jobs;  /* batches in memory */
  size_t batch;     /* bytes of strings in one, about */
  size_t article;   /* bytes that one article may need; see qn__article_memory */
  size_t keep;      /* bytes of a spool that stay in memory */
  qn__worker_limits limits;
} qn__budget;

/* Divides `memory` bytes among at most `threads` workers. */
void qn__budget_plan(qn__budget *budget, size_t memory, unsigned threads);

/* Bytes of heap that indexing an article takes beside what a batch takes anyway: its strings, its words and their terms
 * and positions, its compressed form. */
static inline size_t qn__article_memory(size_t string_bytes, size_t n_words) {
  return string_bytes * 2 + n_words * 20;
}

#endif
