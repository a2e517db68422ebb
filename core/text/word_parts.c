/* SPDX-License-Identifier: MIT */
/* word_parts.c: finds the parts of a word.  Few words have any, so that one look at the kinds of characters in it must
 * suffice for the others. */
#include "text/word_parts.h"

#include <string.h>

#include "text/characters.h"
#include "text/language.h"
#include "text/utf8.h"

typedef struct part_list {
  qn__word_part *parts;
  size_t n;
  size_t offset; /* in the word, of what has the parts */
} part_list;

static void add_part(part_list *list, qn__part_kind kind, size_t start, size_t end) {
  if (list->n < QN__WORD_PARTS_MAX)
    list->parts[list->n++] =
        (qn__word_part){(uint8_t)(list->offset + start), (uint8_t)(list->offset + end), (uint8_t)kind};
}

/* --- numbers ------------------------------------------------------------------------------------------------------ */

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* Adds the groups of a number, if it has two dots or more, and all that it begins with, of two groups or more. */
static void add_groups(part_list *list, const char *word, size_t start, size_t end) {
  size_t group = start, n_dots = 0;
  for (size_t i = start; i < end; i++)
    n_dots += word[i] == '.';
  for (size_t i = start; i <= end && n_dots >= 2; i++) {
    if (i < end && word[i] != '.')
      continue;
    add_part(list, QN__PART_NUMBER, group, i);
    if (group > start && i < end)
      add_part(list, QN__PART_NUMBER, start, i);
    group = i + 1;
  }
}

/* --- identifiers -------------------------------------------------------------------------------------------------- */

enum {
  SMALL = QN__KIND_SMALL,
  CAPITAL = QN__KIND_CAPITAL,
  LETTER = QN__KIND_LETTER,
  DIGIT = QN__KIND_DIGIT,
  POINT = QN__KIND_POINT,
  APOSTROPHE = QN__KIND_APOSTROPHE,
  OTHER = 64,
  FOREIGN = 128, /* a letter of another script than Latin, with its kind */
  LETTERS = SMALL | CAPITAL | LETTER
};

/* clang-format off */
const uint8_t qn__ascii_kinds[256] = {
  ['\''] = APOSTROPHE, ['.'] = POINT, [','] = POINT, ['"'] = OTHER,
  ['0'] = DIGIT, DIGIT, DIGIT, DIGIT, DIGIT, DIGIT, DIGIT, DIGIT, DIGIT, DIGIT,
  ['A'] = CAPITAL, CAPITAL, CAPITAL, CAPITAL, CAPITAL, CAPITAL, CAPITAL, CAPITAL, CAPITAL, CAPITAL, CAPITAL, CAPITAL,
          CAPITAL, CAPITAL, CAPITAL, CAPITAL, CAPITAL, CAPITAL, CAPITAL, CAPITAL, CAPITAL, CAPITAL, CAPITAL, CAPITAL,
          CAPITAL, CAPITAL,
  ['a'] = SMALL, SMALL, SMALL, SMALL, SMALL, SMALL, SMALL, SMALL, SMALL, SMALL, SMALL, SMALL, SMALL, SMALL, SMALL,
          SMALL, SMALL, SMALL, SMALL, SMALL, SMALL, SMALL, SMALL, SMALL, SMALL, SMALL,
};
/* clang-format on */

/* The kind of a character beyond ASCII; 0 of a mark and the like, which belong to what they follow. */
static uint8_t kind_of(uint32_t c) {
  enum { RIGHT_QUOTE = 0x2019, FIRST_GREEK = 0x370 };
  const unsigned character = qn__character(c);
  const unsigned foreign = c >= FIRST_GREEK && qn__script_of(character) != QN__SCRIPT_LATIN ? FOREIGN : 0u;
  switch (qn__word_break_of(character)) {
  case QN__WB_EXTEND:
  case QN__WB_FORMAT:
  case QN__WB_ZWJ:
    return 0;
  case QN__WB_NUMERIC:
    return DIGIT;
  case QN__WB_LETTER:
  case QN__WB_HEBREW_LETTER:
    return (uint8_t)(foreign | (qn__sentence_break_of(character) == QN__SB_LOWER   ? SMALL
                                : qn__sentence_break_of(character) == QN__SB_UPPER ? CAPITAL
                                                                                   : LETTER));
  default:
    return c == RIGHT_QUOTE ? APOSTROPHE : OTHER;
  }
}

