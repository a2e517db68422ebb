/* SPDX-License-Identifier: MIT */
/* characters.h: the Unicode properties of each character that words and sentences need, in one look-up.
 * The table is made by generate_tables.c from Unicode's own files when quern is built. */
#ifndef QN_CORE_TEXT_CHARACTERS_H
#define QN_CORE_TEXT_CHARACTERS_H

#include <stddef.h>
#include <stdint.h>

#include "base/portability.h"

/* The Word_Break property (UAX #29), with its values' names in Unicode's files. */
#define QN__WORD_BREAK_TABLE(X)                                                                                        \
  X(OTHER, "Other")                                                                                                    \
  X(CR, "CR")                                                                                                          \
  X(LF, "LF")                                                                                                          \
  X(NEWLINE, "Newline")                                                                                                \
  X(EXTEND, "Extend")                                                                                                  \
  X(ZWJ, "ZWJ")                                                                                                        \
  X(FORMAT, "Format")                                                                                                  \
  X(REGIONAL_INDICATOR, "Regional_Indicator")                                                                          \
  X(LETTER, "ALetter")                                                                                                 \
  X(HEBREW_LETTER, "Hebrew_Letter")                                                                                    \
  X(NUMERIC, "Numeric")                                                                                                \
  X(KATAKANA, "Katakana")                                                                                              \
  X(EXTEND_NUM_LET, "ExtendNumLet")                                                                                    \
  X(MID_LETTER, "MidLetter")                                                                                           \
  X(MID_NUM_LET, "MidNumLet")                                                                                          \
  X(MID_NUM, "MidNum")                                                                                                 \
  X(SINGLE_QUOTE, "Single_Quote")                                                                                      \
  X(DOUBLE_QUOTE, "Double_Quote")                                                                                      \
  X(SPACE, "WSegSpace")

/* The Sentence_Break property. */
#define QN__SENTENCE_BREAK_TABLE(X)                                                                                    \
  X(OTHER, "Other")                                                                                                    \
  X(CR, "CR")                                                                                                          \
  X(LF, "LF")                                                                                                          \
  X(SEPARATOR, "Sep")                                                                                                  \
  X(EXTEND, "Extend")                                                                                                  \
  X(FORMAT, "Format")                                                                                                  \
  X(SPACE, "Sp")                                                                                                       \
  X(LOWER, "Lower")                                                                                                    \
  X(UPPER, "Upper")                                                                                                    \
  X(LETTER, "OLetter")                                                                                                 \
  X(NUMERIC, "Numeric")                                                                                                \
  X(FULL_STOP, "ATerm")                                                                                                \
  X(TERMINATOR, "STerm")                                                                                               \
  X(CLOSE, "Close")                                                                                                    \
  X(CONTINUE, "SContinue")

/* The scripts that some stemmer reads; all others are one. */
#define QN__SCRIPT_TABLE(X)                                                                                            \
  X(OTHER, "Other")                                                                                                    \
  X(LATIN, "Latin")                                                                                                    \
  X(GREEK, "Greek")                                                                                                    \
  X(CYRILLIC, "Cyrillic")                                                                                              \
  X(ARMENIAN, "Armenian")                                                                                              \
  X(HEBREW, "Hebrew")                                                                                                  \
  X(ARABIC, "Arabic")                                                                                                  \
  X(DEVANAGARI, "Devanagari")                                                                                          \
  X(TAMIL, "Tamil")

typedef enum qn__word_break {
#define QN__WORD_BREAK_ENUM(name, text) QN__WB_##name,
  QN__WORD_BREAK_TABLE(QN__WORD_BREAK_ENUM)
#undef QN__WORD_BREAK_ENUM
} qn__word_break;

typedef enum qn__sentence_break {
#define QN__SENTENCE_BREAK_ENUM(name, text) QN__SB_##name,
  QN__SENTENCE_BREAK_TABLE(QN__SENTENCE_BREAK_ENUM)
#undef QN__SENTENCE_BREAK_ENUM
} qn__sentence_break;

typedef enum qn__script {
#define QN__SCRIPT_ENUM(name, text) QN__SCRIPT_##name,
  QN__SCRIPT_TABLE(QN__SCRIPT_ENUM)
#undef QN__SCRIPT_ENUM
} qn__script;

/* The properties of a character in 16 bits: word break (5), three flags, sentence break (4), script (4). */
enum {
  QN__IS_WORD = 1 << 5,         /* a letter, digit, ideograph, emoji or symbol: what makes a run of characters a word */
  QN__IS_PAIR = 1 << 6,         /* of a script without spaces; also QN__IS_WORD */
  QN__IS_PICTOGRAPHIC = 1 << 7, /* Extended_Pictographic */
  QN__SENTENCE_BREAK_SHIFT = 8,
  QN__SCRIPT_SHIFT = 12,
};

enum { QN__CHARACTER_ROW = 256 }; /* characters that share an entry of the index */

/* Generated. */
extern const uint8_t qn__character_index[0x110000 / QN__CHARACTER_ROW];
extern const uint16_t qn__character_rows[][QN__CHARACTER_ROW];
extern const char qn__unicode_version[]; /* "15.0.0" */

QN_ALWAYS_INLINE unsigned qn__character(uint32_t code_point) {
  return qn__character_rows[qn__character_index[code_point / QN__CHARACTER_ROW]][code_point % QN__CHARACTER_ROW];
}

QN_ALWAYS_INLINE qn__word_break qn__word_break_of(unsigned character) {
  return (qn__word_break)(character & 0x1f);
}

QN_ALWAYS_INLINE qn__sentence_break qn__sentence_break_of(unsigned character) {
  return (qn__sentence_break)(character >> QN__SENTENCE_BREAK_SHIFT & 0xf);
}

QN_ALWAYS_INLINE qn__script qn__script_of(unsigned character) {
  return (qn__script)(character >> QN__SCRIPT_SHIFT & 0xf);
}

#endif
