/* SPDX-License-Identifier: MIT */
/* reference_extras.c: FORMAT.md's "Extra terms", slow and obvious. */
#include "reference/reference_extras.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "reference/reference_parts.h"
#include "text/word_breaks.h"

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

static bool is_of_number(char c) {
  return is_ascii_digit(c) || c == '.' || c == ',';
}

static bool is_high(char c) {
  return (unsigned char)c > 0x7f;
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
  if (b.bytes <= a.bytes + a.size || (all_are(a, is_of_number) && all_are(b, is_of_number)))
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

/* Where what follows an elided word begins in word `at`; 0 if nothing is elided. */
static size_t end_of_elision(const finding *f, size_t at) {
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
    return 0;
  for (size_t i = 0; i < sizeof elided / sizeof elided[0]; i++)
    if (strlen(elided[i]) == n && strncasecmp(elided[i], word.bytes, n) == 0)
      return after;
  return 0;
}

static void find_elision(finding *f, size_t at) {
  piece word = word_at(f, at);
  size_t after = end_of_elision(f, at);
  if (after > 0)
    add(f, at, REFERENCE_ELISION, (piece){word.bytes + after, word.size - after});
}

/* --- parts --- */

/* A character of a word that is not ignored. */
typedef struct word_letter {
  size_t start, size; /* bytes */
  bool letter, small, capital, digit, point, ascii, other_script;
} word_letter;

typedef struct word_letters {
  word_letter at[REFERENCE_EXTRA_MAX];
  const char *bytes;
  size_t n, n_points, n_strings;
} word_letters;

static word_letter read_letter(piece word, size_t start, bool *ignored, size_t *end) {
  qn__text_character c = qn__character_at(word.bytes, start);
  qn__word_break wb = qn__word_break_of(c.properties);
  qn__sentence_break sb = qn__sentence_break_of(c.properties);
  *ignored = wb == QN__WB_EXTEND || wb == QN__WB_FORMAT || wb == QN__WB_ZWJ;
  *end = c.end;
  return (word_letter){.start = start,
                       .size = c.end - start,
                       .letter = wb == QN__WB_LETTER || wb == QN__WB_HEBREW_LETTER,
                       .small = sb == QN__SB_LOWER,
                       .capital = sb == QN__SB_UPPER,
                       .digit = wb == QN__WB_NUMERIC,
                       .point = c.code_point == '.' || c.code_point == ',',
                       .ascii = c.code_point < 0x80,
                       .other_script = c.code_point >= 0x370 && qn__script_of(c.properties) != QN__SCRIPT_LATIN};
}

/* Reads a word of letters, digits, dots and commas; false if it has anything else. */
static bool read_letters(piece word, word_letters *out) {
  bool ignored;
  *out = (word_letters){.n = 0};
  for (size_t at = 0, end; at < word.size; at = end) {
    word_letter c = read_letter(word, at, &ignored, &end);
    if (ignored)
      continue;
    if (!c.letter && !c.digit && !c.point)
      return false;
    out->n_points += c.point;
    out->at[out->n++] = c;
  }
  out->at[out->n].start = word.size;
  return true;
}

static void add_string(finding *f, size_t at, reference_rule rule, word_letters *of, size_t start, size_t end) {
  if (of->n_strings++ < STRINGS_OF_WORD)
    add(f, at, rule, (piece){of->bytes + start, end - start});
}

/* Of a number, which is the bytes [start, end) of word `at`. */
static void find_groups(finding *f, size_t at, word_letters *of, size_t start, size_t end) {
  const char *bytes = of->bytes;
  size_t n_dots = 0, n_groups = 0;
  for (size_t i = start; i < end; i++)
    n_dots += bytes[i] == '.';
  for (size_t group = start, stop; n_dots >= 2 && group < end; group = stop + 1) {
    for (stop = group; stop < end && bytes[stop] != '.';)
      stop++;
    add_string(f, at, REFERENCE_NUMBER, of, group, stop);
    if (n_groups++ > 0 && stop < end)
      add_string(f, at, REFERENCE_NUMBER, of, start, stop);
  }
}

static bool is_like_ordinal(piece word) {
  static const char *const endings[] = {"st", "nd", "rd", "th"};
  bool found = false;
  for (size_t i = 0; i < 4; i++)
    found |= word.size > 2 && strncasecmp(word.bytes + word.size - 2, endings[i], 2) == 0;
  return found && is_ascii_digit(word.bytes[0]) && is_ascii_digit(word.bytes[word.size - 3]);
}

/* Makes digits of the points between digits; false if there are others. */
static bool points_are_digits(word_letters *of) {
  for (size_t i = 0; i < of->n; i++)
    if (of->at[i].point && (i == 0 || i + 1 == of->n || !of->at[i - 1].digit || !of->at[i + 1].digit))
      return false;
    else if (of->at[i].point)
      of->at[i].digit = true;
  return true;
}

static bool may_have_parts(const word_letters *of) {
  bool letter = of->at[0].letter, digit = of->at[0].digit, small = false, capital = false, ascii = false, other = false;
  for (size_t i = 0; i < of->n; i++) {
    ascii |= of->at[i].letter && of->at[i].ascii;
    other |= of->at[i].letter && of->at[i].other_script;
  }
  for (size_t i = 1; i < of->n; i++) {
    letter |= of->at[i].letter;
    digit |= of->at[i].digit;
    small |= of->at[i].letter && of->at[i].small;
    capital |= of->at[i].letter && of->at[i].capital;
  }
  return (letter && digit) || (small && capital) || (ascii && other);
}

static bool begins_part(const word_letters *of, size_t i) {
  const word_letter *before = &of->at[i - 1], *c = &of->at[i];
  if (c->digit != before->digit)
    return true;
  if (c->letter && before->letter && ((c->ascii && before->other_script) || (before->ascii && c->other_script)))
    return true;
  if (c->capital && before->small)
    return true;
  return c->capital && before->capital && i + 2 < of->n && c[1].small && c[2].small;
}

static void find_identifier(finding *f, size_t at, word_letters *of, piece word) {
  for (size_t first = 0, next; first < of->n; first = next) {
    for (next = first + 1; next < of->n && !begins_part(of, next);)
      next++;
    size_t start = of->at[first].start, end = of->at[next].start;
    bool after_v = start == 1 && end == word.size && (word.bytes[0] == 'v' || word.bytes[0] == 'V');
    if (end - start > of->at[first].size && end - start < word.size &&
        !(after_v && of->at[first].digit && of->n_points > 0))
      add_string(f, at, REFERENCE_PART, of, start, end);
    if (of->at[first].digit)
      find_groups(f, at, of, start, end);
  }
}

/* What has parts of a word with apostrophes. */
static piece up_to_apostrophe(piece p) {
  for (size_t i = 0; i < p.size; i++)
    if (p.bytes[i] == '\'' || (i + 3 <= p.size && memcmp(p.bytes + i, "\u2019", 3) == 0))
      p.size = i;
  return p;
}

static void find_parts(finding *f, size_t at) {
  word_letters of;
  piece word = word_at(f, at);
  size_t elided = end_of_elision(f, at);
  word = up_to_apostrophe((piece){word.bytes + elided, word.size - elided});
  if (word.size == 0 || !read_letters(word, &of))
    return;
  of.bytes = word.bytes;
  of.n_strings = elided > 0;
  bool number = true;
  for (size_t i = 0; i < of.n; i++)
    number &= of.at[i].digit || of.at[i].point;
  if (number)
    find_groups(f, at, &of, 0, word.size);
  else if (may_have_parts(&of) && !is_like_ordinal(word) && points_are_digits(&of))
    find_identifier(f, at, &of, word);
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
    find_parts(&f, i);
    find_signs(&f, i);
  }
  return f.n;
}
