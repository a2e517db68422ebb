/* SPDX-License-Identifier: MIT */
/* trained_codebook.c: words that are the rarer the higher their number. */
#include "support/trained_codebook.h"

#include "support/scaffold.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void put_trained_word(char word[8], unsigned number) {
  snprintf(word, 8, "w%03u", number % 1000);
}

/* Rounds of 1, 2, 3... words, from the first on. */
char *make_training_text(size_t size) {
  size_t room = size + TRAINED_WORDS * 5 + 8, at = 0;
  char *text = malloc(room), word[8];
  if (text == NULL)
    scaffold_failed("a text to train on", "no memory");
  for (unsigned most = 1; at < size; most = most % TRAINED_WORDS + 1)
    for (unsigned i = 0; i < most; i++) {
      put_trained_word(word, i);
      at += (size_t)snprintf(text + at, room - at, "%s ", word);
    }
  return text;
}

bool train_text(qn__store_trainer *trainer, const char *text) {
  size_t size = strlen(text), n = 0, found, cursor = 0;
  qn__word *words = calloc(size + 1, sizeof *words);
  if (words == NULL)
    scaffold_failed("a text to train on", "no memory");
  while ((found = qn__scan_words(text, size, &cursor, words + n, 1000)) > 0)
    n += found;
  bool goes_on = qn__store_train(trainer, (qn_string){text, size}, words, n);
  free(words);
  return goes_on;
}

qn__store_codebook *make_trained_codebook(void) {
  qn__store_trainer *trainer;
  qn__store_codebook *codebook = NULL;
  qn_error error;
  char *text = make_training_text(QN__TRAINING_MIN + 1000);
  if (qn__store_trainer_new(&trainer, &error) != QN_OK)
    scaffold_failed("a codebook", error.message);
  train_text(trainer, text);
  if (qn__store_codebook_new(&codebook, trainer, &error) != QN_OK || codebook == NULL)
    scaffold_failed("a codebook", "is not made");
  qn__store_trainer_free(trainer);
  free(text);
  return codebook;
}
