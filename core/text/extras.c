/* SPDX-License-Identifier: MIT */
/* extras.c: finds extra terms.  Few words have any, so that one look at what stands around and in a word must suffice
 * for the others. */
#include "text/extras.h"

#include <string.h>

#include "base/status.h"
#include "text/word_parts.h"

#define HYPHEN "\xe2\x80\x90"
#define FIRST_OF_HYPHEN 0xe2
#define FIRM_HYPHEN "\xe2\x80\x91" /* at which no line breaks */

enum { SHORT_WORD = 3 }; /* bytes of what a dot joins, as in Ph.D., or # belongs to */

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

static bool is_of_number(char c) {
  return is_digit(c) || c == '.' || c == ',';
}

static bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

static bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}

static bool is_letter(char c) {
  return is_upper(c) || is_lower(c);
}

static bool is_alphanumeric(char c) {
  return is_letter(c) || is_digit(c) || (uint8_t)c >= 0x80;
}

static bool all_of(const char *text, const qn__word *word, bool (*is)(char)) {
  bool all = true;
  for (uint32_t i = 0; i < word->size && all; i++)
    all = is(text[word->offset + i]);
  return all;
}

static size_t end_of(const qn__word *word) {
  return (size_t)word->offset + word->size;
}

/* Adds an extra of `size` bytes that `extra` says the rest of. */
static void put_extra(qn__extras *extras, qn__extra extra, const char *bytes, size_t size, qn__word_kind kind) {
  extra.word = (qn__word){(uint32_t)extras->text.size, (uint16_t)size, (uint8_t)kind};
  qn__buffer_bytes(&extras->text, bytes, size);
  qn__buffer_bytes(&extras->found, &extra, sizeof extra);
}

/* --- compounds ---------------------------------------------------------------------------------------------------- */

/* A hyphen at the end of a line, between small letters. */
static bool is_line_end(const char *gap, size_t size) {
  size_t i = 1;
  while (i < size && (gap[i] == ' ' || gap[i] == '\t' || gap[i] == '\r'))
    i++;
  if (i == size || gap[i++] != '\n')
    return false;
  while (i < size && (gap[i] == ' ' || gap[i] == '\t'))
    i++;
  return i == size && (is_lower(gap[-1]) || (uint8_t)gap[-1] >= 0x80) &&
         (is_lower(gap[size]) || (uint8_t)gap[size] >= 0x80);
}

/* Whether a dot stands between words as in Ph.D. */
static bool is_abbreviation(const char *text, const qn__word *first, const qn__word *second) {
  return first->size <= SHORT_WORD && second->size <= SHORT_WORD && is_upper(text[first->offset]) &&
         all_of(text, first, is_letter) && all_of(text, second, is_letter);
}

/* Whether what stands between two words joins them. */
static bool joins(const char *text, const qn__word *first, const qn__word *second) {
  enum { LONGEST = 40 };
  const char *gap = text + end_of(first);
  size_t size = second->offset - end_of(first);
  if (size == 1)
    return *gap == '-' || *gap == '_' || (*gap == '.' && is_abbreviation(text, first, second));
  if (size == 3 &&
      (memcmp(gap, HYPHEN, 3) == 0 || memcmp(gap, FIRM_HYPHEN, 3) == 0 || memcmp(gap, QN__NON_JOINER, 3) == 0))
    return true;
  return *gap == '-' && size <= LONGEST && is_line_end(gap, size);
}

static bool is_part(const char *text, const qn__word *first, const qn__word *second) {
  if (second->offset <= end_of(first) || first->kind == QN__WORD_PAIR || second->kind == QN__WORD_PAIR ||
      !joins(text, first, second))
    return false;
  return !all_of(text, first, is_of_number) || !all_of(text, second, is_of_number);
}

/* How many of n words belong together from the first on: 1 if it stands alone.  *size is their bytes. */
static size_t count_parts(const char *text, const qn__word *words, size_t n, size_t *size) {
  size_t n_parts = 1;
  *size = words[0].size;
  for (; n_parts < n && is_part(text, &words[n_parts - 1], &words[n_parts]); n_parts++)
    *size += words[n_parts].size;
  return n_parts;
}

