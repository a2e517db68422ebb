/* SPDX-License-Identifier: MIT */
/* reference_extras.c: FORMAT.md's "Extra terms", slow and obvious. */
#include "reference/reference_extras.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "reference/reference_parts.h"

enum { COMPOUND_WORDS = 4, COMPOUND_BYTES = 64, LINE_END_BYTES = 40, STRINGS_OF_WORD = 8, ELIDED_LETTERS = 8 };

typedef struct finding {
  const char *text;
  size_t size;
  const reference_word *words;
  size_t n_words;
  reference_extra *extras;
  size_t n, max;
} finding;

/* A piece of the text. */
typedef struct piece {
  const char *bytes;
  size_t size;
} piece;

static piece word_at(const finding *f, size_t i) {
  return (piece){f->text + f->words[i].start, f->words[i].end - f->words[i].start};
}

/* --- characters --- */

static bool is_small(char c) {
  return c >= 'a' && c <= 'z';
}

static bool is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}

static bool is_ascii_letter(char c) {
  return is_small(c) || is_capital(c);
}

static bool is_ascii_digit(char c) {
  return c >= '0' && c <= '9';
}

static bool is_high(char c) {
  return (unsigned char)c > 0x7f;
}

static bool is_dot_or_apostrophe(char c) {
  return c == '.' || c == '\'';
}

/* How many of the first bytes of a piece are such. */
static size_t count_first(piece p, bool (*is_such)(char)) {
  size_t n = 0;
  while (n < p.size && is_such(p.bytes[n]))
    n++;
  return n;
}

static bool all_are(piece p, bool (*is_such)(char)) {
  return count_first(p, is_such) == p.size;
}

static bool is_letter_or_digit(char c) {
  return is_ascii_letter(c) || is_ascii_digit(c);
}

static bool is_piece(piece p, const char *string) {
  return p.size == strlen(string) && memcmp(p.bytes, string, p.size) == 0;
}

/* --- what is found --- */

static void add(finding *f, size_t at, reference_rule rule, piece p) {
  reference_require(f->n < f->max && p.size <= REFERENCE_EXTRA_MAX, "too many extra terms");
  reference_extra *added = &f->extras[f->n++];
  *added = (reference_extra){.at = at, .rule = rule, .size = p.size};
  memcpy(added->bytes, p.bytes, p.size);
}

/* --- compounds --- */

static bool is_line_end(piece between) {
  size_t i = 1;
  if (between.size > LINE_END_BYTES || between.bytes[0] != '-')
    return false;
  while (i < between.size && strchr(" \t\r", between.bytes[i]) != NULL)
    i++;
  if (i == between.size || between.bytes[i++] != '\n')
    return false;
  while (i < between.size && strchr(" \t", between.bytes[i]) != NULL)
    i++;
  return i == between.size;
}

static bool is_short_word(piece p) {
  return p.size >= 1 && p.size <= 3 && all_are(p, is_ascii_letter);
}

static bool goes_on(char c) {
  return is_small(c) || is_high(c);
}

static piece between_words(const finding *f, size_t i) {
  return (piece){f->text + f->words[i].end, f->words[i + 1].start - f->words[i].end};
}

/* True if words i and i + 1 belong together. */
static bool belong_together(const finding *f, size_t i) {
  static const char *const joining[] = {"-", "_", "\u2010", "\u2011", "\u200c"};
  if (i + 1 >= f->n_words || f->words[i].pair || f->words[i + 1].pair)
    return false;
  piece a = word_at(f, i), b = word_at(f, i + 1);
  if (b.bytes <= a.bytes + a.size || (all_are(a, is_ascii_digit) && all_are(b, is_ascii_digit)))
    return false;
  piece between = between_words(f, i);
  for (size_t k = 0; k < sizeof joining / sizeof joining[0]; k++)
    if (is_piece(between, joining[k]))
      return true;
  if (is_piece(between, "."))
    return is_short_word(a) && is_short_word(b) && is_capital(a.bytes[0]);
  return is_line_end(between) && goes_on(a.bytes[a.size - 1]) && goes_on(b.bytes[0]);
}

/* The compound is written as in its form; how long it may be is said of its words. */
static void find_compound(finding *f, size_t first) {
  char written[COMPOUND_BYTES + COMPOUND_WORDS];
  size_t size = 0, closed_size = 0, last = first;
  if (first > 0 && belong_together(f, first - 1))
    return;
  while (belong_together(f, last))
    last++;
  if (last == first || last - first >= COMPOUND_WORDS)
    return;
  for (size_t i = first; i <= last; i++) {
    piece word = word_at(f, i);
    closed_size += word.size;
    if (closed_size > COMPOUND_BYTES)
      return;
    memcpy(written + size, word.bytes, word.size);
    size += word.size;
    piece between = i < last ? between_words(f, i) : (piece){"", 0};
    if (is_piece(between, "-") || is_piece(between, "\u2010") || is_piece(between, "\u2011"))
      written[size++] = '-';
    if (is_piece(between, "_"))
      written[size++] = '_';
  }
  add(f, first, REFERENCE_COMPOUND, (piece){written, size});
}

/* --- of one word --- */

