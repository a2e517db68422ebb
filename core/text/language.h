/* SPDX-License-Identifier: MIT */
/* language.h: the languages that have a number.  It is the language tag byte of the terms that the language's stemmer
 * makes, if there is one, and part of the on-disk format: numbers are never reused. */
#ifndef QN_CORE_TEXT_LANGUAGE_H
#define QN_CORE_TEXT_LANGUAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "text/characters.h"

enum {
  QN__LANGUAGE_PLAIN = 1, /* words that no stemmer touches: "none", scripts without a stemmer, numbers, Han... */
  QN__LANGUAGE_FIRST = 2, /* the first that is a language; libstemmer has those up to 29 */
  QN__LANGUAGE_DANISH = 6,
  QN__LANGUAGE_DUTCH = 7,
  QN__LANGUAGE_ENGLISH = 8,
  QN__LANGUAGE_FINNISH = 9,
  QN__LANGUAGE_GERMAN = 11,
  QN__LANGUAGE_HUNGARIAN = 14,
  QN__LANGUAGE_NORWEGIAN = 20,
  QN__LANGUAGE_SWEDISH = 26,
  QN__LANGUAGE_TURKISH = 28,
  QN__LANGUAGE_BULGARIAN = 30,
  QN__LANGUAGE_CZECH = 31,
  QN__LANGUAGE_POLISH = 32,
  QN__LANGUAGE_UKRAINIAN = 33,
  QN__LANGUAGE_LIMIT = 64,
};

/* The number for a BCP 47 tag ("en", "pt-BR"), an English name ("german") or "none", in any case; 0 if it has none. */
uint8_t qn__language_find(const char *name, size_t size);

/* The two- or three-letter code, "none" for QN__LANGUAGE_PLAIN, NULL for a number that stands for nothing. */
const char *qn__language_code(uint8_t language);

/* True if the words of the language are stemmed, by libstemmer or by a list of endings (endings.h). */
bool qn__language_has_stemmer(uint8_t language);

/* The name that libstemmer knows it by; NULL if libstemmer has no stemmer for the language. */
const char *qn__language_stemmer(uint8_t language);

/* libstemmer's stemmer of a language for which it has one; NULL: no memory.  The caller deletes it. */
struct sb_stemmer *qn__stemmer_new(uint8_t language);

/* True if the language has a stemmer that knows words of the script. */
bool qn__language_reads(uint8_t language, qn__script script);

/* True if the language's own words have Latin letters, or it is not known what they have: no other language's stemmer
 * takes them. */
bool qn__language_is_latin(uint8_t language);

/* True if words are folded before they are stemmed: the stemmer's alphabet has no marks, or it misses some of those
 * that are written. */
bool qn__language_folds_first(uint8_t language);

/* True if the language writes words together to make new ones: Hochspannungsnetzgerät. */
static inline bool qn__language_writes_compounds(uint8_t language) {
  const uint64_t compounding = UINT64_C(1) << QN__LANGUAGE_DANISH | UINT64_C(1) << QN__LANGUAGE_DUTCH |
                               UINT64_C(1) << QN__LANGUAGE_FINNISH | UINT64_C(1) << QN__LANGUAGE_GERMAN |
                               UINT64_C(1) << QN__LANGUAGE_HUNGARIAN | UINT64_C(1) << QN__LANGUAGE_NORWEGIAN |
                               UINT64_C(1) << QN__LANGUAGE_SWEDISH;
  return language < QN__LANGUAGE_LIMIT && (compounding >> language & 1) != 0;
}

enum { QN__ELISION_MAX = 8 }; /* letters of an elided word, without its apostrophe */

/* Whether small letters are what is left of an elided word before its apostrophe (l'homme), in the language or in any:
 * l, qu, quest. */
bool qn__language_elides(uint8_t language, const char *letters, size_t size);
bool qn__is_elision(const char *letters, size_t size);

/* 32 bits that change when the stemmers of these languages (bit i: language i) or the Unicode tables that terms depend
 * on change.  It runs those stemmers, so that opening an index costs nothing for languages it does not have. */
qn_status qn__text_fingerprint(uint32_t *out, uint64_t languages, qn_error *error);

#endif
