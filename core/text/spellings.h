/* SPDX-License-Identifier: MIT */
/* spellings.h: how else may a word be typed?  The plain spellings of a form are what is left of it without its marks,
 * its apostrophes and the like: `informacion` of `información`, `obrien` of `O'Brien`, `mueller` of `Müller`.  A
 * stemmer may make another term of them.  So terms are variants of one another where a plain spelling of a form of one
 * has the other as its term, or where plain spellings of both have the same term. */
#ifndef QN_CORE_TEXT_SPELLINGS_H
#define QN_CORE_TEXT_SPELLINGS_H

#include "text/analyze.h"

enum { QN__SPELLINGS_MAX = 3 };

typedef struct qn__spelling {
  size_t size;
  char bytes[QN__FORM_MAX + 2]; /* a language tag byte, then the letters */
} qn__spelling;

/* Whether a form is letters and digits of ASCII alone, or a compound of such: then it has no other plain spelling. */
static inline bool qn__is_plainly_spelled(const char *form, size_t size) {
  size_t i = 0;
  while (i < size && (form[i] >= 'a' && form[i] <= 'z'))
    i++;
  while (i < size &&
         ((form[i] >= 'a' && form[i] <= 'z') || (form[i] >= '0' && form[i] <= '9') || form[i] == '-' || form[i] == '_'))
    i++;
  return i == size;
}

/* The plain spellings of a form whose term has this language tag byte, each once; the form itself is not among them.
 * Returns their number. */
size_t qn__plain_spellings(qn__spelling out[QN__SPELLINGS_MAX], uint8_t tag, const char *form, size_t size);

#endif