static void find_elision(finding *f, size_t at) {
  /* Catalan, French, Irish, Italian and Portuguese, each word once */
  static const char *const elided[] = {
      "d",      "l",       "m",      "n",       "s",      "t",    "qu",   "j",    "c",    "jusqu",
      "quoiqu", "lorsqu",  "puisqu", "presqu",  "quelqu", "b",    "all",  "dall", "dell", "nell",
      "sull",   "coll",    "pell",   "gl",      "agl",    "dagl", "degl", "negl", "sugl", "un",
      "v",      "quest",   "quell",  "sant",    "com",    "cos",  "dov",  "anch", "bell", "grand",
      "nessun", "ciascun", "alcun",  "qualcun", "quand",  "senz", "tutt",
  };
  piece word = word_at(f, at);
  size_t n = count_first(word, is_ascii_letter), after = n;
  if (n < word.size && word.bytes[n] == '\'')
    after = n + 1;
  else if (n + 3 <= word.size && memcmp(word.bytes + n, "\u2019", 3) == 0)
    after = n + 3;
  if (after == n || n > ELIDED_LETTERS || after == word.size)
    return;
  for (size_t i = 0; i < sizeof elided / sizeof elided[0]; i++)
    if (strlen(elided[i]) == n && strncasecmp(elided[i], word.bytes, n) == 0)
      add(f, at, REFERENCE_ELISION, (piece){word.bytes + after, word.size - after});
}

static bool is_digit_or_dot(char c) {
  return is_ascii_digit(c) || c == '.';
}

static void find_groups(finding *f, size_t at) {
  piece word = word_at(f, at);
  size_t n_dots = 0, n = 0, n_groups = 0;
  for (size_t i = 0; i < word.size; i++)
    n_dots += word.bytes[i] == '.';
  if (n_dots < 2 || !all_are(word, is_digit_or_dot))
    return;
  for (size_t start = 0, end; start < word.size; start = end + 1) {
    for (end = start; end < word.size && word.bytes[end] != '.';)
      end++;
    if (n++ < STRINGS_OF_WORD)
      add(f, at, REFERENCE_NUMBER, (piece){word.bytes + start, end - start});
    if (n_groups++ > 0 && end < word.size && n++ < STRINGS_OF_WORD)
      add(f, at, REFERENCE_NUMBER, (piece){word.bytes, end});
  }
}

static bool is_like_ordinal(piece word) {
  static const char *const endings[] = {"st", "nd", "rd", "th"};
  bool found = false;
  for (size_t i = 0; i < 4; i++)
    found |= word.size > 2 && strncasecmp(word.bytes + word.size - 2, endings[i], 2) == 0;
  return found && is_ascii_digit(word.bytes[0]) && is_ascii_digit(word.bytes[word.size - 3]);
}

static bool has_any(piece word, bool (*is_such)(char)) {
  bool found = false;
  for (size_t i = 0; i < word.size; i++)
    found |= is_such(word.bytes[i]);
  return found;
}

static bool may_have_parts(piece word) {
  piece rest = {word.bytes + 1, word.size - 1};
  if (has_any(word, is_high) || has_any(word, is_dot_or_apostrophe) || is_like_ordinal(word))
    return false;
  return (has_any(word, is_ascii_letter) && has_any(word, is_ascii_digit)) ||
         (has_any(rest, is_small) && has_any(rest, is_capital));
}

static bool begins_part(piece word, size_t i) {
  char before = word.bytes[i - 1], c = word.bytes[i];
  if (is_ascii_digit(c) != is_ascii_digit(before))
    return true;
  if (is_capital(c) && is_small(before))
    return true;
  return is_capital(c) && is_capital(before) && i + 2 < word.size && is_small(word.bytes[i + 1]) &&
         is_small(word.bytes[i + 2]);
}

static void find_parts(finding *f, size_t at) {
  piece word = word_at(f, at);
  size_t n = 0;
  if (!may_have_parts(word))
    return;
  for (size_t start = 0, end; start < word.size; start = end) {
    for (end = start + 1; end < word.size && !begins_part(word, end);)
      end++;
    if (end - start >= 2 && end - start < word.size && n++ < STRINGS_OF_WORD)
      add(f, at, REFERENCE_PART, (piece){word.bytes + start, end - start});
  }
}

/* --- signs --- */

static char byte_at(const finding *f, size_t at) {
  return at < f->size ? f->text[at] : '\n';
}

static bool goes_on_at(const finding *f, size_t at) {
  return is_letter_or_digit(byte_at(f, at)) || is_high(byte_at(f, at));
}

static size_t count_signs_after(const finding *f, piece word, size_t end) {
  if (byte_at(f, end) == '+' && byte_at(f, end + 1) == '+')
    return 2;
  if (byte_at(f, end) == '+')
    return !goes_on_at(f, end + 1);
  if (byte_at(f, end) != '#')
    return 0;
  bool letters = all_are(word, is_ascii_letter);
  return letters &&
         ((word.size <= 3 && !goes_on_at(f, end + 1)) || (word.size == 1 && is_ascii_digit(byte_at(f, end + 1))));
}

static bool has_dot_before(const finding *f, piece word, size_t start) {
  return start > 0 && f->text[start - 1] == '.' && word.size >= 2 && all_are(word, is_ascii_letter) &&
         (start == 1 || strchr(" \n(\"", f->text[start - 2]) != NULL);
}

static void find_signs(finding *f, size_t at) {
  piece word = word_at(f, at);
  size_t start = f->words[at].start, after = count_signs_after(f, word, f->words[at].end);
  size_t before = has_dot_before(f, word, start);
  bool alone = all_are(word, is_letter_or_digit) && before + word.size + after <= 255;
  if (alone && before + after > 0)
    add(f, at, REFERENCE_SIGNS, (piece){word.bytes - before, before + word.size + after});
}

size_t reference_extras(const char *text, size_t size, const reference_word *words, size_t n_words,
                        reference_extra *extras, size_t max) {
  finding f = {text, size, words, n_words, extras, 0, max};
  for (size_t i = 0; i < n_words; i++) {
    if (words[i].pair)
      continue;
    find_compound(&f, i);
    find_elision(&f, i);
    find_groups(&f, i);
    find_parts(&f, i);
    find_signs(&f, i);
  }
  return f.n;
}
