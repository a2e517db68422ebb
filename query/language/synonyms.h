/* SPDX-License-Identifier: MIT */
/* synonyms.h: words that mean the same, looked up as a query is parsed. */
#ifndef QN_QUERY_LANGUAGE_SYNONYMS_H
#define QN_QUERY_LANGUAGE_SYNONYMS_H

#include "base/buffer.h"
#include "quern.h"

enum {
  QN__SYNONYM_MAX_WORDS = 8, /* side by side, that have synonyms */
  QN__SYNONYM_MAX_KEY = 512, /* bytes of them */
};

/* What words are looked up by: without case, one space between any two. */
typedef struct qn__synonym_key {
  char text[QN__SYNONYM_MAX_KEY];
  size_t size;
} qn__synonym_key;

/* Appends a word to a key, which is empty at first; false if there is no room. */
bool qn__synonym_key_add(qn__synonym_key *key, const char *word, size_t size);

/* The most words that have synonyms together. */
unsigned qn__synonyms_longest(const qn_synonyms *synonyms);

/* The i-th of what stands for a key's words, from 0, words as they are written in the file; false after the last. */
bool qn__synonyms_get(const qn_synonyms *synonyms, const qn__synonym_key *key, size_t i, qn_string *out);

#endif