static uint8_t kind_at(const char *word, size_t at, unsigned *step) {
  uint8_t byte = (uint8_t)word[at];
  *step = 1;
  return byte < 0x80 ? qn__ascii_kinds[byte] : kind_of(qn__utf8_decode(word + at, step));
}

/* A word's characters; marks are left out. */
typedef struct kind_list {
  uint8_t kinds[QN__WORD_MAX], starts[QN__WORD_MAX + 1]; /* the last start is the word's end */
  bool is_ascii[QN__WORD_MAX];
  size_t n;
  unsigned all, after_first; /* which kinds there are */
} kind_list;

static void find_kinds(kind_list *list, const char *word, size_t size) {
  unsigned step;
  list->n = 0;
  list->all = list->after_first = 0;
  for (size_t i = 0; i < size; i += step) {
    uint8_t kind = kind_at(word, i, &step);
    if (kind == 0)
      continue;
    list->after_first |= list->n > 0 ? kind : 0u;
    list->all |= kind;
    list->kinds[list->n] = kind;
    list->is_ascii[list->n] = (uint8_t)word[i] < 0x80;
    list->starts[list->n++] = (uint8_t)i;
  }
  list->starts[list->n] = (uint8_t)size;
}

static bool is_of_kind(const kind_list *list, size_t i, unsigned kind) {
  return i < list->n && (list->kinds[i] & kind) != 0;
}

/* Whether a word has letters of ASCII and of another script than Latin. */
static bool may_be_of_two_scripts(const kind_list *list) {
  bool ascii = false;
  for (size_t i = 0; i < list->n && (list->all & FOREIGN) && !ascii; i++)
    ascii = list->is_ascii[i] && is_of_kind(list, i, LETTERS);
  return ascii;
}

/* Makes digits of the dots and commas within numbers; false if the word has another, or a sign of another kind. */
static bool join_numbers(kind_list *list) {
  if (list->all & OTHER)
    return false;
  for (size_t i = 0; i < list->n && list->all & POINT; i++) {
    if (list->kinds[i] != POINT)
      continue;
    if (i == 0 || i + 1 == list->n || list->kinds[i - 1] != DIGIT || list->kinds[i + 1] != DIGIT)
      return false;
    list->kinds[i] = DIGIT;
  }
  return true;
}

/* Whether a part begins at i > 0: between letters and digits, or letters of ASCII and those of another script; after a
 * small letter a capital, or the last of several capitals that at least two small letters follow. */
static bool part_begins(const kind_list *list, size_t i) {
  const unsigned both = list->kinds[i - 1] ^ list->kinds[i];
  if ((both & DIGIT) || ((both & FOREIGN) && list->is_ascii[i - 1] != list->is_ascii[i]))
    return true;
  if (!is_of_kind(list, i, CAPITAL))
    return false;
  return is_of_kind(list, i - 1, SMALL) ||
         (is_of_kind(list, i - 1, CAPITAL) && is_of_kind(list, i + 1, SMALL) && is_of_kind(list, i + 2, SMALL));
}

/* 1st, 22nd: ordinals have no parts. */
static bool is_ordinal(const char *word, size_t size) {
  static const char *const ends[] = {"st", "nd", "rd", "th"};
  bool found = false;
  for (size_t i = 0; i < sizeof ends / sizeof *ends && !found && size > 2; i++)
    found = (word[size - 2] | 0x20) == ends[i][0] && (word[size - 1] | 0x20) == ends[i][1] && is_digit(word[size - 3]);
  return found && is_digit(word[0]);
}

static bool is_one_character(const char *text, size_t size) {
  unsigned step;
  qn__utf8_decode(text, &step);
  return step == size;
}

/* Adds the parts of an identifier that have two characters or more, and those of its numbers.  A number after a v alone
 * is a plain spelling of the word. */