static bool is_compound(size_t n_parts, size_t size) {
  return n_parts > 1 && n_parts <= QN__COMPOUND_PARTS && size <= QN__COMPOUND_SIZE;
}

size_t qn__compound_parts(const char *text, const qn__word *words, size_t n) {
  size_t size, n_parts = count_parts(text, words, n, &size);
  return is_compound(n_parts, size) ? n_parts : 0;
}

/* What stands between two parts in the form of their compound; 0: nothing. */
static char joiner_between(const char *text, const qn__word *first, const qn__word *second) {
  const char *gap = text + end_of(first);
  size_t size = second->offset - end_of(first);
  if (size == 1 && *gap == '_')
    return '_';
  bool is_hyphen = (size == 1 && *gap == '-') || (size == 3 && memcmp(gap, QN__NON_JOINER, 3) != 0 && *gap != '-');
  return is_hyphen ? '-' : '\0';
}

/* Whether a line ends between two parts: only then does something follow a hyphen there. */
static bool is_cut(const char *text, const qn__word *first, const qn__word *second) {
  return second->offset - end_of(first) > 1 && text[end_of(first)] == '-';
}

size_t qn__write_compound(char *out, const char *text, const qn__word *words, size_t n_parts, qn__word_kind *kind) {
  size_t size = 0;
  *kind = QN__WORD_ASCII;
  for (size_t i = 0; i < n_parts; i++) {
    memcpy(out + size, text + words[i].offset, words[i].size);
    size += words[i].size;
    if (words[i].kind == QN__WORD_UNICODE && *kind == QN__WORD_ASCII)
      *kind = QN__WORD_UNICODE;
    char joiner = i + 1 < n_parts ? joiner_between(text, &words[i], &words[i + 1]) : '\0';
    if (joiner == '\0')
      continue;
    out[size++] = joiner;
    *kind = QN__WORD_COMPOUND;
  }
  return size;
}

static void add_compound(qn__extras *extras, const char *text, const qn__word *words, size_t at, size_t n_parts) {
  char written[QN__COMPOUND_ROOM];
  qn__word_kind kind;
  qn__extra extra = {.at = (uint32_t)at, .n_words = (uint8_t)n_parts, .kind = QN__EXTRA_COMPOUND};
  const size_t size = qn__write_compound(written, text, words + at, n_parts, &kind);
  for (size_t i = at + 1; i < at + n_parts; i++)
    if (is_cut(text, &words[i - 1], &words[i]))
      extra.kind = QN__EXTRA_LINE_END;
  put_extra(extras, extra, written, size, kind);
}

/* --- signs -------------------------------------------------------------------------------------------------------- */

/* The signs after a word that belong to its name: C++, C++11, A+, C#, but not a+b or page#section. */
static size_t signs_after(const char *text, size_t size, const qn__word *word) {
  size_t end = end_of(word), n = 0;
  while (n < 2 && end + n < size && text[end + n] == '+')
    n++;
  bool ends = end + n == size || !is_alphanumeric(text[end + n]);
  if (n > 0)
    return n == 2 || ends ? n : 0;
  if (end == size || text[end] != '#' || word->size > SHORT_WORD || !all_of(text, word, is_letter))
    return 0;
  ends = end + 1 == size || !is_alphanumeric(text[end + 1]);
  return ends || (word->size == 1 && is_digit(text[end + 1]));
}

/* Whether a dot before a word belongs to its name: .NET, .htaccess. */
static bool has_dot_before(const char *text, const qn__word *word) {
  size_t at = word->offset;
  if (at == 0 || text[at - 1] != '.' || word->size < 2 || !all_of(text, word, is_letter))
    return false;
  return at == 1 || text[at - 2] == ' ' || text[at - 2] == '(' || text[at - 2] == '\n' || text[at - 2] == '"';
}

