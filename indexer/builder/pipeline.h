/* SPDX-License-Identifier: MIT */
/* pipeline.h: work that several threads do at once and whose results are taken in order.  Jobs are in a ring; `run` is
 * called for a job on any thread, `take` for one job after another in the order they were pushed, never two at a time.
 * The pushing thread helps when the ring is full: with one thread it does everything itself. */
#ifndef QN_INDEXER_BUILDER_PIPELINE_H
#define QN_INDEXER_BUILDER_PIPELINE_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct qn__pipeline qn__pipeline;

typedef struct qn__pipeline_work {
  /* `worker` is below the number of threads and of one thread at a time; `job` below the number of jobs. */
  qn_status (*run)(void *context, unsigned worker, unsigned job, qn_error *error);
  qn_status (*take)(void *context, unsigned job, qn_error *error);
  void *context;
} qn__pipeline_work;

/* Starts threads - 1 threads (fewer if the system refuses).  At most n_jobs jobs are between push and the end of their
 * take. */
qn_status qn__pipeline_new(qn__pipeline **out, unsigned threads, unsigned n_jobs, const qn__pipeline_work *work,
                           qn_error *error);

/* Waits for a job of the ring that is free, for the caller to fill.  Fails as the first failed job did. */
qn_status qn__pipeline_slot(qn__pipeline *pipeline, unsigned *job, qn_error *error);

/* Hands over the job last given out. */
void qn__pipeline_push(qn__pipeline *pipeline);

/* Waits until everything pushed has been taken. */
qn_status qn__pipeline_drain(qn__pipeline *pipeline, qn_error *error);

/* Ends the threads; jobs not yet run are dropped. */
void qn__pipeline_free(qn__pipeline *pipeline);

#endif
