/* SPDX-License-Identifier: MIT */
/* pipeline.c: a ring of jobs under one lock.  Jobs are pushed, run and taken in this order:
 *
 *     taken <= started <= pushed <= taken + n_jobs
 *
 * After a failure no further job is run or taken. */
#include "builder/pipeline.h"

#include "base/memory.h"

#include <pthread.h>

enum { STACK_SIZE = 1 << 20 }; /* of a thread; no more is needed, and memory limits count all of it */

typedef struct helper {
  qn__pipeline *pipeline;
  unsigned worker;
  pthread_t thread;
} helper;

struct qn__pipeline {
  qn__pipeline_work work;
  pthread_mutex_t lock;
  pthread_cond_t changed;
  unsigned n_jobs, n_helpers;
  uint64_t pushed, started, taken;
  bool *done; /* by job */
  bool taking, stopping;
  qn_status status; /* of the first failure */
  qn_error error;
  helper *helpers;
};

static void note_failure(qn__pipeline *pipeline, qn_status status, const qn_error *error) {
  if (status != QN_OK && pipeline->status == QN_OK) {
    pipeline->status = status;
    pipeline->error = *error;
  }
}

/* Takes what is ready.  The lock is held, but not while a job is being taken. */
static void take_ready(qn__pipeline *pipeline) {
  if (pipeline->taking)
    return;
  pipeline->taking = true;
  while (pipeline->taken < pipeline->started && pipeline->done[pipeline->taken % pipeline->n_jobs]) {
    unsigned job = (unsigned)(pipeline->taken % pipeline->n_jobs);
    qn_error error;
    if (pipeline->status == QN_OK) {
      pthread_mutex_unlock(&pipeline->lock);
      qn_status status = pipeline->work.take(pipeline->work.context, job, &error);
      pthread_mutex_lock(&pipeline->lock);
      note_failure(pipeline, status, &error);
    }
    pipeline->done[job] = false;
    pipeline->taken++;
    pthread_cond_broadcast(&pipeline->changed);
  }
  pipeline->taking = false;
}

/* Runs the next job.  The lock is held on entry and return. */
static void run_next(qn__pipeline *pipeline, unsigned worker) {
  unsigned job = (unsigned)(pipeline->started++ % pipeline->n_jobs);
  qn_error error;
  if (pipeline->status == QN_OK) {
    pthread_mutex_unlock(&pipeline->lock);
    qn_status status = pipeline->work.run(pipeline->work.context, worker, job, &error);
    pthread_mutex_lock(&pipeline->lock);
    note_failure(pipeline, status, &error);
  }
  pipeline->done[job] = true;
  take_ready(pipeline);
}

static void *help(void *context) {
  helper *self = context;
  qn__pipeline *pipeline = self->pipeline;
  pthread_mutex_lock(&pipeline->lock);
  while (!pipeline->stopping) {
    if (pipeline->started < pipeline->pushed)
      run_next(pipeline, self->worker);
    else
      pthread_cond_wait(&pipeline->changed, &pipeline->lock);
  }
  pthread_mutex_unlock(&pipeline->lock);
  return NULL;
}

static void start_helpers(qn__pipeline *pipeline, unsigned n) {
  pthread_attr_t attributes;
  if (pthread_attr_init(&attributes) != 0)
    return;
  pthread_attr_setstacksize(&attributes, STACK_SIZE);
  for (unsigned i = 0; i < n; i++) {
    helper *self = &pipeline->helpers[i];
    *self = (helper){.pipeline = pipeline, .worker = i + 1};
    if (pthread_create(&self->thread, &attributes, help, self) != 0)
      break;
    pipeline->n_helpers++;
  }
  pthread_attr_destroy(&attributes);
}

qn_status qn__pipeline_new(qn__pipeline **out, unsigned threads, unsigned n_jobs, const qn__pipeline_work *work,
                           qn_error *error) {
  qn__pipeline *pipeline = qn__calloc(1, sizeof *pipeline);
  if (pipeline == NULL)
    return qn__fail_memory(error);
  pipeline->work = *work;
  pipeline->n_jobs = n_jobs;
  pipeline->done = qn__calloc(n_jobs, sizeof *pipeline->done);
  pipeline->helpers = qn__calloc(threads, sizeof *pipeline->helpers);
  if (pipeline->done == NULL || pipeline->helpers == NULL) {
    qn__free(pipeline->done);
    qn__free(pipeline->helpers);
    qn__free(pipeline);
    return qn__fail_memory(error);
  }
  pthread_mutex_init(&pipeline->lock, NULL);
  pthread_cond_init(&pipeline->changed, NULL);
  start_helpers(pipeline, threads - 1);
  *out = pipeline;
  return QN_OK;
}

/* Helps, or waits, until at most `open` jobs are not yet taken; the lock is held. */
static qn_status wait_for(qn__pipeline *pipeline, uint64_t open, qn_error *error) {
  while (pipeline->pushed - pipeline->taken > open && pipeline->status == QN_OK) {
    if (pipeline->started < pipeline->pushed)
      run_next(pipeline, 0);
    else
      pthread_cond_wait(&pipeline->changed, &pipeline->lock);
  }
  if (pipeline->status != QN_OK && error != NULL)
    *error = pipeline->error;
  return pipeline->status;
}

qn_status qn__pipeline_slot(qn__pipeline *pipeline, unsigned *job, qn_error *error) {
  pthread_mutex_lock(&pipeline->lock);
  qn_status status = wait_for(pipeline, pipeline->n_jobs - 1, error);
  if (status == QN_OK)
    *job = (unsigned)(pipeline->pushed % pipeline->n_jobs);
  pthread_mutex_unlock(&pipeline->lock);
  return status;
}

void qn__pipeline_push(qn__pipeline *pipeline) {
  pthread_mutex_lock(&pipeline->lock);
  pipeline->pushed++;
  pthread_cond_broadcast(&pipeline->changed);
  pthread_mutex_unlock(&pipeline->lock);
}

qn_status qn__pipeline_drain(qn__pipeline *pipeline, qn_error *error) {
  pthread_mutex_lock(&pipeline->lock);
  qn_status status = wait_for(pipeline, 0, error);
  pthread_mutex_unlock(&pipeline->lock);
  return status;
}

void qn__pipeline_free(qn__pipeline *pipeline) {
  if (pipeline == NULL)
    return;
  pthread_mutex_lock(&pipeline->lock);
  pipeline->stopping = true;
  pthread_cond_broadcast(&pipeline->changed);
  pthread_mutex_unlock(&pipeline->lock);
  for (unsigned i = 0; i < pipeline->n_helpers; i++)
    pthread_join(pipeline->helpers[i].thread, NULL);
  pthread_cond_destroy(&pipeline->changed);
  pthread_mutex_destroy(&pipeline->lock);
  qn__free(pipeline->helpers);
  qn__free(pipeline->done);
  qn__free(pipeline);
}
