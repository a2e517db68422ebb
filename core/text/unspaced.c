/* SPDX-License-Identifier: MIT */
/* unspaced.c: pairs of characters, each with its marks.  A line of such a script may end anywhere, so that one line
 * break means nothing; an empty line and an indentation by ideographic spaces begin a paragraph.  Korean has spaces
 * between words, for which a line break may stand. */
#include "text/unspaced.h"

#include "text/word_breaks.h"
#include "text/words.h"

enum {
  CHARACTER_MAX = 100, /* bytes of a character with its marks */
  WRAP_MAX = 50,       /* bytes of a line break with the blanks around it; both fit QN__WORD_MAX */
};

/* A vowel or last consonant of Hangul that is written in its letters: the rest of a syllable. */
static bool is_syllable_rest(uint32_t c) {
  return (c >= 0x1160 && c <= 0x11ff) || (c >= 0xd7b0 && c <= 0xd7ff);
}

bool qn__is_hangul(uint32_t c) {
  return (c >= 0xac00 && c <= 0xd7ff) || (c >= 0x1100 && c <= 0x11ff) || (c >= 0x3130 && c <= 0x318f) ||
         (c >= 0xa960 && c <= 0xa97f) || (c >= 0xffa0 && c <= 0xffdc);
}

bool qn__breaks_anywhere(uint32_t c) {
  return qn__character(c) & QN__IS_PAIR && !qn__is_hangul(c);
}

/* The end of the character at `start` with its marks. */
static size_t character_end(const char *text, size_t size, size_t start) {
  size_t limit = size - start > CHARACTER_MAX ? start + CHARACTER_MAX : size;
  size_t end = qn__character_at(text, start).end;
  while (end < limit) {
    qn__text_character c = qn__character_at(text, end);
    if (c.end > limit || !(c.bit & QN__WB_IGNORED || is_syllable_rest(c.code_point)))
      break;
    end = c.end;
  }
  return end;
}

static size_t blanks_end(const char *text, size_t limit, size_t at) {
  while (at < limit && (text[at] == ' ' || text[at] == '\t'))
    at++;
  return at;
}

size_t qn__find_wrap_end(const char *text, size_t size, size_t at, uint32_t before) {
  size_t limit = size - at > WRAP_MAX ? at + WRAP_MAX : size;
  size_t end = blanks_end(text, limit, at);
  if (end + 1 < limit && text[end] == '\r')
    end++;
  if (end >= limit || text[end] != '\n')
    return at;
  end = blanks_end(text, limit, end + 1);
  if (end == size || !qn__breaks_anywhere(before))
    return at;
  return qn__breaks_anywhere(qn__character_at(text, end).code_point) ? end : at;
}

size_t qn__find_pair_end(const char *text, size_t size, size_t start, size_t *next) {
  size_t end = character_end(text, size, start);
  *next = end;
  if (end == size)
    return end;
  size_t second = qn__find_wrap_end(text, size, end, qn__character_at(text, start).code_point);
  return qn__character_at(text, second).properties & QN__IS_PAIR ? character_end(text, size, second) : end;
}
