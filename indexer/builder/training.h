/* SPDX-License-Identifier: MIT */
/* training.h: the store's dictionary is trained on the first batch of articles; no worker begins before. */
#ifndef QN_INDEXER_BUILDER_TRAINING_H
#define QN_INDEXER_BUILDER_TRAINING_H

#include "base/cancel.h"
#include "builder/batch.h"
#include "store/store.h"

#include <pthread.h>

typedef struct qn__training {
  pthread_mutex_t lock;
  pthread_cond_t ended;
  bool has_ended;
  qn_status status;
  qn_error error;
  qn__store_codebook *codebook; /* NULL: there is none, or it is not made yet */
} qn__training;

void qn__training_init(qn__training *training);
void qn__training_free_codebook(qn__training *training);
void qn__training_clear(qn__training *training);

/* Trains on the batch if it is the first, or waits until that is done. */
qn_status qn__training_await(qn__training *training, const qn__batch *batch, const qn__cancel *cancel, qn_error *error);

#endif
