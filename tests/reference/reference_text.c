/* SPDX-License-Identifier: MIT */
/* reference_text.c: FORMAT.md's "Words" and "Fingerprint", slow and obvious. */
#include "reference/reference_text.h"

#include <libstemmer.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "reference/reference_parts.h"
#include "text/word_breaks.h"

/* --- words -------------------------------------------------------------------------------------------------------- */

enum { WORD_MAX = 255, PAIR_MAX = 127 };

typedef struct character {
  uint32_t code_point;
  size_t start, end; /* bytes */
  bool starter, unspaced, ignored, rest, letter, digit, joiner, low_line;
} character;

typedef struct scan {
  const char *text;
  size_t size;
  character *characters;
  size_t n;
} scan;

static bool is_class(unsigned bit, qn__word_break class) {
  return bit == QN__WB_BIT(class);
}

static character character_at(const char *text, size_t start) {
  qn__text_character c = qn__character_at(text, start);
  bool low_line = is_class(c.bit, QN__WB_EXTEND_NUM_LET);
  return (character){
      .code_point = c.code_point,
      .start = start,
      .end = c.end,
      .starter = c.properties & QN__IS_WORD,
      .unspaced = c.properties & QN__IS_PAIR,
      .ignored = is_class(c.bit, QN__WB_EXTEND) || is_class(c.bit, QN__WB_FORMAT) || is_class(c.bit, QN__WB_ZWJ),
      .rest = (c.code_point >= 0x1160 && c.code_point <= 0x11ff) || (c.code_point >= 0xd7b0 && c.code_point <= 0xd7ff),
      .letter = is_class(c.bit, QN__WB_LETTER) || is_class(c.bit, QN__WB_HEBREW_LETTER),
      .digit = is_class(c.bit, QN__WB_NUMERIC),
      .joiner = low_line || is_class(c.bit, QN__WB_MID_LETTER) || is_class(c.bit, QN__WB_MID_NUM_LET) ||
                is_class(c.bit, QN__WB_MID_NUM) || is_class(c.bit, QN__WB_SINGLE_QUOTE) ||
                is_class(c.bit, QN__WB_DOUBLE_QUOTE),
      .low_line = low_line,
  };
}

static bool is_one_of(uint32_t code_point, const uint32_t *list) {
  while (*list != 0 && *list != code_point)
    list++;
  return *list != 0;
}

static bool is_dot(uint32_t code_point) {
  static const uint32_t dots[] = {'.', 0x2024, 0xfe52, 0xff0e, 0};
  return is_one_of(code_point, dots);
}

static bool is_colon(uint32_t code_point) {
  static const uint32_t colons[] = {':', 0xfe13, 0xfe55, 0xff1a, 0};
  return is_one_of(code_point, colons);
}

static bool is_separator(uint32_t code_point) {
  static const uint32_t separators[] = {',', '\'', 0x2019, 0x066c, 0xff0c, 0x202f, 0};
  return is_one_of(code_point, separators);
}

/* The first character from i on that is not ignored, or `end`. */
static size_t after_ignored(const scan *s, size_t i, size_t end) {
  while (i < end && s->characters[i].ignored)
    i++;
  return i;
}

/* The character after the unspaced one at i and those that belong to it. */
static size_t after_unspaced(const scan *s, size_t i) {
  size_t limit = s->characters[i].start + PAIR_MAX;
  for (i++; i < s->n && (s->characters[i].ignored || s->characters[i].rest) && s->characters[i].end <= limit;)
    i++;
  return i;
}

/* The end of the segment that begins at character i, as a character. */
static size_t segment_end(const scan *s, size_t i) {
  size_t start = s->characters[i].start, boundary = start + qn__word_boundary(s->text + start, s->size - start, 0);
  size_t end = i + 1;
  while (end < s->n && s->characters[end].end <= boundary && s->characters[end].end - start <= WORD_MAX)
    end++;
  return end;
}

/* The character after the acronym at `first`; `first` if there is none. */
static size_t after_acronym(const scan *s, size_t first, size_t end) {
  size_t n_letters = 0, after = first;
  for (size_t i = first; i < end && s->characters[i].letter && !s->characters[i].unspaced;) {
    size_t next = after_ignored(s, i + 1, end);
    bool dot = next < s->n && is_dot(s->characters[next].code_point) &&
               s->characters[next].end - s->characters[first].start <= WORD_MAX;
    if (!dot && next < end)
      break;
    n_letters++;
    after = dot ? next + 1 : next;
    i = dot ? after_ignored(s, after, end) : end;
  }
  return n_letters >= 2 ? after : first;
}

static size_t after_digits(const scan *s, size_t i, size_t end) {
  while (i < end && s->characters[i].digit)
    i++;
  return i;
}

/* The character after the thousands at `first`; `first` if there are none. */
static size_t after_thousands(const scan *s, size_t first, size_t end) {
  size_t at = after_digits(s, first, end);
  if (at == first || at - first > 3)
    return first;
  while (at < end && is_separator(s->characters[at].code_point) && after_digits(s, at + 1, end) == at + 4)
    at += 4;
  return at;
}

static bool joins(const character *joiner, bool after_digit) {
  if (joiner->low_line)
    return false;
  return after_digit ? is_dot(joiner->code_point) : !is_dot(joiner->code_point) && !is_colon(joiner->code_point);
}

