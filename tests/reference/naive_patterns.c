/* SPDX-License-Identifier: MIT */
/* naive_patterns.c: a word is tried in all its readings: with marks that may be left out and without, letters that are
 * two without their marks as one and as two. */
#include "reference/naive_patterns.h"

#include "support/scaffold.h"
#include "text/characters.h"
#include "text/letters.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_LETTERS = 62 };

typedef struct reading {
  uint32_t letters[MOST_LETTERS];
  unsigned n;
} reading;

static reading read_letters(const char *text) {
  reading read = {.n = 0};
  for (size_t at = 0, size = strlen(text); at < size;) {
    unsigned step;
    if (read.n == MOST_LETTERS)
      scaffold_failed(text, "too many letters");
    read.letters[read.n++] = qn__utf8_decode(text + at, &step);
    at += step;
  }
  return read;
}

/* Whether `test` accepts some reading of the letters from `from` on, after what is in `read`. */
static bool any_reading(const reading *word, unsigned from, reading *read,
                        bool (*test)(const void *pattern, const reading *read), const void *pattern) {
  uint32_t bare[QN__BARE_MAX];
  if (from == word->n)
    return test(pattern, read);
  const unsigned n = read->n;
  const size_t n_bare = qn__bare_letters(bare, word->letters[from]);
  read->letters[read->n++] = word->letters[from];
  bool found = any_reading(word, from + 1, read, test, pattern);
  read->n = n;
  if (!found && n_bare != 1) {
    for (size_t i = 0; i < n_bare; i++)
      read->letters[read->n++] = bare[i];
    found = any_reading(word, from + 1, read, test, pattern);
    read->n = n;
  }
  return found;
}

static bool any_reading_of(const char *word, bool (*test)(const void *pattern, const reading *read),
                           const void *pattern) {
  const reading letters = read_letters(word);
  reading read = {.n = 0};
  return any_reading(&letters, 0, &read, test, pattern);
}

static uint32_t bare_of(uint32_t letter) {
  uint32_t bare[QN__BARE_MAX];
  return qn__bare_letters(bare, letter) == 1 ? bare[0] : letter;
}

/* A letter of a pattern without marks is any with some, too; one with marks is also the bare one. */
static bool same_letter(uint32_t wanted, uint32_t letter) {
  return letter == wanted || bare_of(letter) == wanted || letter == bare_of(wanted);
}

/* --- Wildcards ---------------------------------------------------------------------------------------------------- */

static bool wildcard_from(const reading *pattern, unsigned p, const reading *word, unsigned w);

/* A letter of the pattern that is two without its marks may be these, a mark may be left out. */
static bool bare_from(const reading *pattern, unsigned p, const reading *word, unsigned w) {
  uint32_t bare[QN__BARE_MAX];
  const size_t n = qn__bare_letters(bare, pattern->letters[p]);
  if (n == 0)
    return wildcard_from(pattern, p + 1, word, w);
  return n == 2 && w + 2 <= word->n && same_letter(bare[0], word->letters[w]) &&
         same_letter(bare[1], word->letters[w + 1]) && wildcard_from(pattern, p + 1, word, w + 2);
}

static bool wildcard_from(const reading *pattern, unsigned p, const reading *word, unsigned w) {
  if (p == pattern->n)
    return w == word->n;
  if (bare_from(pattern, p, word, w))
    return true;
  if (pattern->letters[p] == '*')
    return wildcard_from(pattern, p + 1, word, w) || (w < word->n && wildcard_from(pattern, p, word, w + 1));
  return w < word->n && (pattern->letters[p] == '?' || same_letter(pattern->letters[p], word->letters[w])) &&
         wildcard_from(pattern, p + 1, word, w + 1);
}

static bool test_wildcard(const void *pattern, const reading *read) {
  return wildcard_from(pattern, 0, read, 0);
}

bool naive_wildcard(const char *pattern, const char *word) {
  const reading read = read_letters(pattern);
  return any_reading_of(word, test_wildcard, &read);
}

bool naive_prefix(const char *prefix, const char *word) {
  reading read = read_letters(prefix);
  if (read.n == MOST_LETTERS)
    scaffold_failed(prefix, "too many letters");
  read.letters[read.n++] = '*';
  return any_reading_of(word, test_wildcard, &read);
}

/* --- Regular expressions ------------------------------------------------------------------------------------------ */

/* A set of places in the word: bit i is before letter i. */
typedef uint64_t places;

typedef struct matcher {
  const char *at; /* what is read next */
  const reading *word;
} matcher;

static places match_either(matcher *m, places from);

static uint32_t take(matcher *m) {
  unsigned step;
  const uint32_t c = qn__utf8_decode(m->at, &step);
  m->at += step;
  return c;
}

static bool is_of_class(char class_name, uint32_t letter) {
  const bool digit = letter >= '0' && letter <= '9';
  const unsigned properties = qn__character(letter);
  return class_name == 'd'
             ? digit
             : letter == '_' || properties & QN__IS_WORD || qn__word_break_of(properties) == QN__WB_EXTEND;
}

/* Whether a letter is in the class at m->at, after the bracket; moves on after the class. */
static bool is_in_brackets(matcher *m, uint32_t letter) {
  const bool others = *m->at == '^';
  bool in = false;
  m->at += others;
  do {
    if (*m->at == '\\') {
      in |= is_of_class(m->at[1], letter);
      m->at += 2;
      continue;
    }
    const uint32_t first = take(m);
    if (*m->at != '-' || m->at[1] == ']') {
      in |= same_letter(first, letter);
      continue;
    }
    m->at++;
    const uint32_t last = take(m), bare = bare_of(letter);
    in |= (letter >= first && letter <= last) || (bare >= first && bare <= last);
  } while (*m->at != ']');
  m->at++;
  return in != others;
}

