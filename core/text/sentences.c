/* SPDX-License-Identifier: MIT */
/* sentences.c: the sentences of UAX #29, whose rules are named SB3 to SB998 there, and full stops that end none. */
#include "text/sentences.h"

#include <string.h>

#include "text/ascii_runs.h"
#include "text/characters.h"
#include "text/utf8.h"

#define BIT(name) (1u << QN__SB_##name)

enum {
  PARAGRAPHS = BIT(SEPARATOR) | BIT(CR) | BIT(LF),
  IGNORED = BIT(EXTEND) | BIT(FORMAT),
  ENDS = BIT(FULL_STOP) | BIT(TERMINATOR),
  LETTERS = BIT(LOWER) | BIT(UPPER) | BIT(LETTER),
};

/* The text that is read. */
typedef struct stretch {
  const char *text;
  size_t size;
  bool joined; /* its lines are: a line break is a space */
} stretch;

typedef struct sentence_character {
  unsigned bit; /* of its sentence break class */
  size_t end;
} sentence_character;

static sentence_character character_at(const stretch *in, size_t at) {
  unsigned size;
  uint32_t code_point = qn__utf8_decode(in->text + at, &size);
  unsigned bit = 1u << qn__sentence_break_of(qn__character(code_point));
  return (sentence_character){in->joined && bit & PARAGRAPHS ? BIT(SPACE) : bit, at + size};
}

/* --- UAX #29 ------------------------------------------------------------------------------------------------------ */

/* How far the end of a sentence has been read: its full stop, closing quotes and brackets, spaces. */
typedef enum progress { NO_END, STOP, CLOSE, SPACES } progress;

typedef struct left_context {
  unsigned raw;  /* the class of the very last character */
  unsigned last; /* of the last that SB5 does not ignore */
  progress progress;
  unsigned stop;        /* the class of the full stop */
  unsigned before_stop; /* the class before it */
} left_context;

/* SB8: after a full stop, does a small letter come before any other letter or full stop? */
static bool small_letter_follows(const stretch *in, size_t at) {
  while (at < in->size) {
    sentence_character c = character_at(in, at);
    if (c.bit & (LETTERS | PARAGRAPHS | ENDS))
      return c.bit & BIT(LOWER);
    at = c.end;
  }
  return false;
}

/* SB6 to SB11, after the end of a sentence. */
static bool ends_sentence(const left_context *left, const stretch *in, size_t at, const sentence_character *next) {
  bool full_stop = left->stop == BIT(FULL_STOP);
  if (full_stop && left->progress == STOP) {
    if (next->bit & BIT(NUMERIC)) /* SB6 */
      return false;
    if (left->before_stop & (BIT(UPPER) | BIT(LOWER)) && next->bit & BIT(UPPER)) /* SB7 */
      return false;
  }
  if (next->bit & (BIT(CONTINUE) | ENDS)) /* SB8a */
    return false;
  if (left->progress != SPACES && next->bit & BIT(CLOSE)) /* SB9 */
    return false;
  if (next->bit & (BIT(SPACE) | PARAGRAPHS)) /* SB9, SB10, SB11 */
    return false;
  return !(full_stop && small_letter_follows(in, at)); /* SB8, last: it looks far ahead */
}

static bool is_boundary(const left_context *left, const stretch *in, size_t at, const sentence_character *next) {
  if (left->raw & PARAGRAPHS) /* SB3, SB4 */
    return !(left->raw & BIT(CR) && next->bit & BIT(LF));
  if (next->bit & IGNORED || left->progress == NO_END) /* SB5, SB998 */
    return false;
  return ends_sentence(left, in, at, next);
}

static void move_past(left_context *left, const sentence_character *c) {
  left->raw = c->bit;
  if (c->bit & IGNORED)
    return;
  if (c->bit & ENDS) {
    left->progress = STOP;
    left->stop = c->bit;
    left->before_stop = left->last;
  } else if (left->progress != NO_END && left->progress != SPACES && c->bit & BIT(CLOSE)) {
    left->progress = CLOSE;
  } else if (left->progress != NO_END && c->bit & BIT(SPACE)) {
    left->progress = SPACES;
  } else if (!(c->bit & PARAGRAPHS)) {
    left->progress = NO_END;
  }
  left->last = c->bit;
}

/* The first byte from `at` on that may end a sentence or is not ASCII; up to seven bytes too few at the end. */
static size_t skip_quiet(const stretch *in, size_t at) {
  for (; in->size - at >= QN__ASCII_RUN; at += QN__ASCII_RUN) {
    const uint64_t bytes = qn__load_u64((const uint8_t *)in->text + at);
    const uint64_t found =
        (bytes & QN__EACH(0x80)) | qn__find_byte(bytes, '.') | qn__find_byte(bytes, '!') | qn__find_byte(bytes, '?');
    if (found != 0)
      return at + qn__lowest_bit(found) / 8;
  }
  return at;
}

