/* SPDX-License-Identifier: MIT */
/* analyze.h: from a word as written to its form and its term; the same for articles and queries.
 *
 *     word   as written                               Résumés
 *     form   casefold(NFKC(word)), joiners removed    résumés
 *     term   language tag byte, fold(stem(form))             \x02 resum
 */
#ifndef QN_CORE_TEXT_ANALYZE_H
#define QN_CORE_TEXT_ANALYZE_H

#include "base/status.h"
#include "text/language.h"
#include "text/words.h"

typedef struct qn__analyzer qn__analyzer; /* stemmers and scratch memory of one thread */

typedef struct qn__analyzed {
  const char *form; /* borrowed until the next call */
  size_t form_size; /* 1 to QN__FORM_MAX bytes */
  const char *term; /* begins with the language tag byte */
  size_t term_size; /* 2 to QN__FORM_MAX + 1 bytes */
} qn__analyzed;

enum { QN__FORM_MAX = 1023 };

qn_status qn__analyzer_new(qn__analyzer **out, qn_error *error);
void qn__analyzer_free(qn__analyzer *analyzer);

/* Analyses a word of an article in `language` of an index whose default is `default_language` (whose stemmer
 * takes words in Latin letters where `language` is written in others).  A stemmer sees only words of its own script. */
qn_status qn__analyze(qn__analyzer *analyzer, const char *word, size_t size, qn__word_kind kind, uint8_t language,
                      uint8_t default_language, qn__analyzed *out, qn_error *error);

/* The term of a form: of a word whose term has this language tag byte.  Sets only the term. */
qn_status qn__analyze_form(qn__analyzer *analyzer, uint8_t tag, const char *form, size_t size, qn__analyzed *out,
                           qn_error *error);

/* The bytes of a Turkish form before its suffixes, which an apostrophe parts from a name; all if there is none.  One
 * after a single letter does not: O'Brien. */
size_t qn__turkish_name_size(const char *form, size_t size);

#endif
