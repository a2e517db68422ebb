/* SPDX-License-Identifier: MIT */
/* typed_samples.h: what a person may type of a text: words, parts of identifiers and numbers, runs of characters where
 * no spaces divide words.  It knows general categories and a few blocks of Unicode, and nothing of quern's words. */
#ifndef QN_TESTS_SUPPORT_TYPED_SAMPLES_H
#define QN_TESTS_SUPPORT_TYPED_SAMPLES_H

#include "support/scaffold.h"

typedef enum sample_kind {
  SAMPLE_WORD, /* from blank to blank, without the punctuation around it */
  SAMPLE_PART, /* of an identifier, a compound, or a number with two dots or more */
  SAMPLE_RUN,  /* 1 to 6 characters of a script without spaces, or of Korean */
  SAMPLE_KINDS
} sample_kind;

typedef struct typed_sample {
  size_t start, end; /* bytes of the text */
  sample_kind kind;
} typed_sample;

/* The samples that begin at a word chosen at random, `room` at most; `turkish`: what follows an apostrophe is a suffix,
 * and what goes before it a word.  Returns their number; 0: there was none, try again. */
size_t typed_samples(const char *text, size_t size, bool turkish, random_source *random, typed_sample *out,
                     size_t room);

/* Whether a character belongs to words: a letter, a digit or a mark. */
bool is_word_character(int32_t c);

#endif
