/* SPDX-License-Identifier: MIT */
/* word_parts.h: which parts of one word are words of their own?  Those of an identifier or of a number with dots, and
 * what an elided word stands before. */
#ifndef QN_CORE_TEXT_WORD_PARTS_H
#define QN_CORE_TEXT_WORD_PARTS_H

#include <stdbool.h>

#include "text/words.h"

enum { QN__WORD_PARTS_MAX = 8 }; /* further ones are left out */

typedef enum qn__part_kind {
  QN__PART_IDENTIFIER, /* User of getUserName, python of python3.11, км of 5км, DNA of DNAमें */
  QN__PART_NUMBER,     /* 192 or 192.168 of 192.168.10.1 */
  QN__PART_ELISION,    /* été of l'été */
} qn__part_kind;

typedef struct qn__word_part {
  uint8_t start, end; /* bytes of the word */
  uint8_t kind;       /* qn__part_kind */
} qn__word_part;

/* Kinds of characters, for a quick look at a word: few have parts. */
enum {
  QN__KIND_SMALL = 1,
  QN__KIND_CAPITAL = 2,
  QN__KIND_LETTER = 4, /* without case */
  QN__KIND_DIGIT = 8,
  QN__KIND_POINT = 16, /* a dot or a comma: of a number, if digits are around it */
  QN__KIND_APOSTROPHE = 32,
};
extern const uint8_t qn__ascii_kinds[256];

/* Whether a word with such characters may be an identifier: capitals beside small letters after its first character, or
 * letters beside digits. */
QN_ALWAYS_INLINE bool qn__may_be_identifier(unsigned all, unsigned after_first) {
  const unsigned cases = QN__KIND_SMALL | QN__KIND_CAPITAL;
  return (after_first & cases) == cases || ((all & QN__KIND_DIGIT) && (all & (cases | QN__KIND_LETTER)));
}

/* Whether a word that is not ASCII may have parts. */
bool qn__may_have_parts_beyond_ascii(const char *word, size_t size);

/* Whether a word that is not a pair may have parts. */
QN_ALWAYS_INLINE bool qn__may_have_parts(const char *word, size_t size, qn__word_kind kind) {
  if (kind != QN__WORD_ASCII)
    return qn__may_have_parts_beyond_ascii(word, size);
  unsigned after_first = 0;
  for (size_t i = 1; i < size; i++)
    after_first |= qn__ascii_kinds[(uint8_t)word[i]];
  const unsigned all = after_first | qn__ascii_kinds[(uint8_t)*word];
  return (all & (QN__KIND_APOSTROPHE | QN__KIND_POINT)) || qn__may_be_identifier(all, after_first);
}

/* Finds the parts of a word that may have some; returns their number. */
size_t qn__find_word_parts(const char *word, size_t size, qn__word_part parts[QN__WORD_PARTS_MAX]);

#endif
