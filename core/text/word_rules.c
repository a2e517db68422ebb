/* SPDX-License-Identifier: MIT */
/* word_rules.c: cuts a segment of UAX #29 down by quern's own rules, and goes on where these join what UAX #29 splits:
 *   dots          of acronyms join (U.S.), others between letters split; between digits they join (3.14)
 *   thousands     5,864.6 and 1,23,456 are numbers; so are digits in groups of three with narrow or no-break spaces
 *   Hebrew        an acronym has a quote inside, in any of its spellings (צה"ל); a quotation after a prefix splits
 *   Persian       a zero-width non-joiner divides a word (می‌خواهم); words.h says what finds the whole
 *   small digits  CO₂, H₂O, km²: they belong to the letters; after longer words a superscript is a note
 * What a word is depends on the text from its start on only. */
#include "text/word_rules.h"

#include "text/utf8.h"
#include "text/word_breaks.h"
#include "text/words.h"

#include <string.h>

#define BIT(name) QN__WB_BIT(QN__WB_##name)

enum {
  JOINERS =
      BIT(EXTEND_NUM_LET) | BIT(MID_LETTER) | BIT(MID_NUM_LET) | BIT(MID_NUM) | BIT(SINGLE_QUOTE) | BIT(DOUBLE_QUOTE),
  LETTERS_BEFORE_SUPERSCRIPT = 3, /* at most: units and variables */
  NEAR = 32,         /* bytes of a segment that are tried first: 1,1,1,1... is one segment, of many words */
  CHARACTER_MAX = 4, /* bytes */
};

static size_t earlier(size_t a, size_t b) {
  return a < b ? a : b;
}

/* The character before `at` that is not ignored, in [start, at); its `end` is `start` if there is none. */
static qn__text_character character_before(const char *text, size_t start, size_t at) {
  while (at > start) {
    at = qn__utf8_before(text, start, at);
    qn__text_character c = qn__character_at(text, at);
    if (!(c.bit & QN__WB_IGNORED)) {
      c.end = at;
      return c;
    }
  }
  return (qn__text_character){.end = start};
}

/* --- Numbers ------------------------------------------------------------------------------------------------------ */

static bool is_dot(uint32_t c) {
  return c == '.' || c == 0x2024 || c == 0xfe52 || c == 0xff0e;
}

static bool is_colon(uint32_t c) {
  return c == ':' || c == 0xfe13 || c == 0xfe55 || c == 0xff1a;
}

static bool is_comma(uint32_t c) {
  return c == ',' || c == 0xff0c;
}

/* Commas, apostrophes, and spaces at which no line breaks. */
static bool is_thousands_separator(uint32_t c) {
  return is_comma(c) || c == '\'' || c == 0x2019 || c == 0x066c || c == 0xa0 || c == 0x2007 || c == 0x2009 ||
         c == 0x202f;
}

/* The end of the digits at `at`; *n is how many they are. */
static size_t digits_end(const char *text, size_t limit, size_t at, unsigned *n) {
  for (*n = 0; at < limit; ++*n) {
    qn__text_character c = qn__character_at(text, at);
    if (!(c.bit & BIT(NUMERIC)) || c.end > limit)
      break;
    at = c.end;
  }
  return at;
}

/* Digits in groups. */
typedef struct grouped_number {
  size_t last, end; /* where its last group begins, and where it ends */
} grouped_number;

/* The number in groups at `start`: 5,864 or 1,234,567 or 1,23,456, the separators all alike; without groups it has no
 * size. */
static grouped_number find_groups(const char *text, size_t limit, size_t start) {
  grouped_number found = {start, start};
  unsigned first, n;
  size_t end = digits_end(text, limit, start, &first);
  bool pairs = false; /* groups of two, as in India, before the last one of three */
  if (first == 0 || first > 3 || end >= limit)
    return found;
  uint32_t separator = qn__character_at(text, end).code_point;
  while (end < limit && is_thousands_separator(separator)) {
    qn__text_character c = qn__character_at(text, end);
    end = digits_end(text, limit, c.end, &n);
    if (c.code_point != separator)
      break;
    if (n == 3)
      found = (grouped_number){c.end, end};
    else if (n != 2 || first > 2 || found.end > start || !is_comma(separator))
      break;
    if (n == 3 && pairs)
      break;
    pairs = n == 2;
  }
  return found;
}

/* --- Letters ------------------------------------------------------------------------------------------------------ */

/* The end of the combining marks and other ignored characters at `at`; stops at `limit`. */
static size_t marks_end(const char *text, size_t limit, size_t at) {
  while (at < limit) {
    qn__text_character c = qn__character_at(text, at);
    if (!(c.bit & QN__WB_IGNORED) || c.end > limit)
      break;
    at = c.end;
  }
  return at;
}

/* The end of `U.S.` or `e.g`, two or more single letters with dots between them, at `start`; `start` if there is none.
 * The last dot may lie after the segment, which ends at `limit`. */
