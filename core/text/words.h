/* SPDX-License-Identifier: MIT */
/* words.h: where the words of a text are.  Boundaries are those of UAX #29 (word_breaks.h), and then:
 *   - scripts without spaces, and Korean, give overlapping pairs of characters, and the last character of a run alone;
 *     a line break in wrapped text does not part a pair (unspaced.c);
 *   - dots, numbers, Hebrew quotes and small digits join as people write words, and a zero-width non-joiner divides
 *     Persian ones (word_rules.c);
 *   - underscores split; quotes at the ends of a word are left out;
 *   - a symbol is a word.
 * One word takes one position.  An ASCII fast path and the table-driven slow path give the same words.
 *
 * Every word's start that does not touch the word before it is a safe cut: scanning from there gives the same words. */
#ifndef QN_CORE_TEXT_WORDS_H
#define QN_CORE_TEXT_WORDS_H

#include "base/portability.h"

#include <stddef.h>

typedef enum qn__word_kind {
  QN__WORD_ASCII = 0,   /* letters, digits and joiners: ASCII bytes only */
  QN__WORD_UNICODE = 1, /* holds bytes above 0x7f */
  QN__WORD_PAIR = 2, /* two characters, or the last one, of a script without spaces or Korean; overlaps the next word */
  QN__WORD_SIGNED = 3,   /* ASCII with the signs of its name: C++, .NET; no scan finds it, see extras.h */
  QN__WORD_COMPOUND = 4, /* parts with - or _ between any two: a form of their closed term; no scan finds it either */
} qn__word_kind;

typedef struct qn__word {
  uint32_t offset; /* in the text, bytes */
  uint16_t size;
  uint8_t kind; /* qn__word_kind */
} qn__word;

#define QN__NON_JOINER "\xe2\x80\x8c" /* between Arabic letters it divides a word in two, as a hyphen does */

enum {
  QN__WORD_MAX = 255, /* bytes of a word; a longer one is cut at a character into several */
};

/* Finds up to `max` words from *cursor on and moves the cursor after them; 0 at the end of the text.  The text is valid
 * UTF-8 of less than 4 GiB; *cursor starts as 0 or at a safe cut. */
size_t qn__scan_words(const char *text, size_t size, size_t *cursor, qn__word *words, size_t max);

/* Moves the cursor after up to `max` words, as qn__scan_words does; returns how many there were. */
size_t qn__skip_words(const char *text, size_t size, size_t *cursor, size_t max);

/* The same without the fast path; for tests. */
size_t qn__scan_words_slow(const char *text, size_t size, size_t *cursor, qn__word *words, size_t max);

#endif
