/* SPDX-License-Identifier: MIT */
/* extras.h: what else is a word found by?  Extra terms stand at the position of a word and do not count in the length:
 *   - a compound closed up, at its first part: wifi at wi-fi, httpproxy at http_proxy, information at infor-/mation,
 *     phd at Ph.D., Persian words divided by a zero-width non-joiner; of two to four parts, not all of them numbers.
 *     With a hyphen or underscore its form is as written (wi-fi), so that =wifi does not find it
 *   - the parts of an identifier, user at getUserName, and of a number with two dots or more, 192.168 at 192.168.10.1
 *     (word_parts.h)
 *   - a word with the signs that belong to its name: c++ at C++, .net at .NET
 *   - what an elided article stands before: été at l'été, in whatever language */
#ifndef QN_CORE_TEXT_EXTRAS_H
#define QN_CORE_TEXT_EXTRAS_H

#include "base/buffer.h"
#include "base/cancel.h"
#include "text/words.h"

enum {
  QN__COMPOUND_PARTS = 4,                                     /* of a compound that is closed up */
  QN__COMPOUND_SIZE = 64,                                     /* bytes of it */
  QN__COMPOUND_ROOM = QN__COMPOUND_SIZE + QN__COMPOUND_PARTS, /* with what joins its parts */
};

typedef enum qn__extra_kind {
  QN__EXTRA_COMPOUND, /* parts with a hyphen, an underscore or the like between them */
  QN__EXTRA_LINE_END, /* parts of which two were cut at the end of a line */
  QN__EXTRA_SIGNS,
  QN__EXTRA_PART, /* of an identifier */
  QN__EXTRA_NUMBER_PART,
  QN__EXTRA_ELISION, /* what follows an elided word */
} qn__extra_kind;

typedef struct qn__extra {
  uint32_t at;     /* the index of the word at whose position it stands */
  qn__word word;   /* in extras->text */
  int16_t start;   /* where in the text it is, counted from this word's start */
  uint8_t n_words; /* that a compound reaches over; 1: it ends after as many bytes as it has */
  uint8_t kind;    /* qn__extra_kind */
} qn__extra;

typedef struct qn__extras {
  qn__buffer found;  /* qn__extra each, in order of positions */
  qn__buffer text;   /* their bytes, and 16 more */
  qn__cancel cancel; /* asked now and then in a long text */
  bool cancelled;    /* it said so: the rest is not looked at */
} qn__extras;

/* Whether a word may have extras; true of few. */
bool qn__may_have_extras(const char *text, size_t size, const qn__word *word);

/* Finds the extras of the words of a text; replaces what was found before.  Failure (no memory) is the buffers'. */
void qn__extras_find(qn__extras *extras, const char *text, size_t size, const qn__word *words, size_t n_words);
void qn__extras_clear(qn__extras *extras);

/* The bytes of the text that an extra is made of; `words` as when it was found. */
void qn__extra_place(const qn__extra *extra, const qn__word *words, size_t *start, size_t *end);

/* Its kind in a word or two, for people. */
const char *qn__extra_kind_name(qn__extra_kind kind);

/* How many of the n words, from the first on, are a compound that is closed up; 0: none. */
size_t qn__compound_parts(const char *text, const qn__word *words, size_t n);

/* Writes a compound of n_parts words to `out`, which has QN__COMPOUND_ROOM bytes; returns its size.  It is a
 * QN__WORD_COMPOUND if hyphens or underscores join its parts, which stay; all else that does is left out. */
size_t qn__write_compound(char *out, const char *text, const qn__word *words, size_t n_parts, qn__word_kind *kind);

/* The bytes of a word with the signs of its name, if it has any: from *start to *end; else false. */
bool qn__signed_word(const char *text, size_t size, const qn__word *word, size_t *start, size_t *end);

#endif