static void add_identifier(part_list *list, const char *word, size_t size, kind_list *of) {
  size_t first = 0;
  if (is_ordinal(word, size) || !join_numbers(of))
    return;
  for (size_t i = 1; i <= of->n; i++) {
    if (i < of->n && !part_begins(of, i))
      continue;
    const size_t start = of->starts[first], end = of->starts[i];
    const bool is_number = of->kinds[first] == DIGIT;
    const bool is_version = is_number && start == 1 && end == size && (*word | 0x20) == 'v' && (of->all & POINT);
    if (!is_one_character(word + start, end - start) && end - start < size && !is_version)
      add_part(list, QN__PART_IDENTIFIER, start, end);
    if (is_number)
      add_groups(list, word, start, end);
    first = i;
  }
}

/* --- apostrophes -------------------------------------------------------------------------------------------------- */

/* The bytes of an apostrophe at `at`; 0: there is none. */
static size_t apostrophe_size(const char *word, size_t size, size_t at) {
  if (at < size && word[at] == '\'')
    return 1;
  return at + 3 <= size && memcmp(word + at, "\xe2\x80\x99", 3) == 0 ? 3 : 0;
}

/* The bytes of an elided word and its apostrophe; 0 if the word begins with none. */
static size_t elision_size(const char *word, size_t size) {
  char start[QN__ELISION_MAX];
  size_t n = 0;
  for (; n < size && n < QN__ELISION_MAX && (qn__ascii_kinds[(uint8_t)word[n]] & LETTERS); n++)
    start[n] = (char)(word[n] | 0x20);
  const size_t mark = apostrophe_size(word, size, n);
  return n > 0 && mark > 0 && n + mark < size && qn__is_elision(start, n) ? n + mark : 0;
}

static size_t find_apostrophe(const char *word, size_t size) {
  size_t at = 0;
  while (at < size && apostrophe_size(word, size, at) == 0)
    at++;
  return at;
}

/* --- all ---------------------------------------------------------------------------------------------------------- */

/* The end of the small Cyrillic letters from `at` on: U+0430 to U+045F, which are a range as bytes, too. */
static size_t small_cyrillic_end(const char *word, size_t at, size_t size) {
  enum { FIRST = 0xd0b0, LAST = 0xd19f };
  while (at + 1 < size && (unsigned)((uint8_t)word[at] << 8 | (uint8_t)word[at + 1]) - FIRST <= LAST - FIRST)
    at += 2;
  return at;
}

/* After the first character a capital, a digit or an apostrophe decides, or a digit first; else letters of ASCII beside
 * those of another script do. */
bool qn__may_have_parts_beyond_ascii(const char *word, size_t size) {
  unsigned step, seen = kind_at(word, 0, &step) & (DIGIT | FOREIGN);
  bool ascii = (uint8_t)*word < 0x80;
  for (size_t at = step; at < size && (seen & ~(unsigned)FOREIGN) == 0; at += step) {
    size_t end = small_cyrillic_end(word, at, size);
    step = (unsigned)(end - at);
    seen |= step > 0 ? FOREIGN : kind_at(word, at, &step) & (CAPITAL | DIGIT | APOSTROPHE | FOREIGN);
    ascii |= (uint8_t)word[at] < 0x80;
  }
  return (seen & ~(unsigned)FOREIGN) != 0 || (ascii && seen != 0);
}

size_t qn__find_word_parts(const char *word, size_t size, qn__word_part parts[QN__WORD_PARTS_MAX]) {
  part_list list = {parts, 0, elision_size(word, size)};
  kind_list of;
  if (list.offset > 0)
    list.parts[list.n++] = (qn__word_part){(uint8_t)list.offset, (uint8_t)size, QN__PART_ELISION};
  word += list.offset;
  size = find_apostrophe(word, size - list.offset);
  find_kinds(&of, word, size);
  if (of.all == (DIGIT | POINT))
    add_groups(&list, word, 0, size);
  else if (qn__may_be_identifier(of.all, of.after_first) || may_be_of_two_scripts(&of))
    add_identifier(&list, word, size, &of);
  return list.n;
}
