/* SPDX-License-Identifier: MIT */
/* run_list.h: the runs of a segment under construction, filled by all workers. */
#ifndef QN_INDEXER_BUILDER_RUN_LIST_H
#define QN_INDEXER_BUILDER_RUN_LIST_H

#include "builder/run.h"

#include <pthread.h>

typedef struct qn__run_list {
  pthread_mutex_t lock;
  qn__spool spool;
  qn__buffer runs; /* qn__run each */
} qn__run_list;

void qn__run_list_init(qn__run_list *list, const char *dir, size_t keep);
void qn__run_list_clear(qn__run_list *list);

/* Adds a run and its bytes; any thread may. */
qn_status qn__run_list_add(qn__run_list *list, const qn__run *run, const qn__buffer *bytes, qn_error *error);

/* All runs in order of their articles, and where their bytes are.  No thread may add runs meanwhile. */
qn_status qn__run_list_read(qn__run_list *list, const qn__run **runs, uint32_t *n_runs, const uint8_t **spool,
                            qn_error *error);

/* Finds the last article with this id; false if there is none. */
bool qn__run_list_find(const qn__run *runs, uint32_t n_runs, const uint8_t *spool, qn_string id, uint32_t *doc);

/* Visits all ids in order, each with the last article that has it, after `dead` was called for the articles before
 * that. */
typedef struct qn__id_visitor {
  qn_status (*dead)(void *context, uint32_t doc, qn_error *error);
  void (*id)(void *context, qn_string id, uint32_t doc);
  void *context;
} qn__id_visitor;

qn_status qn__run_list_each_id(const qn__run *runs, uint32_t n_runs, const uint8_t *spool,
                               const qn__id_visitor *visitor, qn_error *error);

#endif
