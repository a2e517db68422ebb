/* SPDX-License-Identifier: MIT */
/* word_breaks.c: the rules of UAX #29, named WB3 to WB16 there.  A rule looks at the character before the boundary, one
 * more before it, the character after, and for WB6, WB7b and WB12 one more after it, all without what WB4 ignores. */
#include "text/word_breaks.h"

#define BIT(name) QN__WB_BIT(QN__WB_##name)

enum {
  NEWLINES = BIT(CR) | BIT(LF) | BIT(NEWLINE),
  MID_LETTERS = BIT(MID_LETTER) | BIT(MID_NUM_LET) | BIT(SINGLE_QUOTE),
  MID_NUMBERS = BIT(MID_NUM) | BIT(MID_NUM_LET) | BIT(SINGLE_QUOTE),
};

/* The class of the first character at `at` or later that WB4 does not ignore. */
static uint32_t class_from(const char *text, size_t size, size_t at) {
  while (at < size) {
    qn__text_character c = qn__character_at(text, at);
    if (!(c.bit & QN__WB_IGNORED))
      return c.bit;
    at = c.end;
  }
  return BIT(OTHER);
}

static bool joins_letter(const qn__left_context *left, const char *text, size_t size, const qn__text_character *next) {
  if (next->bit & (QN__WB_LETTERS | BIT(NUMERIC) | BIT(EXTEND_NUM_LET))) /* WB5, WB9, WB13a */
    return true;
  if (next->bit & MID_LETTERS && class_from(text, size, next->end) & QN__WB_LETTERS) /* WB6 */
    return true;
  if (!(left->last & BIT(HEBREW_LETTER)))
    return false;
  if (next->bit & BIT(SINGLE_QUOTE)) /* WB7a */
    return true;
  return next->bit & BIT(DOUBLE_QUOTE) && class_from(text, size, next->end) & BIT(HEBREW_LETTER); /* WB7b */
}

static bool joins_number(const char *text, size_t size, const qn__text_character *next) {
  if (next->bit & (QN__WB_LETTERS | BIT(NUMERIC) | BIT(EXTEND_NUM_LET))) /* WB8, WB10, WB13a */
    return true;
  return next->bit & MID_NUMBERS && class_from(text, size, next->end) & BIT(NUMERIC); /* WB12 */
}

static bool joins_after_mid(const qn__left_context *left, const qn__text_character *next) {
  if (left->last & MID_LETTERS && left->before & QN__WB_LETTERS && next->bit & QN__WB_LETTERS) /* WB7 */
    return true;
  if (left->last & MID_NUMBERS && left->before & BIT(NUMERIC) && next->bit & BIT(NUMERIC)) /* WB11 */
    return true;
  return left->last & BIT(DOUBLE_QUOTE) && left->before & BIT(HEBREW_LETTER) &&
         next->bit & BIT(HEBREW_LETTER); /* WB7c */
}

/* WB5 to WB16, on what WB4 leaves. */
static bool joins_visible(const qn__left_context *left, const char *text, size_t size, const qn__text_character *next) {
  if (left->last & QN__WB_LETTERS)
    return joins_letter(left, text, size, next);
  if (left->last & BIT(NUMERIC))
    return joins_number(text, size, next);
  if (left->last & BIT(KATAKANA)) /* WB13, WB13a */
    return next->bit & (BIT(KATAKANA) | BIT(EXTEND_NUM_LET));
  if (left->last & BIT(EXTEND_NUM_LET)) /* WB13a, WB13b */
    return next->bit & (QN__WB_LETTERS | BIT(NUMERIC) | BIT(KATAKANA) | BIT(EXTEND_NUM_LET));
  if (left->last & BIT(REGIONAL_INDICATOR)) /* WB15, WB16 */
    return next->bit & BIT(REGIONAL_INDICATOR) && left->odd_indicators;
  return joins_after_mid(left, next);
}

static bool joins(const qn__left_context *left, const char *text, size_t size, const qn__text_character *next) {
  if (left->raw & QN__WB_LETTERS && next->bit & QN__WB_LETTERS) /* WB5, the common case first */
    return true;
  if (left->raw & BIT(CR) && next->bit & BIT(LF)) /* WB3 */
    return true;
  if ((left->raw | next->bit) & NEWLINES) /* WB3a, WB3b */
    return false;
  if (left->raw & BIT(ZWJ) && next->properties & QN__IS_PICTOGRAPHIC) /* WB3c */
    return true;
  if (left->raw & BIT(SPACE) && next->bit & BIT(SPACE)) /* WB3d */
    return true;
  if (next->bit & QN__WB_IGNORED) /* WB4 */
    return true;
  return joins_visible(left, text, size, next);
}

static void move_past(qn__left_context *left, const qn__text_character *c) {
  left->raw = c->bit;
  if (c->bit & QN__WB_IGNORED)
    return;
  left->odd_indicators =
      c->bit & BIT(REGIONAL_INDICATOR) && !(left->last & BIT(REGIONAL_INDICATOR) && left->odd_indicators);
  left->before = left->last;
  left->last = c->bit;
}

/* Returns the segment as it goes on to `limit`. */
QN_ALWAYS_INLINE qn__word_segment extended(qn__word_segment segment, const char *text, size_t size, size_t limit) {
  while (segment.end < size) {
    qn__text_character c = qn__character_at(text, segment.end);
    if (c.end > limit || !joins(&segment.left, text, size, &c))
      break;
    move_past(&segment.left, &c);
    segment.end = c.end;
    segment.classes |= c.bit;
    segment.pairs |= (c.properties & QN__IS_PAIR) != 0;
  }
  return segment;
}

qn__word_segment qn__word_segment_at(const char *text, size_t size, size_t offset, size_t max) {
  qn__text_character c = qn__character_at(text, offset);
  qn__left_context left = {c.bit, c.bit, BIT(OTHER), c.bit & BIT(REGIONAL_INDICATOR)};
  qn__word_segment segment = {c.end, c.bit, c.properties & QN__IS_PAIR, left};
  return extended(segment, text, size, offset + max);
}

void qn__word_segment_extend(qn__word_segment *segment, const char *text, size_t size, size_t limit) {
  *segment = extended(*segment, text, size, limit);
}

size_t qn__word_boundary(const char *text, size_t size, size_t offset) {
  return qn__word_segment_at(text, size, offset, size).end;
}
