/* SPDX-License-Identifier: MIT */
/* boundaries.c: the sentences of UAX #29, whose rules are named SB3 to SB998 there, and what utf8proc knows of
 * graphemes and widths. */
#include "text/boundaries.h"

#include <utf8proc.h>

#include "text/characters.h"
#include "text/utf8.h"

#define BIT(name) (1u << QN__SB_##name)

enum {
  PARAGRAPHS = BIT(SEPARATOR) | BIT(CR) | BIT(LF),
  IGNORED = BIT(EXTEND) | BIT(FORMAT),
  ENDS = BIT(FULL_STOP) | BIT(TERMINATOR),
  LETTERS = BIT(LOWER) | BIT(UPPER) | BIT(LETTER),
};

typedef struct sentence_character {
  uint32_t code_point;
  unsigned bit; /* of its sentence break class */
  size_t end;
} sentence_character;

static sentence_character character_at(const char *text, size_t at) {
  unsigned size;
  uint32_t code_point = qn__utf8_decode(text + at, &size);
  return (sentence_character){code_point, 1u << qn__sentence_break_of(qn__character(code_point)), at + size};
}

/* --- Sentences ---------------------------------------------------------------------------------------------------- */

/* How far the end of a sentence has been read: its full stop, closing quotes and brackets, spaces. */
typedef enum progress { NO_END, STOP, CLOSE, SPACES } progress;

typedef struct left_context {
  unsigned raw;          /* the class of the very last character */
  unsigned last, before; /* of the last two that SB5 does not ignore */
  progress progress;
  unsigned stop;        /* the class of the full stop */
  unsigned before_stop; /* the class before it */
} left_context;

/* SB8: after a full stop, does a small letter come before any other letter or full stop? */
static bool small_letter_follows(const char *text, size_t size, size_t at) {
  while (at < size) {
    sentence_character c = character_at(text, at);
    if (c.bit & (LETTERS | PARAGRAPHS | ENDS))
      return c.bit & BIT(LOWER);
    at = c.end;
  }
  return false;
}

/* SB6 to SB11, after the end of a sentence. */
static bool ends_sentence(const left_context *left, const char *text, size_t size, size_t at,
                          const sentence_character *next) {
  bool full_stop = left->stop == BIT(FULL_STOP);
  if (full_stop && left->progress == STOP) {
    if (next->bit & BIT(NUMERIC)) /* SB6 */
      return false;
    if (left->before_stop & (BIT(UPPER) | BIT(LOWER)) && next->bit & BIT(UPPER)) /* SB7 */
      return false;
  }
  if (full_stop && small_letter_follows(text, size, at)) /* SB8 */
    return false;
  if (next->bit & (BIT(CONTINUE) | ENDS)) /* SB8a */
    return false;
  if (left->progress != SPACES && next->bit & BIT(CLOSE)) /* SB9 */
    return false;
  return !(next->bit & (BIT(SPACE) | PARAGRAPHS)); /* SB9, SB10, SB11 */
}

static bool is_boundary(const left_context *left, const char *text, size_t size, size_t at,
                        const sentence_character *next) {
  if (left->raw & PARAGRAPHS) /* SB3, SB4 */
    return !(left->raw & BIT(CR) && next->bit & BIT(LF));
  if (next->bit & IGNORED || left->progress == NO_END) /* SB5, SB998 */
    return false;
  return ends_sentence(left, text, size, at, next);
}

static void move_past(left_context *left, const sentence_character *c) {
  left->raw = c->bit;
  if (c->bit & IGNORED)
    return;
  left->before = left->last;
  left->last = c->bit;
  if (c->bit & ENDS) {
    left->progress = STOP;
    left->stop = c->bit;
    left->before_stop = left->before;
  } else if (left->progress != NO_END && left->progress != SPACES && c->bit & BIT(CLOSE)) {
    left->progress = CLOSE;
  } else if (left->progress != NO_END && c->bit & BIT(SPACE)) {
    left->progress = SPACES;
  } else if (!(c->bit & PARAGRAPHS)) {
    left->progress = NO_END;
  }
}