bool qn__signed_word(const char *text, size_t size, const qn__word *word, size_t *start, size_t *end) {
  const char after = end_of(word) < size ? text[end_of(word)] : ' ';
  const char before = word->offset > 0 ? text[word->offset - 1] : ' ';
  if (word->kind != QN__WORD_ASCII || (after != '+' && after != '#' && before != '.') ||
      !all_of(text, word, is_alphanumeric))
    return false;
  *start = word->offset - (size_t)has_dot_before(text, word);
  *end = end_of(word) + signs_after(text, size, word);
  return (*start < word->offset || *end > end_of(word)) && *end - *start <= QN__WORD_MAX;
}

/* --- all ---------------------------------------------------------------------------------------------------------- */

static void add_parts(qn__extras *extras, const char *text, const qn__word *words, size_t at) {
  static const uint8_t kinds[] = {[QN__PART_IDENTIFIER] = QN__EXTRA_PART,
                                  [QN__PART_NUMBER] = QN__EXTRA_NUMBER_PART,
                                  [QN__PART_ELISION] = QN__EXTRA_ELISION};
  const char *word = text + words[at].offset;
  qn__word_part parts[QN__WORD_PARTS_MAX];
  size_t n = qn__find_word_parts(word, words[at].size, parts);
  for (size_t i = 0; i < n; i++) {
    qn__word_kind kind = QN__WORD_ASCII;
    for (size_t j = parts[i].start; j < parts[i].end; j++)
      kind = (uint8_t)word[j] >= 0x80 ? QN__WORD_UNICODE : kind;
    const qn__extra extra = {.at = (uint32_t)at, .start = parts[i].start, .n_words = 1, .kind = kinds[parts[i].kind]};
    put_extra(extras, extra, word + parts[i].start, (size_t)(parts[i].end - parts[i].start), kind);
  }
}

/* By the byte after a word: up to which size it may join the word to another, or belong to its name. */
static const uint8_t joins_up_to[256] = {['-'] = QN__WORD_MAX, ['_'] = QN__WORD_MAX, ['+'] = QN__WORD_MAX,
                                         ['#'] = SHORT_WORD,   ['.'] = SHORT_WORD,   [FIRST_OF_HYPHEN] = QN__WORD_MAX};

static bool may_have_neighbours(const char *text, size_t size, const qn__word *word) {
  const size_t end = end_of(word);
  return (end < size && word->size <= joins_up_to[(uint8_t)text[end]]) ||
         (word->offset > 0 && text[word->offset - 1] == '.');
}

/* Adds what the word is with its signs, and the compound that begins with it.  *compound_end is after the words that
 * belong to a compound already. */
static void add_neighbours(qn__extras *extras, const char *text, size_t size, const qn__word *words, size_t at,
                           size_t n_words, size_t *compound_end) {
  size_t start, end;
  if (qn__signed_word(text, size, &words[at], &start, &end)) {
    const int16_t before = (int16_t)(words[at].offset - start);
    const qn__extra extra = {.at = (uint32_t)at, .start = (int16_t)-before, .n_words = 1, .kind = QN__EXTRA_SIGNS};
    put_extra(extras, extra, text + start, end - start, QN__WORD_SIGNED);
  }
  if (at < *compound_end)
    return;
  size_t closed, n_parts = count_parts(text, words + at, n_words - at, &closed);
  *compound_end = at + n_parts;
  if (is_compound(n_parts, closed))
    add_compound(extras, text, words, at, n_parts);
}

enum { PLAIN_MAX = 16 }; /* bytes of a word that is looked at as two numbers */

/* Words that begin at a byte from 1 to this have a byte before them and PLAIN_MAX + 1 bytes. */
static size_t last_plain(size_t size) {
  return size > PLAIN_MAX ? size - PLAIN_MAX - 1 : 0;
}

/* Whether a word has only small letters after its first letter, and nothing beside it that belongs to it, as most words
 * do: it has no extras.  A long word, or one at an end of the text, is left to a closer look. */