static size_t acronym_end(const char *text, size_t size, size_t limit, size_t start) {
  size_t end = start;
  unsigned letters = 0;
  for (size_t at = start; at < limit;) {
    qn__text_character c = qn__character_at(text, at);
    if (!(c.bit & QN__WB_LETTERS) || c.properties & QN__IS_PAIR)
      break;
    size_t letter_end = marks_end(text, limit, c.end);
    qn__text_character after = {.code_point = 0};
    if (letter_end < size)
      after = qn__character_at(text, letter_end);
    bool dot = is_dot(after.code_point) && after.end - start <= QN__WORD_MAX;
    if (!dot && letter_end < limit)
      break;
    letters++;
    end = dot ? after.end : letter_end;
    if (!dot)
      break;
    at = marks_end(text, limit, after.end);
  }
  return letters >= 2 ? end : start;
}

/* Whether a single letter begins there, before a dot or what is not known. */
static bool may_be_acronym(const char *text, size_t limit, size_t start) {
  qn__text_character c = qn__character_at(text, start);
  size_t end = marks_end(text, limit, c.end);
  return c.bit & QN__WB_LETTERS && (end == limit || is_dot(qn__character_at(text, end).code_point));
}

/* --- Hebrew ------------------------------------------------------------------------------------------------------- */

static bool is_hebrew_at(const char *text, size_t size, size_t at) {
  return at < size && qn__character_at(text, at).bit & BIT(HEBREW_LETTER);
}

bool qn__is_between_hebrew(const char *text, size_t size, size_t at) {
  return character_before(text, 0, at).bit & BIT(HEBREW_LETTER) &&
         is_hebrew_at(text, size, qn__character_at(text, at).end);
}

static bool is_double_quote(uint32_t c) {
  return c == '"' || c == 0x201c || c == 0x201d || c == 0x2033;
}

static bool is_single_quote(uint32_t c) {
  return c == '\'' || c == 0x2019;
}

/* True if a quotation ends at `end` whose text begins at `start`: more than one letter, and a quote after them. */
static bool ends_quotation(const char *text, size_t size, size_t start, size_t end) {
  if (end >= size || !is_double_quote(qn__character_at(text, end).code_point))
    return false;
  size_t last = character_before(text, start, end).end;
  return last > marks_end(text, end, start);
}

/* --- Persian ------------------------------------------------------------------------------------------------------ */

static bool is_arabic(const qn__text_character *c) {
  return c->bit & QN__WB_LETTERS && qn__script_of(c->properties) == QN__SCRIPT_ARABIC;
}

/* The first zero-width non-joiner between Arabic letters in [start, limit); `limit` if there is none. */
static size_t find_non_joiner(const char *text, size_t size, size_t start, size_t limit) {
  static const char non_joiner[] = QN__NON_JOINER;
  const size_t length = sizeof non_joiner - 1;
  for (const char *at = text + start; (at = memchr(at, *non_joiner, (size_t)(text + limit - at))) != NULL; at++) {
    size_t offset = (size_t)(at - text);
    if (size - offset <= length || memcmp(at, non_joiner, length) != 0)
      continue;
    qn__text_character before = character_before(text, start, offset), after = qn__character_at(text, offset + length);
    if (is_arabic(&before) && is_arabic(&after))
      return offset;
  }
  return limit;
}

/* True if a segment that begins at `start` has such a non-joiner; then the segment ends there. */
static bool ends_at_non_joiner(qn__word_segment *segment, const char *text, size_t size, size_t start) {
  const size_t end = segment->end;
  if (segment->classes & BIT(EXTEND))
    segment->end = find_non_joiner(text, size, start, end);
  return segment->end < end;
}

/* --- The segment, cut down ---------------------------------------------------------------------------------------- */

/* True if a joiner of UAX #29 joins here too; `previous` is the class before it. */
static bool may_join(const qn__text_character *joiner, uint32_t previous) {
  if (joiner->bit & BIT(EXTEND_NUM_LET))
    return false;
  if (previous & BIT(NUMERIC))
    return is_dot(joiner->code_point);
  return !is_dot(joiner->code_point) && !is_colon(joiner->code_point);
}

/* Moves *end to where the word ends of which [start, *end) is known, in a segment with joiners or pairs: after its last
 * character that is not a joiner, before the first place that splits.  False if nothing splits before `limit`. */
static bool cut_segment(const char *text, size_t size, size_t start, size_t *end, size_t limit) {
  uint32_t previous = *end > start ? BIT(NUMERIC) : BIT(OTHER);
  for (size_t at = *end; at < limit;) {
    qn__text_character c = qn__character_at(text, at);
    if (c.properties & QN__IS_PAIR)
      return true;
    if (c.bit & JOINERS) {
      if (!may_join(&c, previous) ||
          (c.bit & BIT(DOUBLE_QUOTE) && ends_quotation(text, size, marks_end(text, limit, c.end), limit)))
        return true;
      at = marks_end(text, limit, c.end);
      continue;
    }
    if (!(c.bit & QN__WB_IGNORED))
      previous = c.bit;
    at = *end = c.end;
  }
  return false;
}

