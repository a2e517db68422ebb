/* SPDX-License-Identifier: MIT */
/* sample_texts.h: texts in many languages, to look for their words: made of Snowball's vocabularies and of characters
 * of scripts without spaces, or read from a file. */
#ifndef QN_TESTS_SUPPORT_SAMPLE_TEXTS_H
#define QN_TESTS_SUPPORT_SAMPLE_TEXTS_H

#include "support/scaffold.h"

typedef struct sample_text {
  char *text; /* runs of blanks are one space or line end */
  size_t size;
  char language[16];
} sample_text;

typedef struct sample_texts {
  sample_text *texts;
  size_t n;
} sample_texts;

/* Makes `n_each` texts for each language with a vocabulary and each script without spaces: words, compounds,
 * identifiers, numbers, names with suffixes.  Without snowball-data there are those of scripts alone. */
void sample_texts_make(sample_texts *out, size_t n_each, random_source *random);

/* Reads up to `max_each` articles a language from JSON Lines, compressed or not; false: the file cannot be read. */
bool sample_texts_read(sample_texts *out, const char *path, size_t max_each);

void sample_texts_free(sample_texts *texts);

#endif