/* The character after the word that begins the segment from `first` to `end`. */
static size_t after_word(const scan *s, size_t first, size_t end) {
  size_t acronym = after_acronym(s, first, end);
  bool is_whole = true;
  for (size_t i = first; i < end; i++)
    is_whole &= !s->characters[i].joiner && !s->characters[i].unspaced;
  if (is_whole)
    return end;
  if (acronym > first)
    return acronym;
  size_t after = after_thousands(s, first, end);
  bool after_digit = after > first;
  for (size_t i = after; i < end && !s->characters[i].unspaced;) {
    const character *c = &s->characters[i];
    if (c->joiner && !joins(c, after_digit))
      break;
    if (c->joiner) {
      i = after_ignored(s, i + 1, end);
      continue;
    }
    if (!c->ignored)
      after_digit = c->digit;
    after = ++i;
  }
  return after;
}

static size_t scan_words(const scan *s, reference_word *words, size_t max) {
  size_t n = 0;
  for (size_t i = 0, after; i < s->n && n < max;) {
    if (!s->characters[i].starter) {
      i++;
      continue;
    }
    size_t next = after = s->characters[i].unspaced ? after_unspaced(s, i) : after_word(s, i, segment_end(s, i));
    if (s->characters[i].unspaced && after < s->n && s->characters[after].unspaced)
      after = after_unspaced(s, after);
    words[n++] = (reference_word){s->characters[i].start, s->characters[after - 1].end};
    i = next;
  }
  return n;
}

size_t reference_words(const char *text, size_t size, reference_word *words, size_t max) {
  scan s = {text, size, calloc(size + 1, sizeof(character)), 0};
  reference_require(s.characters != NULL, "no memory");
  for (size_t at = 0; at < size; at = s.characters[s.n++].end)
    s.characters[s.n] = character_at(text, at);
  size_t n = scan_words(&s, words, max);
  free(s.characters);
  return n;
}

/* --- fingerprint -------------------------------------------------------------------------------------------------- */

static const uint64_t constant_a = UINT64_C(0x9e3779b97f4a7c15), constant_b = UINT64_C(0xd1b54a32d192ed03);

static uint64_t number_at(const uint8_t *p, unsigned size) {
  uint64_t value = 0;
  for (unsigned i = 0; i < size; i++)
    value |= (uint64_t)p[i] << 8 * i;
  return value;
}

/* The upper xor the lower half of a product of 128 bits, which is added up from four of 64. */
static uint64_t fold_product(uint64_t x, uint64_t y) {
  uint64_t x0 = (uint32_t)x, x1 = x >> 32, y0 = (uint32_t)y, y1 = y >> 32;
  uint64_t middle = x1 * y0 + (x0 * y0 >> 32), middle_low = (uint32_t)middle + x0 * y1;
  uint64_t upper = x1 * y1 + (middle >> 32) + (middle_low >> 32), lower = middle_low << 32 | (uint32_t)(x0 * y0);
  return upper ^ lower;
}

static uint64_t hash(const void *bytes, size_t size, uint64_t seed) {
  const uint8_t *p = bytes;
  uint64_t h = seed ^ size * constant_a, a = 0, b = 0;
  for (; size >= 16; size -= 16, p += 16)
    h = fold_product(number_at(p, 8) ^ h ^ constant_a, number_at(p + 8, 8) ^ constant_b);
  if (size >= 8) {
    a = number_at(p, 8);
    b = number_at(p + size - 8, 8);
  } else if (size >= 4) {
    a = number_at(p, 4);
    b = number_at(p + size - 4, 4);
  } else if (size > 0) {
    a = (uint64_t)p[0] * 65536 + (uint64_t)p[size / 2] * 256 + p[size - 1];
  }
  return fold_product(a ^ h ^ constant_a, b ^ h ^ constant_b);
}

static uint64_t hash_stem(const char *name, const char *probe, uint64_t h) {
  struct sb_stemmer *stemmer = sb_stemmer_new(name, "UTF_8");
  if (stemmer == NULL)
    return ~h;
  const sb_symbol *stem = sb_stemmer_stem(stemmer, (const sb_symbol *)probe, (int)strlen(probe));
  h = hash(stem, (size_t)sb_stemmer_length(stemmer), h);
  sb_stemmer_delete(stemmer);
  return h;
}

uint32_t reference_fingerprint(const char *document, uint64_t languages) {
  const char *line = strstr(document, "| language | stemmer | probe |");
  reference_require(line != NULL, "the document has no table of stemmers");
  uint64_t h = hash(qn__unicode_version, strlen(qn__unicode_version), 2);
  h = hash(utf8proc_unicode_version(), strlen(utf8proc_unicode_version()), h);
  for (; line != NULL && *line == '|'; line = strchr(line, '\n') + 1) {
    unsigned number;
    char name[32], probe[64];
    if (sscanf(line, "| %u | %31[a-z] | %63[^ ] |", &number, name, probe) == 3 && languages >> number & 1)
      h = hash_stem(name, probe, h);
  }
  return (uint32_t)(h & 0xffffffff) ^ (uint32_t)(h >> 32);
}
