/* SPDX-License-Identifier: MIT */
/* letters.h: here is a letter of a word as it is written: which is it without case, and which without its marks?
 * analyze.h and fold.h answer this for whole words. */
#ifndef QN_CORE_TEXT_LETTERS_H
#define QN_CORE_TEXT_LETTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A letter of ASCII in lower case; what else there is stays. */
static inline char qn__lower_ascii(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

enum {
  QN__LETTERS_MAX = 18, /* letters that case folding and NFKC make of one */
  QN__BARE_MAX = 2,     /* letters that one is without its marks: ß is ss */
};

/* The letter as forms have it, casefold(NFKC(c)): QN__LETTERS_MAX of them at most; returns their number. */
size_t qn__caseless_letters(uint32_t out[QN__LETTERS_MAX], uint32_t c);

/* A letter of a form without its marks: itself, if it has none; another letter; two letters; or nothing, for a mark
 * that people leave out, and for the tatweel.  Digits stay what they are, and Han characters too. */
size_t qn__bare_letters(uint32_t out[QN__BARE_MAX], uint32_t c);

/* The next letter above `after` whose bare one may be in [first, last], and the next mark above it that may be left
 * out; 0: there is none.  None is passed over, and few others are offered. */
uint32_t qn__next_marked_letter(uint32_t first, uint32_t last, uint32_t after);
uint32_t qn__next_mark(uint32_t after);

#endif
