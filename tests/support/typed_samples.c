/* SPDX-License-Identifier: MIT */
/* typed_samples.c: takes words, parts and runs out of a text. */
#include "support/typed_samples.h"

#include <string.h>
#include <strings.h>
#include <utf8proc.h>

/* --- characters --------------------------------------------------------------------------------------------------- */

/* The character at `at`; 0 at the end. */
static int32_t character(const char *text, size_t size, size_t at, size_t *n) {
  int32_t c = 0;
  utf8proc_ssize_t got =
      at < size ? utf8proc_iterate((const uint8_t *)text + at, (utf8proc_ssize_t)(size - at), &c) : 0;
  *n = got > 0 ? (size_t)got : 1;
  return got > 0 ? c : 0;
}

static bool is_mark(int32_t c) {
  utf8proc_category_t category = utf8proc_category(c);
  return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC || category == UTF8PROC_CATEGORY_ME ||
         c == 0x200c || c == 0x200d;
}

bool is_word_character(int32_t c) {
  utf8proc_category_t category = utf8proc_category(c);
  return is_mark(c) || (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
         category == UTF8PROC_CATEGORY_ND;
}

static bool is_unspaced(int32_t c) {
  static const int32_t blocks[][2] = {
      {0x0e00, 0x0eff}, {0x1000, 0x109f}, {0x1100, 0x11ff}, {0x1780, 0x17ff}, {0x3041, 0x30fa},   {0x30fc, 0x30ff},
      {0x31f0, 0x31ff}, {0x3400, 0x4dbf}, {0x4e00, 0x9fff}, {0xac00, 0xd7a3}, {0x20000, 0x2ffff},
  };
  bool found = false;
  for (size_t i = 0; i < sizeof blocks / sizeof *blocks && !found; i++)
    found =
        c >= blocks[i][0] && c <= blocks[i][1] && is_word_character(c) && utf8proc_category(c) != UTF8PROC_CATEGORY_ND;
  return found;
}

static bool is_ascii_digit(int32_t c) {
  return c >= '0' && c <= '9';
}

static bool is_apostrophe(int32_t c) {
  return c == '\'' || c == 0x2019;
}

static bool is_divider(int32_t c) {
  return c == '-' || c == '_';
}

/* Whether a character stands in words between others. */
static bool is_joiner(int32_t c) {
  return is_apostrophe(c) || c == '-' || c == '_' || c == '.' || c == ',' || c == 0x2010 || c == 0x2011;
}

static bool is_in_word(int32_t c) {
  return is_joiner(c) || (is_word_character(c) && !is_unspaced(c));
}

/* --- samples ------------------------------------------------------------------------------------------------------ */

typedef struct taking {
  const char *text;
  size_t size;
  typed_sample *out;
  size_t n, room;
} taking;

static void take(taking *t, sample_kind kind, size_t start, size_t end) {
  if (t->n < t->room && end > start)
    t->out[t->n++] = (typed_sample){start, end, kind};
}

/* A run of 1 to 6 characters, with their marks, from the one at `at` on. */
static void take_run(taking *t, size_t at, uint32_t wanted) {
  size_t end = at, n;
  if (is_mark(character(t->text, t->size, at, &n)))
    return;
  for (uint32_t i = 0; i < wanted && is_unspaced(character(t->text, t->size, end, &n)); i++) {
    end += n;
    while (is_mark(character(t->text, t->size, end, &n)))
      end += n;
  }
  take(t, SAMPLE_RUN, at, end);
}

static size_t skip(const taking *t, size_t at, bool (*is)(int32_t), bool wanted) {
  size_t n;
  int32_t c;
  while ((c = character(t->text, t->size, at, &n)) != 0 && is(c) == wanted)
    at += n;
  return at;
}

static size_t count(const taking *t, size_t start, size_t end, char wanted) {
  size_t found = 0;
  for (size_t i = start; i < end; i++)
    found += t->text[i] == wanted;
  return found;
}

/* Whether a word is digits and dots alone. */
static bool is_number(const taking *t, size_t start, size_t end) {
  bool all = true;
  for (size_t i = start; i < end; i++)
    all &= is_ascii_digit(t->text[i]) || t->text[i] == '.';
  return all;
}

typedef enum letter_class { NO_CLASS, SMALL_LETTER, CAPITAL_LETTER, OTHER_LETTER, DECIMAL_DIGIT } letter_class;

static letter_class class_of(int32_t c) {
  switch (utf8proc_category(c)) {
  case UTF8PROC_CATEGORY_LL:
    return SMALL_LETTER;
  case UTF8PROC_CATEGORY_LU:
    return CAPITAL_LETTER;
  case UTF8PROC_CATEGORY_ND:
    return DECIMAL_DIGIT;
  default:
    return is_word_character(c) ? OTHER_LETTER : NO_CLASS;
  }
}

/* The end of a piece of an identifier: Name, name, 11, with marks; its characters are counted. */
static size_t piece_end(const taking *t, size_t at, size_t end, size_t *n_characters) {
  size_t n;
  letter_class first = class_of(character(t->text, t->size, at, &n));
  letter_class wanted = first == CAPITAL_LETTER ? SMALL_LETTER : first;
  *n_characters = 0;
  for (int32_t c = 0; at < end; at += n) {
    c = character(t->text, t->size, at, &n);
    if (*n_characters > 0 && !is_mark(c) && class_of(c) != wanted)
      break;
    *n_characters += !is_mark(c);
  }
  return at;
}

static bool is_ordinal(const taking *t, size_t start, size_t end) {
  static const char *const ends[] = {"st", "nd", "rd", "th"};
  bool found = false;
  for (size_t i = 0; i < sizeof ends / sizeof *ends && end - start > 2; i++)
    found |= strncasecmp(t->text + end - 2, ends[i], 2) == 0;
  return found && is_ascii_digit(t->text[start]);
}

/* The parts of an identifier's stretch between joiners, which are of two characters or more.  It ends with the first
 * that is written in another way: HTTPServer, iPhone. */
static void take_pieces(taking *t, size_t start, size_t end) {
  enum { PIECES = 8 };
  size_t at = start, n_characters;
  if (is_ordinal(t, start, end))
    return;
  for (size_t i = 0; i < PIECES && at < end; i++) {
    size_t stop = piece_end(t, at, end, &n_characters);
    if (n_characters < 2)
      return;
    if (stop - at < end - start)
      take(t, SAMPLE_PART, at, stop);
    at = stop;
  }
}

/* Whether a dot or comma, which may be of a number, touches a stretch. */
static bool is_near_dot(const taking *t, size_t start, size_t end) {
  return (start > 0 && strchr(".,", t->text[start - 1]) != NULL) ||
         (end < t->size && strchr(".,", t->text[end]) != NULL);
}

/* Takes the parts of a word.  What follows an apostrophe has none: it is a suffix, or what an elided word stands
 * before. */
static void take_parts(taking *t, size_t start, size_t end, bool turkish) {
  const bool number = is_number(t, start, end), dotted = number && count(t, start, end, '.') >= 2;
  int32_t before = 0, after;
  size_t n;
  for (size_t at = start, stop, next; at < end; at = next, before = after) {
    stop = skip(t, at, is_joiner, false);
    stop = stop < end ? stop : end;
    after = stop < end ? character(t->text, t->size, stop, &n) : 0;
    next = stop < end ? stop + n : end;
    bool divided = is_divider(before) || is_divider(after) || dotted;
    bool name = turkish && is_apostrophe(after) && at == start && stop - at >= 3;
    if (at == stop || is_apostrophe(before))
      continue;
    if (name || (divided && !is_apostrophe(after) && (dotted || !is_near_dot(t, at, stop))))
      take(t, SAMPLE_PART, at, stop);
    if (!number && !is_near_dot(t, at, stop))
      take_pieces(t, at, stop);
  }
}

size_t typed_samples(const char *text, size_t size, bool turkish, random_source *random, typed_sample *out,
                     size_t room) {
  taking t = {text, size, out, 0, room};
  size_t at = random_below(random, (uint32_t)size), n;
  while (at > 0 && ((uint8_t)text[at] & 0xc0) == 0x80)
    at--;
  if (is_unspaced(character(text, size, at, &n))) {
    take_run(&t, at, 1 + random_below(random, 6));
    return t.n;
  }
  size_t start = skip(&t, skip(&t, at, is_in_word, true), is_in_word, false);
  start = skip(&t, start, is_joiner, true);
  size_t end = skip(&t, start, is_in_word, true);
  while (end > start &&
         (is_joiner(text[end - 1]) || (end > start + 2 && text[end - 3] == '\xe2' && text[end - 2] == '\x80')))
    end -= (uint8_t)text[end - 1] >= 0x80 ? 3 : 1;
  if (!is_mark(character(text, size, start, &n)))
    take(&t, SAMPLE_WORD, start, end);
  if (t.n > 0)
    take_parts(&t, start, end, turkish);
  return t.n;
}