/* Moves *end to where the word ends if the segment's beginning is enough to know it.  False if nothing splits there,
 * and for acronyms and quotations, which depend on where the segment ends. */
static bool splits_early(const char *text, size_t size, size_t start, size_t *end, const qn__word_segment *beginning) {
  size_t cut = *end;
  if (!(beginning->classes & JOINERS) || beginning->classes & BIT(DOUBLE_QUOTE) ||
      may_be_acronym(text, beginning->end, start) || !cut_segment(text, size, start, &cut, beginning->end))
    return false;
  *end = cut;
  return true;
}

/* The end of what begins at `start` and UAX #29 does not split, at most `max` bytes. */
static size_t part_end(const char *text, size_t size, size_t start, size_t max) {
  const size_t limit = start + max;
  grouped_number number = {start, start};
  if (qn__character_at(text, start).bit & BIT(NUMERIC))
    number = find_groups(text, earlier(size, limit), start);
  size_t end = number.end, near = earlier(number.last + NEAR, limit);
  qn__word_segment segment = qn__word_segment_at(text, size, number.last, near - number.last);
  if (QN_UNLIKELY(segment.end + CHARACTER_MAX > near) && !ends_at_non_joiner(&segment, text, size, start)) {
    if (splits_early(text, size, start, &end, &segment))
      return end;
    qn__word_segment_extend(&segment, text, size, limit);
  }
  ends_at_non_joiner(&segment, text, size, start);
  if (!(segment.classes & JOINERS) && !segment.pairs)
    return segment.end;
  size_t acronym = acronym_end(text, size, segment.end, start);
  if (acronym > start)
    return acronym;
  cut_segment(text, size, start, &end, segment.end);
  return end;
}

/* --- Parts joined ------------------------------------------------------------------------------------------------- */

static bool is_subscript(uint32_t c) {
  return c >= 0x2080 && c <= 0x2089;
}

static bool is_small_digit(uint32_t c) {
  return is_subscript(c) || c == 0xb2 || c == 0xb3 || c == 0xb9 || c == 0x2070 || (c >= 0x2074 && c <= 0x2079);
}

static bool is_letter_or_digit(const qn__text_character *c) {
  return c->bit & (QN__WB_LETTERS | BIT(NUMERIC)) && !(c->properties & QN__IS_PAIR);
}

/* True if the word's letters before `end` are few enough for a superscript to be an exponent. */
static bool takes_superscript(const char *text, size_t start, size_t end) {
  unsigned letters = 0;
  while (letters <= LETTERS_BEFORE_SUPERSCRIPT && end > start) {
    qn__text_character c = character_before(text, start, end);
    if (!(c.bit & QN__WB_LETTERS))
      break;
    letters++;
    end = c.end;
  }
  return letters <= LETTERS_BEFORE_SUPERSCRIPT;
}

/* Where the next part of a word begins, of which [start, end) is known: a small digit after a letter or digit, or one
 * of these after a small digit; 0 if there is none. */
static size_t next_digits(const char *text, size_t start, size_t end, const qn__text_character *next) {
  if (!is_small_digit(next->code_point) && !is_letter_or_digit(next))
    return 0;
  qn__text_character last = character_before(text, start, end);
  if (is_small_digit(last.code_point))
    return end;
  bool joins = is_small_digit(next->code_point) && is_letter_or_digit(&last) &&
               (is_subscript(next->code_point) || takes_superscript(text, start, end));
  return joins ? end : 0;
}

/* The same for a Hebrew letter after a quote other than ", which UAX #29 joins. */
static size_t next_hebrew(const char *text, size_t size, size_t start, size_t end, const qn__text_character *next) {
  size_t after = next->end;
  if (is_single_quote(next->code_point) && after < size && is_single_quote(qn__character_at(text, after).code_point))
    after = qn__character_at(text, after).end;
  else if (!is_double_quote(next->code_point) || next->code_point == '"')
    return 0;
  bool joins = character_before(text, start, end).bit & BIT(HEBREW_LETTER) && is_hebrew_at(text, size, after);
  return joins && !ends_quotation(text, size, after, part_end(text, size, after, QN__WORD_MAX)) ? after : 0;
}

/* A quick look at the bytes around a word's end: whether it may go on. */
static bool may_go_on(uint8_t last, uint8_t next) {
  bool letter_or_digit = next - '0' + 0u < 10 || (next | 0x20u) - 'a' < 26;
  return next >= 0x80 || next == '\'' || (last >= 0x80 && letter_or_digit);
}

size_t qn__find_word_end(const char *text, size_t size, size_t start) {
  size_t end = part_end(text, size, start, QN__WORD_MAX);
  while (end < size && may_go_on((uint8_t)text[end - 1], (uint8_t)text[end])) {
    qn__text_character next = qn__character_at(text, end);
    size_t at = next_digits(text, start, end, &next);
    if (at == 0)
      at = next_hebrew(text, size, start, end, &next);
    if (at == 0 || qn__character_at(text, at).end - start > QN__WORD_MAX)
      break;
    end = part_end(text, size, at, QN__WORD_MAX - (at - start));
  }
  return end;
}
