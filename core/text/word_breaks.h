/* SPDX-License-Identifier: MIT */
/* word_breaks.h: the word boundaries of UAX #29 as they stand; words.h makes quern's words of them. */
#ifndef QN_CORE_TEXT_WORD_BREAKS_H
#define QN_CORE_TEXT_WORD_BREAKS_H

#include <stdbool.h>
#include <stddef.h>

#include "text/characters.h"
#include "text/utf8.h"

/* Sets of word break classes are bit masks. */
#define QN__WB_BIT(class) (1u << (class))
#define QN__WB_LETTERS (QN__WB_BIT(QN__WB_LETTER) | QN__WB_BIT(QN__WB_HEBREW_LETTER))
#define QN__WB_IGNORED (QN__WB_BIT(QN__WB_EXTEND) | QN__WB_BIT(QN__WB_FORMAT) | QN__WB_BIT(QN__WB_ZWJ))

typedef struct qn__text_character {
  uint32_t code_point;
  unsigned properties; /* see characters.h */
  uint32_t bit;        /* of its word break class */
  size_t end;          /* offset of what follows */
} qn__text_character;

QN_ALWAYS_INLINE qn__text_character qn__character_at(const char *text, size_t at) {
  qn__text_character c;
  unsigned size;
  c.code_point = qn__utf8_decode(text + at, &size);
  c.properties = qn__character(c.code_point);
  c.bit = QN__WB_BIT(qn__word_break_of(c.properties));
  c.end = at + size;
  return c;
}

/* What comes before a possible boundary. */
typedef struct qn__left_context {
  uint32_t raw;          /* the class of the very last character */
  uint32_t last, before; /* of the last two that WB4 does not ignore */
  bool odd_indicators;   /* `last` ends an odd number of regional indicators */
} qn__left_context;

/* What lies between two boundaries. */
typedef struct qn__word_segment {
  size_t end;
  uint32_t classes;      /* the word break classes seen in it */
  bool pairs;            /* it holds characters of scripts without spaces */
  qn__left_context left; /* of its end */
} qn__word_segment;

/* The segment that begins at `offset` < size, a boundary, as if the text broke after `max` bytes. */
qn__word_segment qn__word_segment_at(const char *text, size_t size, size_t offset, size_t max);

/* Goes on with a segment that was found as if the text broke earlier: now it breaks at `limit`. */
void qn__word_segment_extend(qn__word_segment *segment, const char *text, size_t size, size_t limit);

/* The first boundary after `offset` < size, a boundary. */
size_t qn__word_boundary(const char *text, size_t size, size_t offset);

#endif
