/* SPDX-License-Identifier: MIT */
/* budget.h: how the memory that indexing may use is divided. */
#ifndef QN_INDEXER_BUILDER_BUDGET_H
#define QN_INDEXER_BUILDER_BUDGET_H

#include "builder/worker.h"

enum { QN__MIN_MEMORY = 48 << 20, QN__DEFAULT_MEMORY = 256 << 20 };

typedef struct qn__budget {
  unsigned threads; /* as many as there is memory for */
  unsigned n_jobs;  /* batches in memory */
  size_t batch;     /* bytes of strings in one, about */
  size_t ordinary;  /* bytes that an article may need and still share the memory; see article_size.h */
  size_t keep;      /* bytes of a spool that stay in memory */
  qn__worker_limits limits;
} qn__budget;

/* Divides `memory` bytes among at most `threads` workers. */
void qn__budget_plan(qn__budget *budget, size_t memory, unsigned threads);

#endif
