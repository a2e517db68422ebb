/* SPDX-License-Identifier: MIT */
/* reference_extras.h: the strings that extra terms are made of, and the plain spellings of a form, by the rules of
 * index-data/FORMAT.md and nothing else.  Folding is the library's, which has tests of its own. */
#ifndef QN_TESTS_REFERENCE_REFERENCE_EXTRAS_H
#define QN_TESTS_REFERENCE_REFERENCE_EXTRAS_H

#include "reference/reference_text.h"

enum { REFERENCE_EXTRA_MAX = 512, REFERENCE_SPELLINGS_MAX = 3, REFERENCE_FORM_MAX = 1023 };

/* Which rule a string is by. */
typedef enum reference_rule {
  REFERENCE_COMPOUND,
  REFERENCE_ELISION,
  REFERENCE_NUMBER,
  REFERENCE_PART,
  REFERENCE_SIGNS,
  REFERENCE_RULES,
} reference_rule;

typedef struct reference_extra {
  size_t at; /* the index of the word that it stands at */
  reference_rule rule;
  size_t size;
  char bytes[REFERENCE_EXTRA_MAX];
} reference_extra;

/* Finds the strings of a text with these words, at most `max`; returns how many. */
size_t reference_extras(const char *text, size_t size, const reference_word *words, size_t n_words,
                        reference_extra *extras, size_t max);

typedef struct reference_spelling {
  uint8_t tag;
  size_t size;
  char bytes[REFERENCE_FORM_MAX + 1];
} reference_spelling;

/* The plain spellings of a form whose term has this tag, each once; returns how many. */
size_t reference_spellings(reference_spelling out[REFERENCE_SPELLINGS_MAX], uint8_t tag, const char *form, size_t size);

#endif