QN_ALWAYS_INLINE bool is_plain(const char *text, size_t last, const qn__word *word) {
  const uint64_t small = UINT64_C(0x6060606060606060);  /* of the bytes of words, small letters alone have both bits */
  const uint64_t letter = UINT64_C(0x6060606060606040); /* a capital, if it is the first byte, has this one */
  const uint8_t *bytes = (const uint8_t *)text + word->offset;
  if (word->offset - UINT32_C(1) >= last || word->size > PLAIN_MAX)
    return false;
  uint64_t lacking = ~qn__load_u64(bytes) & letter;
  if (word->size <= 8)
    lacking <<= 64 - 8 * word->size;
  else
    lacking |= ~qn__load_u64(bytes + word->size - 8) & small;
  return lacking == 0 && bytes[-1] != '.' && word->size > joins_up_to[bytes[word->size]];
}

bool qn__may_have_extras(const char *text, size_t size, const qn__word *word) {
  return !is_plain(text, last_plain(size), word) && word->kind != QN__WORD_PAIR &&
         (qn__may_have_parts(text + word->offset, word->size, (qn__word_kind)word->kind) ||
          may_have_neighbours(text, size, word));
}

enum { POLLED = 16384 }; /* words: then whether the caller has cancelled */

/* Adds the extras of the word at an index, which may have some. */
static QN_NOINLINE void add_extras(qn__extras *extras, qn_string text, const qn__word *words, size_t n_words, size_t at,
                                   size_t *compound_end) {
  const qn__word *word = &words[at];
  if (word->kind == QN__WORD_PAIR)
    return;
  if (qn__may_have_parts(text.data + word->offset, word->size, (qn__word_kind)word->kind))
    add_parts(extras, text.data, words, at);
  if (may_have_neighbours(text.data, text.size, word))
    add_neighbours(extras, text.data, text.size, words, at, n_words, compound_end);
}

/* Finds the extras of the words from `first` to before `end`, which have neighbours among all `n_words`. */
static void find_extras(qn__extras *extras, qn_string text, const qn__word *words, size_t n_words, size_t first,
                        size_t end, size_t *compound_end) {
  const size_t last = last_plain(text.size);
  for (size_t i = first; i < end; i++)
    if (!is_plain(text.data, last, &words[i]))
      add_extras(extras, text, words, n_words, i, compound_end);
}

void qn__extras_find(qn__extras *extras, const char *text, size_t size, const qn__word *words, size_t n_words) {
  size_t compound_end = 0;
  qn__buffer_reset(&extras->found);
  qn__buffer_reset(&extras->text);
  extras->cancelled = false;
  for (size_t i = 0, end; i < n_words && !extras->cancelled; i = end) {
    end = n_words - i < POLLED ? n_words : i + POLLED;
    find_extras(extras, (qn_string){text, size}, words, n_words, i, end, &compound_end);
    extras->cancelled = end < n_words && qn__is_cancelled(&extras->cancel);
  }
  qn__buffer_zeros(&extras->text, 16);
}

void qn__extra_place(const qn__extra *extra, const qn__word *words, size_t *start, size_t *end) {
  *start = (size_t)((int64_t)words[extra->at].offset + extra->start);
  *end = extra->n_words > 1 ? end_of(&words[extra->at + extra->n_words - 1]) : *start + extra->word.size;
}

const char *qn__extra_kind_name(qn__extra_kind kind) {
  static const char *const names[] = {
      [QN__EXTRA_COMPOUND] = "compound", [QN__EXTRA_LINE_END] = "line end",       [QN__EXTRA_SIGNS] = "signs",
      [QN__EXTRA_PART] = "part",         [QN__EXTRA_NUMBER_PART] = "number part", [QN__EXTRA_ELISION] = "elision"};
  return names[kind];
}

void qn__extras_clear(qn__extras *extras) {
  qn__buffer_clear(&extras->found);
  qn__buffer_clear(&extras->text);
}