size_t qn__sentence_boundary(const char *text, size_t size, size_t offset) {
  left_context left = {0, 0, 0, NO_END, 0, 0};
  for (size_t at = offset; at < size;) {
    sentence_character c = character_at(text, at);
    if (at > offset && is_boundary(&left, text, size, at, &c))
      return at;
    move_past(&left, &c);
    at = c.end;
  }
  return size;
}

/* True for what stands before a name or a number with a full stop of its own. */
static bool is_abbreviation(const char *word, size_t size) {
  static const char *const words[] = {"Mr",  "Mrs", "Ms",   "Dr",  "Prof", "St", "Gen", "Gov", "Sen", "Rep", "Lt",
                                      "Col", "Sgt", "Capt", "Rev", "Hon",  "No", "Fig", "vs",  "al",  "cf"};
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
    if (strlen(words[i]) == size && memcmp(word, words[i], size) == 0)
      return true;
  return false;
}

/* True if the sentence that seems to end at `end` ends in an abbreviation, which rather goes on: the initials and
 * titles of `U.S. Treasury`, `J. Smith`, `Mr. Smith`. */
static bool ends_in_abbreviation(const char *text, size_t start, size_t end) {
  while (end > start && text[end - 1] == ' ')
    end--;
  if (end == start || text[end - 1] != '.')
    return false;
  size_t word_end = --end;
  while (end > start && ((text[end - 1] | 0x20) >= 'a' && (text[end - 1] | 0x20) <= 'z'))
    end--;
  if (end > start && (uint8_t)text[end - 1] >= 0x80)
    return false;
  return (word_end - end == 1 && text[end] <= 'Z') || is_abbreviation(text + end, word_end - end);
}

size_t qn__next_sentence(const char *text, size_t size, size_t offset) {
  size_t end = offset;
  do
    end = qn__sentence_boundary(text, size, end);
  while (end < size && ends_in_abbreviation(text, offset, end));
  return end;
}

/* --- Graphemes and widths ----------------------------------------------------------------------------------------- */

static size_t character_before(const char *text, size_t at) {
  do
    at--;
  while (at > 0 && qn__utf8_goes_on(text[at]));
  return at;
}

static utf8proc_int32_t code_point_at(const char *text, size_t at, size_t *end) {
  unsigned size;
  utf8proc_int32_t code_point = (utf8proc_int32_t)qn__utf8_decode(text + at, &size);
  *end = at + size;
  return code_point;
}

/* A boundary at or before `at`, a character's start: the first, going back, that two characters decide between
 * themselves.  A joiner decides by what stands before it; long runs (of flags, of marks) are followed only so far. */
static size_t sure_boundary(const char *text, size_t at) {
  enum { FAR = 1024, ZERO_WIDTH_JOINER = 0x200d };
  size_t end;
  for (unsigned n = 0; at > 0 && n < FAR; n++) {
    size_t before = character_before(text, at);
    utf8proc_int32_t last = code_point_at(text, before, &end);
    if (last != ZERO_WIDTH_JOINER && utf8proc_grapheme_break(last, code_point_at(text, at, &end)))
      return at;
    at = before;
  }
  return at;
}

size_t qn__grapheme_floor(const char *text, size_t size, size_t offset) {
  if (offset >= size)
    return size;
  while (offset > 0 && qn__utf8_goes_on(text[offset]))
    offset--;
  size_t boundary = sure_boundary(text, offset);
  utf8proc_int32_t state = 0;
  size_t end;
  utf8proc_int32_t last = code_point_at(text, boundary, &end);
  for (size_t at = end; at <= offset && at < size; at = end) {
    utf8proc_int32_t next = code_point_at(text, at, &end);
    if (utf8proc_grapheme_break_stateful(last, next, &state))
      boundary = at;
    last = next;
  }
  return boundary;
}

size_t qn__display_width(const char *text, size_t size) {
  size_t width = 0;
  for (size_t at = 0; at < size;) {
    int columns = utf8proc_charwidth(code_point_at(text, at, &at));
    width += columns > 0 ? (size_t)columns : 0;
  }
  return width;
}