static bool takes(matcher *m, uint32_t letter) {
  const uint32_t c = take(m);
  if (c == '.')
    return true;
  if (c == '[')
    return is_in_brackets(m, letter);
  if (c == '\\')
    return is_of_class((char)take(m), letter);
  return same_letter(c, letter);
}

/* A letter as what it is without its marks, if that is not one letter. */
static places match_bare(uint32_t letter, const reading *word, places from) {
  uint32_t bare[QN__BARE_MAX];
  const size_t n = qn__bare_letters(bare, letter);
  places to = n == 0 ? from : 0;
  for (unsigned i = 0; n == 2 && i + 2 <= word->n; i++)
    if (from >> i & 1 && same_letter(bare[0], word->letters[i]) && same_letter(bare[1], word->letters[i + 1]))
      to |= (places)1 << (i + 2);
  return to;
}

/* Where an atom may end that begins at any of some places. */
static places match_atom(matcher *m, places from) {
  places to = 0;
  if (*m->at == '(') {
    m->at++;
    to = match_either(m, from);
    m->at++;
    return to;
  }
  const char *atom = m->at;
  if (strchr(".[\\", *atom) == NULL)
    to = match_bare(take(m), m->word, from);
  for (unsigned i = 0; i <= m->word->n; i++) {
    m->at = atom;
    const bool taken = takes(m, i < m->word->n ? m->word->letters[i] : ' ');
    if (i < m->word->n && taken && from >> i & 1)
      to |= (places)1 << (i + 1);
  }
  return to;
}

static void take_times(matcher *m, unsigned *least, unsigned *most) {
  const char sign = *m->at;
  char *end;
  *least = sign == '+' ? 1 : 0;
  *most = sign == '?' ? 1 : UINT32_MAX;
  m->at++;
  if (sign != '{')
    return;
  *least = *most = (unsigned)strtoul(m->at, &end, 10);
  if (*end == ',') {
    m->at = end + 1;
    *most = (unsigned)strtoul(m->at, &end, 10);
    if (end == m->at)
      *most = UINT32_MAX;
  }
  m->at = end + 1;
}

static places match_repeated(matcher *m, places from) {
  const char *atom = m->at;
  places once = match_atom(m, from), found;
  unsigned least, most;
  if (*m->at == '\0' || strchr("*+?{", *m->at) == NULL)
    return once;
  take_times(m, &least, &most);
  const char *end = m->at;
  found = least == 0 ? from : 0;
  for (unsigned times = 1; times <= most && once != 0 && times <= least + MOST_LETTERS; times++) {
    if (times >= least)
      found |= once;
    m->at = atom;
    once = match_atom(m, once);
  }
  m->at = end;
  return found;
}

static places match_sequence(matcher *m, places from) {
  while (*m->at != '\0' && *m->at != '|' && *m->at != ')')
    from = match_repeated(m, from);
  return from;
}

static places match_either(matcher *m, places from) {
  places to = match_sequence(m, from);
  while (*m->at == '|') {
    m->at++;
    to |= match_sequence(m, from);
  }
  return to;
}

static bool test_regex(const void *expression, const reading *read) {
  matcher m = {expression, read};
  return match_either(&m, 1) >> read->n & 1;
}

bool naive_regex(const char *expression, const char *word) {
  return any_reading_of(word, test_regex, expression);
}

/* --- Fuzzy words -------------------------------------------------------------------------------------------------- */

typedef struct fuzzy_word {
  reading letters;
  unsigned edits;
} fuzzy_word;

static unsigned least(unsigned a, unsigned b) {
  return a < b ? a : b;
}

static bool test_fuzzy(const void *pattern, const reading *read) {
  const fuzzy_word *wanted = pattern;
  const reading *a = &wanted->letters, *b = read;
  unsigned d[MOST_LETTERS + 1][MOST_LETTERS + 1];
  for (unsigned i = 0; i <= a->n; i++)
    for (unsigned j = 0; j <= b->n; j++) {
      d[i][j] = i == 0 ? j : i;
      if (i == 0 || j == 0)
        continue;
      d[i][j] = least(d[i - 1][j], d[i][j - 1]) + 1;
      d[i][j] = least(d[i][j], d[i - 1][j - 1] + !same_letter(a->letters[i - 1], b->letters[j - 1]));
      if (i > 1 && j > 1 && same_letter(a->letters[i - 1], b->letters[j - 2]) &&
          same_letter(a->letters[i - 2], b->letters[j - 1]))
        d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1);
    }
  return d[a->n][b->n] <= wanted->edits;
}

bool naive_fuzzy(const char *looked_for, unsigned edits, const char *word) {
  fuzzy_word wanted = {.edits = edits};
  const reading written = read_letters(looked_for);
  for (unsigned i = 0; i < written.n; i++) {
    uint32_t bare[QN__BARE_MAX];
    if (qn__bare_letters(bare, written.letters[i]) > 0) /* no mark */
      wanted.letters.letters[wanted.letters.n++] = written.letters[i];
  }
  return any_reading_of(word, test_fuzzy, &wanted);
}
