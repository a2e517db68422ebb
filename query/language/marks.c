/* SPDX-License-Identifier: MIT */
/* marks.c: which quote closes which.  Keyboards and editors turn quotes round, so a phrase is closed by the partner of
 * its quote, or else by any other that stands where one closes.  A quote that may as well be an apostrophe, or a sign
 * of inches, is a quote only if another closes what it opens. */
#include "language/marks.h"

#include "text/utf8.h"
#include "text/word_breaks.h"
#include "text/word_rules.h"

#include <string.h>

enum { LOOK_AHEAD = 1024 /* bytes to look for a quote that closes, where the one that opens may be something else */ };

/* --- Spaces and dashes -------------------------------------------------------------------------------------------- */

bool qn__is_wide_space(uint32_t c) {
  return c == 0xa0 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f ||
         c == 0x3000;
}

static bool is_digit_at(const char *at, const char *end) {
  return at < end && *at >= '0' && *at <= '9';
}

size_t qn__wide_space_at(const char *text, const char *end, const char *at) {
  const uint8_t first = (uint8_t)*at;
  if (first != 0xc2 && first != 0xe2 && first != 0xe3)
    return 0;
  unsigned size;
  uint32_t c = qn__utf8_decode(at, &size);
  if (!qn__is_wide_space(c))
    return 0;
  bool groups_digits = (c == 0xa0 || c == 0x202f) && at > text && is_digit_at(at - 1, end);
  return groups_digits && is_digit_at(at + size, end) ? 0 : size;
}

size_t qn__minus_at(const char *at, const char *end) {
  if (at == end || (*at != '-' && (uint8_t)*at < 0xe2))
    return 0;
  unsigned size;
  uint32_t c = qn__utf8_decode(at, &size);
  return c == '-' || (c >= 0x2010 && c <= 0x2013) || c == 0x2212 || c == 0xfe63 || c == 0xff0d ? size : 0;
}

/* --- Quotes ------------------------------------------------------------------------------------------------------- */

/* Where a quote opens a phrase. */
typedef enum opening {
  NOWHERE,
  AT_THE_START_IF_CLOSED, /* of what was written, and if another closes it */
  BEFORE_A_WORD,          /* and at the start, before anything */
  ANYWHERE,
} opening;

static const struct quote {
  uint16_t character;
  uint16_t partners[3]; /* that close what it opens; 0: no more */
  uint8_t opening;
  bool single; /* closed by its partners alone, and an apostrophe between letters */
} quotes[] = {
    {'"', {'"', 0xff02}, ANYWHERE, false},
    {0xab, {0xbb}, BEFORE_A_WORD, false},
    {0xbb, {0xab, 0xbb}, AT_THE_START_IF_CLOSED, false},
    {0x2018, {0x2019}, AT_THE_START_IF_CLOSED, true},
    {0x2019, {0}, NOWHERE, true},
    {0x201a, {0x2018, 0x2019}, AT_THE_START_IF_CLOSED, true},
    {0x201b, {0x2019}, AT_THE_START_IF_CLOSED, true},
    {0x201c, {0x201d, 0x201c}, BEFORE_A_WORD, false},
    {0x201d, {0x201d}, AT_THE_START_IF_CLOSED, false},
    {0x201e, {0x201c, 0x201d, 0x201f}, BEFORE_A_WORD, false},
    {0x201f, {0x201d, 0x201c}, BEFORE_A_WORD, false},
    {0x2039, {0x203a}, AT_THE_START_IF_CLOSED, true},
    {0x203a, {0x2039, 0x203a}, AT_THE_START_IF_CLOSED, true},
    {0x300c, {0x300d}, BEFORE_A_WORD, false},
    {0x300d, {0}, NOWHERE, false},
    {0x300e, {0x300f}, BEFORE_A_WORD, false},
    {0x300f, {0}, NOWHERE, false},
    {0x301d, {0x301e, 0x301f}, BEFORE_A_WORD, false},
    {0x301e, {0}, NOWHERE, false},
    {0x301f, {0}, NOWHERE, false},
    {0xff02, {'"', 0xff02}, ANYWHERE, false},
    {0xff62, {0xff63}, BEFORE_A_WORD, false},
    {0xff63, {0}, NOWHERE, false},
};

/* Whether a byte may begin a quote. */
static bool may_begin_quote(uint8_t byte) {
  return byte == '"' || byte == 0xc2 || byte == 0xe2 || byte == 0xe3 || byte == 0xef;
}

static const struct quote *quote_at(const char *at, const char *end, unsigned *size) {
  if (at == end || !may_begin_quote((uint8_t)*at))
    return NULL;
  uint32_t c = qn__utf8_decode(at, size);
  for (size_t i = 0; i < sizeof quotes / sizeof quotes[0]; i++)
    if (quotes[i].character == c)
      return &quotes[i];
  return NULL;
}

static bool is_partner(const struct quote *open, const struct quote *quote) {
  bool found = false;
  for (size_t i = 0; i < 3 && open->partners[i] != 0; i++)
    found |= open->partners[i] == quote->character;
  return found;
}

static bool is_straight(const struct quote *quote) {
  return quote->character == '"' || quote->character == 0xff02;
}

static bool is_letter_at(const char *at, const char *end) {
  const uint32_t letters = QN__WB_LETTERS | QN__WB_BIT(QN__WB_NUMERIC) | QN__WB_BIT(QN__WB_KATAKANA);
  return at < end && (qn__character_at(at, 0).bit & letters) != 0;
}

