/* SPDX-License-Identifier: MIT */
/* training.c: the thread that has the first batch trains, the others wait. */
#include "builder/training.h"

#include "builder/worker.h"

void qn__training_init(qn__training *training) {
  *training = (qn__training){.status = QN_OK};
  pthread_mutex_init(&training->lock, NULL);
  pthread_cond_init(&training->ended, NULL);
}

void qn__training_free_codebook(qn__training *training) {
  qn__store_codebook_free(training->codebook);
  training->codebook = NULL;
}

void qn__training_clear(qn__training *training) {
  qn__training_free_codebook(training);
  pthread_cond_destroy(&training->ended);
  pthread_mutex_destroy(&training->lock);
}

/* The dictionary for the store, from the first batch. */
static qn_status train(qn__training *training, const qn__batch *batch, const qn__cancel *cancel, qn_error *error) {
  qn__store_trainer *trainer = NULL;
  qn__buffer words;
  qn__buffer_init(&words);
  qn_status status = qn__store_trainer_new(&trainer, error);
  bool goes_on = true;
  for (uint32_t i = 0; status == QN_OK && goes_on && i < batch->n_articles; i++) {
    qn_string text = qn__batch_get(batch, i).text;
    size_t n_words;
    status = qn__all_words(&words, text, &n_words, cancel, error);
    if (status == QN_OK)
      goes_on = qn__store_train(trainer, text, QN__ARRAY(qn__word, &words), n_words);
  }
  qn__buffer_clear(&words);
  if (status == QN_OK)
    status = qn__store_codebook_new(&training->codebook, trainer, error);
  qn__store_trainer_free(trainer);
  return status;
}

qn_status qn__training_await(qn__training *training, const qn__batch *batch, const qn__cancel *cancel,
                             qn_error *error) {
  qn_status status = QN_OK;
  if (batch->first_doc == 0)
    status = train(training, batch, cancel, error);
  pthread_mutex_lock(&training->lock);
  if (batch->first_doc == 0) {
    training->has_ended = true;
    training->status = status;
    if (status != QN_OK && error != NULL)
      training->error = *error;
    pthread_cond_broadcast(&training->ended);
  }
  while (!training->has_ended)
    pthread_cond_wait(&training->ended, &training->lock);
  status = training->status;
  if (status != QN_OK && error != NULL)
    *error = training->error;
  pthread_mutex_unlock(&training->lock);
  return status;
}
