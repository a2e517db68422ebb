/* SPDX-License-Identifier: MIT */
/* reference_text.c: FORMAT.md's "Words" and "Fingerprint", slow and obvious. */
#include "reference/reference_text.h"

#include <libstemmer.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "reference/reference_hash.h"
#include "reference/reference_parts.h"
#include "text/word_breaks.h"

/* --- words -------------------------------------------------------------------------------------------------------- */

enum { WORD_MAX = 255, UNSPACED_MAX = 100, WRAP_MAX = 50 };

typedef struct character {
  uint32_t code_point;
  size_t start, end; /* bytes */
  bool starter, unspaced, ignored, rest, letter, hebrew, arabic, digit, joiner, low_line;
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

static bool is_within(uint32_t code_point, uint32_t first, uint32_t last) {
  return code_point >= first && code_point <= last;
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
      .rest = is_within(c.code_point, 0x1160, 0x11ff) || is_within(c.code_point, 0xd7b0, 0xd7ff),
      .letter = is_class(c.bit, QN__WB_LETTER) || is_class(c.bit, QN__WB_HEBREW_LETTER),
      .hebrew = is_class(c.bit, QN__WB_HEBREW_LETTER),
      .arabic = (c.bit & QN__WB_LETTERS) && qn__script_of(c.properties) == QN__SCRIPT_ARABIC,
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
  static const uint32_t separators[] = {',', '\'', 0x2019, 0x066c, 0xff0c, 0xa0, 0x2007, 0x2009, 0x202f, 0};
  return is_one_of(code_point, separators);
}

static bool is_double_quote(uint32_t code_point) {
  static const uint32_t quotes[] = {'"', 0x201c, 0x201d, 0x2033, 0};
  return is_one_of(code_point, quotes);
}

static bool is_subscript(uint32_t code_point) {
  return is_within(code_point, 0x2080, 0x2089);
}

static bool is_superscript(uint32_t code_point) {
  static const uint32_t others[] = {0xb2, 0xb3, 0xb9, 0x2070, 0};
  return is_one_of(code_point, others) || is_within(code_point, 0x2074, 0x2079);
}

static bool is_hangul(uint32_t code_point) {
  return is_within(code_point, 0xac00, 0xd7ff) || is_within(code_point, 0x1100, 0x11ff) ||
         is_within(code_point, 0x3130, 0x318f) || is_within(code_point, 0xa960, 0xa97f) ||
         is_within(code_point, 0xffa0, 0xffdc);
}

/* The first character from i on that is not ignored, or `end`. */
static size_t after_ignored(const scan *s, size_t i, size_t end) {
  while (i < end && s->characters[i].ignored)
    i++;
  return i;
}

/* The last character before `end` that is not ignored, from `first` on; NULL if there is none. */
static const character *last_before(const scan *s, size_t first, size_t end) {
  while (end > first && s->characters[end - 1].ignored)
    end--;
  return end > first ? &s->characters[end - 1] : NULL;
}

/* The character after the unspaced one at i and those that belong to it. */
static size_t after_unspaced(const scan *s, size_t i) {
  size_t limit = s->characters[i].start + UNSPACED_MAX;
  for (i++; i < s->n && (s->characters[i].ignored || s->characters[i].rest) && s->characters[i].end <= limit;)
    i++;
  return i;
}

static bool is_at(const scan *s, size_t i, uint32_t code_point) {
  return i < s->n && s->characters[i].code_point == code_point;
}

static size_t after_blanks(const scan *s, size_t i) {
  while (is_at(s, i, ' ') || is_at(s, i, '\t'))
    i++;
  return i;
}

/* The second character of the pair whose first, `first`, ends before i; i if it has none or that is directly after. */
static size_t after_wrap(const scan *s, size_t first, size_t i) {
  size_t at = after_blanks(s, i);
  if (is_at(s, at, '\r') && is_at(s, at + 1, '\n'))
    at++;
  if (!is_at(s, at, '\n'))
    return i;
  at = after_blanks(s, at + 1);
  bool is_wrap = at < s->n && s->characters[at].unspaced && !is_hangul(s->characters[at].code_point) &&
                 !is_hangul(s->characters[first].code_point) &&
                 s->characters[at].start - s->characters[i].start <= WRAP_MAX;
  return is_wrap ? at : i;
}

/* Whether a U+200C at i, after `first`, divides a Persian word. */
static bool is_division(const scan *s, size_t first, size_t i) {
  size_t before = i - 1;
  if (s->characters[i].code_point != 0x200c || i + 1 >= s->n)
    return false;
  while (before > first && s->characters[before].ignored)
    before--;
  return s->characters[before].arabic && s->characters[i + 1].arabic;
}

/* The character after the segment that begins at i, as if the text broke so many bytes after that. */
static size_t after_segment(const scan *s, size_t i, size_t max) {
  size_t start = s->characters[i].start, boundary = start + qn__word_boundary(s->text + start, s->size - start, 0);
  size_t end = i + 1;
  while (end < s->n && s->characters[end].end <= boundary && s->characters[end].end - start <= max &&
         !is_division(s, i, end))
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

/* How many digits stand at i, up to `limit` bytes into the text. */
static size_t count_digits(const scan *s, size_t i, size_t limit) {
  size_t n = 0;
  while (i + n < s->n && s->characters[i + n].digit && s->characters[i + n].end <= limit)
    n++;
  return n;
}

/* True if a separator and n digits, no more, stand at i. */
static bool is_group(const scan *s, size_t i, uint32_t separator, size_t n, size_t limit) {
  return i < s->n && s->characters[i].end <= limit && is_at(s, i, separator) && is_separator(separator) &&
         count_digits(s, i + 1, limit) == n;
}

/* How many characters the groups of the number at `first` have; 0 if it has none. */
static size_t count_grouped(const scan *s, size_t first, size_t limit) {
  size_t n = count_digits(s, first, limit);
  if (n == 0 || n > 3 || first + n >= s->n)
    return 0;
  uint32_t separator = s->characters[first + n].code_point;
  size_t threes = n, twos = n;
  while (is_group(s, first + threes, separator, 3, limit))
    threes += 4;
  while (n <= 2 && (separator == ',' || separator == 0xff0c) && is_group(s, first + twos, separator, 2, limit))
    twos += 3;
  if (threes > n)
    return threes;
  return twos > n && is_group(s, first + twos, separator, 3, limit) ? twos + 4 : 0;
}

/* True if more than one letter from i on, and then a quote, stand before and at `end`. */
static bool ends_quotation(const scan *s, size_t i, size_t end) {
  if (end >= s->n || !is_double_quote(s->characters[end].code_point))
    return false;
  size_t n = 0;
  for (; i < end; i++)
    n += !s->characters[i].ignored;
  return n > 1;
}

static bool joins(const character *joiner, bool after_digit) {
  if (joiner->low_line)
    return false;
  return after_digit ? is_dot(joiner->code_point) : !is_dot(joiner->code_point) && !is_colon(joiner->code_point);
}

/* The character after the part of a word that begins at `first`, of at most `max` bytes. */
static size_t after_part(const scan *s, size_t first, size_t max) {
  size_t grouped = count_grouped(s, first, s->characters[first].start + max);
  size_t last_group = grouped > 0 ? first + grouped - 3 : first;
  size_t end = after_segment(s, last_group, max - (s->characters[last_group].start - s->characters[first].start));
  bool is_whole = true;
  for (size_t i = last_group; i < end; i++)
    is_whole &= !s->characters[i].joiner && !s->characters[i].unspaced;
  if (is_whole)
    return end;
  size_t acronym = after_acronym(s, first, end), after = first + grouped;
  if (acronym > first)
    return acronym;
  bool after_digit = grouped > 0;
  for (size_t i = after; i < end && !s->characters[i].unspaced;) {
    const character *c = &s->characters[i];
    size_t next = after_ignored(s, i + 1, end);
    bool quotation = c->code_point == '"' && ends_quotation(s, next, end);
    if (c->joiner && (!joins(c, after_digit) || quotation))
      break;
    if (c->joiner) {
      i = next;
      continue;
    }
    if (!c->ignored)
      after_digit = c->digit;
    after = ++i;
  }
  return after;
}

/* Where a small digit, or what follows one, joins the word from `first` to `end`; s->n if none does. */
static size_t next_digits(const scan *s, size_t first, size_t end) {
  const character *last = last_before(s, first, end), *next = &s->characters[end];
  bool last_small = last != NULL && (is_subscript(last->code_point) || is_superscript(last->code_point));
  bool next_small = is_subscript(next->code_point) || is_superscript(next->code_point);
  bool next_normal = (next->letter || next->digit) && !next->unspaced;
  if (last == NULL)
    return s->n;
  if (last_small)
    return next_small || next_normal ? end : s->n;
  if (!next_small || !(last->letter || last->digit) || last->unspaced)
    return s->n;
  size_t letters = 0;
  for (size_t i = end; i > first && (s->characters[i - 1].letter || s->characters[i - 1].ignored); i--)
    letters += s->characters[i - 1].letter;
  return is_subscript(next->code_point) || letters <= 3 ? end : s->n;
}

static bool is_single_quote(const scan *s, size_t i) {
  return is_at(s, i, '\'') || is_at(s, i, 0x2019);
}

/* Where a Hebrew letter after a quote joins the word from `first` to `end`; s->n if none does. */
static size_t next_hebrew(const scan *s, size_t first, size_t end) {
  const character *last = last_before(s, first, end);
  size_t letter = is_single_quote(s, end) && is_single_quote(s, end + 1) ? end + 2 : end + 1;
  bool quote = is_double_quote(s->characters[end].code_point) && !is_at(s, end, '"');
  if (letter == end + 1 && !quote)
    return s->n;
  if (last == NULL || !last->hebrew || letter >= s->n || !s->characters[letter].hebrew)
    return s->n;
  return ends_quotation(s, letter, after_part(s, letter, WORD_MAX)) ? s->n : letter;
}

/* The character after the word that begins at `first` and is of a script with spaces. */
static size_t after_word(const scan *s, size_t first) {
  size_t start = s->characters[first].start, end = after_part(s, first, WORD_MAX);
  while (end < s->n) {
    size_t next = next_digits(s, first, end);
    if (next == s->n)
      next = next_hebrew(s, first, end);
    if (next == s->n || s->characters[next].end - start > WORD_MAX)
      break;
    end = after_part(s, next, WORD_MAX - (s->characters[next].start - start));
  }
  return end;
}

static size_t scan_words(const scan *s, reference_word *words, size_t max) {
  size_t n = 0;
  for (size_t i = 0, after; i < s->n && n < max;) {
    if (!s->characters[i].starter) {
      i++;
      continue;
    }
    bool unspaced = s->characters[i].unspaced;
    size_t next = after = unspaced ? after_unspaced(s, i) : after_word(s, i);
    size_t second = unspaced ? after_wrap(s, i, next) : s->n;
    if (second < s->n && s->characters[second].unspaced)
      after = after_unspaced(s, second);
    words[n++] = (reference_word){s->characters[i].start, s->characters[after - 1].end, unspaced};
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

static uint64_t hash_stem(const char *name, const char *probe, uint64_t h) {
  struct sb_stemmer *stemmer = sb_stemmer_new(name, "UTF_8");
  if (stemmer == NULL)
    return ~h;
  const sb_symbol *stem = sb_stemmer_stem(stemmer, (const sb_symbol *)probe, (int)strlen(probe));
  h = reference_hash(stem, (size_t)sb_stemmer_length(stemmer), h);
  sb_stemmer_delete(stemmer);
  return h;
}

uint32_t reference_fingerprint(const char *document, uint64_t languages) {
  const char *line = strstr(document, "| language | stemmer | probe |");
  reference_require(line != NULL, "the document has no table of stemmers");
  uint64_t h = reference_hash(qn__unicode_version, strlen(qn__unicode_version), 2);
  h = reference_hash(utf8proc_unicode_version(), strlen(utf8proc_unicode_version()), h);
  for (; line != NULL && *line == '|'; line = strchr(line, '\n') + 1) {
    unsigned number;
    char name[32], probe[64];
    if (sscanf(line, "| %u | %31[a-z] | %63[^ ] |", &number, name, probe) == 3 && languages >> number & 1)
      h = hash_stem(name, probe, h);
  }
  return (uint32_t)(h & 0xffffffff) ^ (uint32_t)(h >> 32);
}
