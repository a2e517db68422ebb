/* SPDX-License-Identifier: MIT */
/* language.h: the languages that have a stemmer.  A language's number is the space byte of the terms its stemmer makes,
 * and is part of the on-disk format: numbers are never reused. */
#ifndef QN_LANGUAGE_H
#define QN_LANGUAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
  QN__LANGUAGE_PLAIN = 1, /* words that no stemmer touches: "none", scripts without a stemmer, numbers, Han... */
  QN__LANGUAGE_FIRST = 2, /* the first with a stemmer */
  QN__LANGUAGE_LIMIT = 64,
};

/* The number for a BCP 47 tag ("en", "pt-BR"), an English name ("german") or "none", in any case; 0 if it is none that
 * has a stemmer. */
uint8_t qn__language_find(const char *name, size_t size);

/* The two- or three-letter code, "none" for QN__LANGUAGE_PLAIN, NULL for a number that stands for nothing. */
const char *qn__language_code(uint8_t language);

/* 32 bits that change when the stemmers or the Unicode tables behind terms do. */
uint32_t qn__text_fingerprint(void);

#endif
