/* SPDX-License-Identifier: MIT */
/* trained_codebook.h: a store's codebook whose entries a test knows. */
#ifndef QN_TESTS_SUPPORT_TRAINED_CODEBOOK_H
#define QN_TESTS_SUPPORT_TRAINED_CODEBOOK_H

#include "store/store_word_codes.h"

enum { TRAINED_WORDS = 200 };

/* "w000" to "w199". */
void put_trained_word(char word[8], unsigned number);

/* A text of at least `size` bytes that has the word of number 0 most often, then that of number 1..., each with a space
 * before and after it; on the heap. */
char *make_training_text(size_t size);

/* Feeds a text and its words; false: no more is needed. */
bool train_text(qn__store_trainer *trainer, const char *text);

/* Of a training text: entry i is the word of number i. */
qn__store_codebook *make_trained_codebook(void);

#endif
