/* SPDX-License-Identifier: MIT */
/* reference_text.h: the words of a text and the fingerprint of languages, by the rules of index-data/FORMAT.md and
 * nothing else.  Word boundaries of UAX #29 and the properties of characters are the library's, which are tested
 * against the files of Unicode. */
#ifndef QN_TESTS_REFERENCE_REFERENCE_TEXT_H
#define QN_TESTS_REFERENCE_REFERENCE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct reference_word {
  size_t start, end; /* bytes of the text */
  bool pair;
} reference_word;

/* Finds the words of a text of valid UTF-8, at most `max`; returns how many. */
size_t reference_words(const char *text, size_t size, reference_word *words, size_t max);

/* The fingerprint of a set of languages (bit i: language i), computed with the table in the document. */
uint32_t reference_fingerprint(const char *document, uint64_t languages);

#endif