static bool follows_letter(const char *text, const char *at) {
  if (at == text)
    return false;
  return is_letter_at(text + qn__utf8_before(text, 0, (size_t)(at - text)), at);
}

static bool follows_space(const char *text, const char *end, const char *at) {
  for (const char *before = at; before > text && at - before < 3;) {
    before--;
    if (!qn__utf8_goes_on(*before))
      return *before == '(' || before + qn__space_at(text, end, before) == at;
  }
  return at == text;
}

/* True for a quote that is part of a Hebrew acronym, or looks like it. */
static bool is_inside_hebrew(const char *text, const char *end, const char *at) {
  return qn__is_between_hebrew(text, (size_t)(end - text), (size_t)(at - text));
}

size_t qn__phrase_quote_at(const char *text, const char *end, const char *at) {
  unsigned size;
  const struct quote *quote = quote_at(at, end, &size);
  return quote == NULL || quote->single || is_inside_hebrew(text, end, at) ? 0 : size;
}

bool qn__is_quote(const char *at, const char *end) {
  unsigned size;
  const struct quote *quote = quote_at(at, end, &size);
  return quote != NULL && !quote->single;
}

bool qn__opens_before_words(const char *at, const char *end) {
  unsigned size;
  const struct quote *quote = quote_at(at, end, &size);
  return quote != NULL && quote->opening == BEFORE_A_WORD;
}

/* What a quote inside a phrase is. */
typedef enum role { PART_OF_TEXT, OPENS_INSIDE, CLOSES } role;

/* A text and the quote in it whose partner is looked for. */
typedef struct search {
  const char *text, *end;
  const struct quote *open;
} search;

static bool looks_open(const search *s, const char *at, unsigned size) {
  return follows_space(s->text, s->end, at) && at + size < s->end && qn__space_at(s->text, s->end, at + size) == 0;
}

static role role_of(const search *s, const char *at, unsigned size, const struct quote *quote) {
  if (s->open->single != quote->single || is_inside_hebrew(s->text, s->end, at))
    return PART_OF_TEXT;
  const bool partner = is_partner(s->open, quote);
  if (s->open->single && (!partner || (follows_letter(s->text, at) && is_letter_at(at + size, s->end))))
    return PART_OF_TEXT;
  const bool bracket = quote->character >= 0x3000 && quote->opening == BEFORE_A_WORD;
  bool may_open = bracket || (quote->opening != NOWHERE && (!partner || s->open == quote) && looks_open(s, at, size));
  return may_open && !(is_straight(s->open) && is_straight(quote)) ? OPENS_INSIDE : CLOSES;
}

/* The quote in [first, end) that closes the phrase; NULL: there is none.  A straight quote is closed by the next one,
 * unless another has closed the phrase before what seems to open one. */
static const char *find_close(const search *s, const char *first, const char *end) {
  const bool straight = is_straight(s->open);
  const char *candidate = NULL;
  unsigned depth = 0, size;
  for (const char *at = first; at < end; at += size) {
    size = 1;
    const struct quote *quote = quote_at(at, end, &size);
    role is = quote == NULL ? PART_OF_TEXT : role_of(s, at, size, quote);
    if (is == OPENS_INSIDE && straight && candidate != NULL)
      return candidate;
    depth += is == OPENS_INSIDE;
    if (is != CLOSES)
      continue;
    if (straight && is_straight(quote))
      return candidate != NULL && looks_open(s, at, size) ? candidate : at;
    if (depth == 0 && !straight)
      return at;
    if (depth == 0 || (!straight && is_partner(s->open, quote)))
      candidate = candidate == NULL || !straight ? at : candidate;
    depth -= depth > 0;
  }
  return candidate;
}

/* True for a quote between Hebrew letters that still opens a phrase, after a prefix: one that closes follows,
 * directly after a word, and more than one letter before it. */
static bool opens_after_prefix(const char *text, const char *end, const char *first, const char *close) {
  unsigned size = 0;
  if (close == NULL || close - first > LOOK_AHEAD / 4 || quote_at(close, end, &size) == NULL)
    return false;
  const char *after = close + size;
  const bool closes = (uint8_t)close[-1] > ' ' && (after == end || qn__space_at(text, end, after) > 0 || *after == ')');
  return closes && close - first > 2; /* Hebrew letters have two bytes */
}

static const char *nearest(const char *first, const char *end) {
  return end - first > LOOK_AHEAD ? first + LOOK_AHEAD : end;
}

bool qn__quote_opens(const char *text, const char *end, const char *at, bool starts, qn__quoted *out) {
  unsigned size;
  const struct quote *open = quote_at(at, end, &size);
  if (open == NULL || open->opening == NOWHERE || (open->opening == AT_THE_START_IF_CLOSED && !starts))
    return false;
  const char *first = at + size;
  bool before_space = first == end || qn__space_at(text, end, first) > 0;
  if (before_space && (open->opening == AT_THE_START_IF_CLOSED || (open->opening == BEFORE_A_WORD && !starts)))
    return false;
  bool inside_hebrew = is_inside_hebrew(text, end, at);
  bool uncertain = inside_hebrew || open->opening == AT_THE_START_IF_CLOSED;
  const search s = {text, end, open};
  const char *close = find_close(&s, first, uncertain ? nearest(first, end) : end);
  if (inside_hebrew && !opens_after_prefix(text, end, first, close))
    return false;
  if (close == NULL && uncertain)
    return false;
  *out = (qn__quoted){first, close == NULL ? end : close, NULL};
  if (close != NULL && quote_at(close, end, &size) != NULL)
    out->end = close + size;
  return true;
}
