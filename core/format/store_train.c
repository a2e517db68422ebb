/* SPDX-License-Identifier: MIT */
/* store_train.c: chooses the words that a segment's texts are written with. */
#include "format/store.h"

#include "base/memory.h"

struct qn__store_trainer {
  uint64_t seen;
};

struct qn__store_dictionary {
  uint32_t n_entries;
};

qn_status qn__store_trainer_new(qn__store_trainer **out, qn_error *error) {
  qn__store_trainer *trainer = qn__calloc(1, sizeof *trainer);
  if (trainer == NULL)
    return qn__fail_memory(error);
  *out = trainer;
  return QN_OK;
}

void qn__store_trainer_free(qn__store_trainer *trainer) {
  qn__free(trainer);
}

bool qn__store_train(qn__store_trainer *trainer, qn_string text, const qn__word *words, size_t n_words) {
  (void)words;
  (void)n_words;
  trainer->seen += text.size;
  return trainer->seen < QN__TRAINING_SIZE;
}

qn_status qn__store_dictionary_new(qn__store_dictionary **out, qn__store_trainer *trainer, qn_error *error) {
  (void)trainer;
  (void)error;
  *out = NULL;
  return QN_OK;
}

void qn__store_dictionary_free(qn__store_dictionary *dictionary) {
  qn__free(dictionary);
}

void qn__store_dictionary_write(const qn__store_dictionary *dictionary, qn__output *output) {
  (void)dictionary;
  (void)output;
}