static size_t next_boundary(const stretch *in, size_t offset) {
  left_context left = {0, 0, NO_END, 0, 0};
  for (size_t at = offset; at < in->size;) {
    if (in->joined && left.progress == NO_END) {
      const size_t end = skip_quiet(in, at);
      if (end > at)
        left.raw = left.last = character_at(in, end - 1).bit;
      at = end;
      if (at == in->size)
        break;
    }
    sentence_character c = character_at(in, at);
    if (at > offset && is_boundary(&left, in, at, &c))
      return at;
    move_past(&left, &c);
    at = c.end;
  }
  return in->size;
}

size_t qn__sentence_boundary(const char *text, size_t size, size_t offset) {
  const stretch in = {text, size, false};
  return next_boundary(&in, offset);
}

/* --- Full stops that end no sentence ---------------------------------------------------------------------------- */

static unsigned class_at(const char *text, size_t at) {
  const stretch in = {text, SIZE_MAX, false};
  return character_at(&in, at).bit;
}

/* The end without the blanks before it. */
static size_t without_blanks(const char *text, size_t start, size_t end) {
  while (end > start) {
    size_t before = qn__utf8_before(text, start, end);
    if (!(class_at(text, before) & (BIT(SPACE) | PARAGRAPHS)))
      break;
    end = before;
  }
  return end;
}

static bool is_one_of(const char *const *words, size_t n_words, const char *word, size_t size) {
  for (size_t i = 0; i < n_words; i++)
    if (strlen(words[i]) == size && memcmp(word, words[i], size) == 0)
      return true;
  return false;
}

/* True for what stands before a name or a number with a full stop of its own. */
static bool is_abbreviation(const char *word, size_t size) {
  static const char *const words[] = {"Mr",  "Mrs", "Ms",  "Dr",  "Prof", "St",  "Gen",    "Gov",  "Sen",
                                      "Rep", "Lt",  "Col", "Sgt", "Capt", "Rev", "Hon",    "No",   "Fig",
                                      "vs",  "al",  "cf",  "ca",  "e.g",  "i.e", "approx", "Nr",   "Abb",
                                      "bzw", "Sra", "Sr",  "Mme", "Mlle", "им",  "ул",     "проф", "акад"};
  return is_one_of(words, sizeof words / sizeof *words, word, size);
}

/* True for `3. Oktober`: a small number and then a month or a century. */
static bool is_ordinal(const char *number, size_t n_digits, const char *next, size_t left) {
  static const char *const begins[] = {"Jan", "Feb", "Mar", "Apr", "Mai", "Maj", "Jun", "Jul",
                                       "Aug", "Sep", "Okt", "Nov", "Dez", "Dec", "Jah"};
  if (n_digits > 2 || left < 4)
    return false;
  for (size_t i = 0; i < n_digits; i++)
    if (number[i] < '0' || number[i] > '9')
      return false;
  return is_one_of(begins, sizeof begins / sizeof *begins, next, 3) || memcmp(next, "M\xc3\xa4r", 4) == 0;
}

static bool is_letter_or_digit(unsigned bit) {
  return bit & (LETTERS | BIT(NUMERIC) | BIT(EXTEND));
}

/* The start of the word that ends at `end`; full stops within it belong to it. */
static size_t word_start(const char *text, size_t start, size_t end) {
  size_t at = end;
  while (at > start) {
    size_t before = qn__utf8_before(text, start, at);
    if (!is_letter_or_digit(class_at(text, before)) && (text[before] != '.' || at == end))
      break;
    at = before;
  }
  return at;
}

/* True if the sentence that seems to end at `end`, where another begins, rather goes on. */
static bool goes_on(const char *text, size_t size, size_t start, size_t end) {
  if (class_at(text, end) & BIT(LOWER)) /* as after `"Why?" he said` */
    return true;
  size_t stop = without_blanks(text, start, end);
  if (stop == start || text[stop - 1] != '.')
    return false;
  size_t word_end = stop - 1, word = word_start(text, start, word_end);
  size_t word_size = word_end - word;
  if (word_size == 0)
    return false;
  size_t last = qn__utf8_before(text, word, word_end);
  bool is_initial = class_at(text, last) & BIT(UPPER) && (last == word || text[last - 1] == '.');
  return is_initial || is_abbreviation(text + word, word_size) ||
         is_ordinal(text + word, word_size, text + end, size - end);
}

size_t qn__next_sentence(const char *text, size_t size, size_t offset) {
  const stretch in = {text, size, true};
  size_t end = offset;
  do
    end = next_boundary(&in, end);
  while (end < size && goes_on(text, size, offset, end));
  return end;
}
