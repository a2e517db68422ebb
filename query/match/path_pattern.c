/* SPDX-License-Identifier: MIT */
/* path_pattern.c: globs by backtracking to the last star of each kind: what stands before them need not be tried
 * again. */
#include "match/path_pattern.h"

#include "quern.h"
#include "text/letters.h"
#include "text/utf8.h"

#include <string.h>

/* --- globs ------------------------------------------------------------------------------------------------------- */

static size_t step_of(const char *text, const char *end) {
  size_t n = 1;
  while (text + n < end && qn__utf8_goes_on(text[n]))
    n++;
  return n;
}

/* Where to go on after a mismatch: the pattern after a star, and the text that it may take one more step of. */
typedef struct retry {
  const char *pattern, *text; /* pattern is NULL: no star yet */
} retry;

typedef struct glob {
  const char *pattern, *pattern_end, *text, *end;
  retry star;    /* within a name */
  retry stars;   /* across names */
  bool by_names; /* these take whole names with the slash after them */
} glob;

static bool begins(const glob *g, const char *with) {
  const size_t size = strlen(with);
  return (size_t)(g->pattern_end - g->pattern) >= size && memcmp(g->pattern, with, size) == 0;
}

/* Takes a star; false if there is none here. */
static bool take_star(glob *g) {
  if (!begins(g, "*"))
    return false;
  if (!begins(g, "**")) {
    g->pattern++;
    g->star = (retry){g->pattern, g->text};
    return true;
  }
  while (begins(g, "*"))
    g->pattern++;
  g->by_names = begins(g, "/");
  g->pattern += g->by_names;
  g->stars = (retry){g->pattern, g->text};
  g->star.pattern = NULL;
  return true;
}

/* Lets a star take more; false if none can. */
static bool go_back(glob *g) {
  if (g->star.pattern != NULL && g->star.text < g->end && *g->star.text != '/') {
    g->star.text += step_of(g->star.text, g->end);
    g->pattern = g->star.pattern;
    g->text = g->star.text;
    return true;
  }
  if (g->stars.pattern == NULL || g->stars.text == g->end)
    return false;
  const char *slash = memchr(g->stars.text, '/', (size_t)(g->end - g->stars.text));
  if (g->by_names && slash == NULL)
    return false;
  g->stars.text = g->by_names ? slash + 1 : g->stars.text + 1;
  g->pattern = g->stars.pattern;
  g->text = g->stars.text;
  g->star.pattern = NULL;
  return true;
}

/* Takes one character that both have; false if they differ. */
static bool take_character(glob *g) {
  if (g->pattern == g->pattern_end || g->text == g->end)
    return false;
  if (*g->pattern == '?' && *g->text != '/')
    g->text += step_of(g->text, g->end);
  else if (*g->pattern == *g->text)
    g->text++;
  else
    return false;
  g->pattern++;
  return true;
}

/* A pattern that ends at the end of a folder's name matches all that is in it. */
static bool has_matched(const glob *g) {
  return g->pattern == g->pattern_end && (g->text == g->end || *g->text == '/');
}

static bool glob_matches(const char *pattern, size_t pattern_size, const char *path, size_t size) {
  glob g = {.pattern = pattern, .pattern_end = pattern + pattern_size, .text = path, .end = path + size};
  if (memchr(pattern, '/', pattern_size) == NULL) {
    g.stars = (retry){pattern, path};
    g.by_names = true;
  }
  while (!has_matched(&g))
    if (!take_star(&g) && !take_character(&g) && !go_back(&g))
      return false;
  return true;
}

/* --- words ------------------------------------------------------------------------------------------------------- */

static bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* The end of the word at `at`, or of what stands between two. */
static size_t run_end(const char *text, size_t size, size_t at, bool letters) {
  while (at < size && is_letter(text[at]) == letters)
    at++;
  return at;
}

/* Letters of a word without case and marks, one after another. */
typedef struct letters {
  const char *next, *end;
  uint32_t ready[QN__LETTERS_MAX * QN__BARE_MAX];
  size_t n, at;
} letters;

/* 0: there are no more. */
static uint32_t next_letter(letters *l) {
  while (l->at == l->n && l->next < l->end) {
    uint32_t caseless[QN__LETTERS_MAX];
    unsigned size;
    const size_t n = qn__caseless_letters(caseless, qn__utf8_decode(l->next, &size));
    l->n = l->at = 0;
    for (size_t i = 0; i < n; i++)
      l->n += qn__bare_letters(l->ready + l->n, caseless[i]);
    l->next += size;
  }
  return l->at < l->n ? l->ready[l->at++] : 0;
}

static bool is_same_word(qn_string a, qn_string b) {
  size_t i = 0;
  while (i < a.size && i < b.size && qn__lower_ascii(a.data[i]) == qn__lower_ascii(b.data[i]))
    i++;
  if (i == a.size && i == b.size)
    return true;
  const bool is_ascii =
      (i == a.size || (unsigned char)a.data[i] < 0x80) && (i == b.size || (unsigned char)b.data[i] < 0x80);
  if (is_ascii || !qn__utf8_valid(a.data, a.size) || !qn__utf8_valid(b.data, b.size))
    return false;
  letters one = {.next = a.data, .end = a.data + a.size}, other = {.next = b.data, .end = b.data + b.size};
  uint32_t letter;
  while ((letter = next_letter(&one)) == next_letter(&other))
    if (letter == 0)
      return true;
  return false;
}

/* Whether the path has the pattern's words, of which there are some, from the word at `at` on. */
static bool has_words_at(const char *pattern, const char *path, size_t size, size_t at) {
  const size_t pattern_size = strlen(pattern);
  size_t from = run_end(pattern, pattern_size, 0, false);
  while (from < pattern_size && at < size) {
    const size_t word = run_end(pattern, pattern_size, from, true), other = run_end(path, size, at, true);
    if (!is_same_word((qn_string){pattern + from, word - from}, (qn_string){path + at, other - at}))
      return false;
    from = run_end(pattern, pattern_size, word, false);
    at = run_end(path, size, other, false);
  }
  return from == pattern_size;
}

static bool words_match(const char *pattern, const char *path, size_t size) {
  const size_t pattern_size = strlen(pattern);
  if (run_end(pattern, pattern_size, 0, false) == pattern_size)
    return false;
  size_t at = run_end(path, size, 0, false);
  while (at < size && !has_words_at(pattern, path, size, at))
    at = run_end(path, size, run_end(path, size, at, true), false);
  return at < size;
}

/* --- either ------------------------------------------------------------------------------------------------------ */

static bool is_glob(const char *pattern) {
  return strpbrk(pattern, "*?/") != NULL;
}

/* Without the number of an article of the file. */
static size_t path_size(const char *id, size_t size) {
  size_t end = size;
  while (end > 0 && id[end - 1] >= '0' && id[end - 1] <= '9')
    end--;
  return end > 0 && end < size && id[end - 1] == '#' ? end - 1 : size;
}

bool qn__path_matches(const char *pattern, const char *path, size_t size) {
  size = path_size(path, size);
  if (!is_glob(pattern))
    return words_match(pattern, path, size);
  size_t pattern_size = strlen(pattern);
  if (pattern_size > 1 && pattern[pattern_size - 1] == '/')
    pattern_size--;
  return glob_matches(pattern, pattern_size, path, size);
}

size_t qn__path_prefix(const char *pattern) {
  if (strchr(pattern, '/') == NULL)
    return 0;
  size_t size = strcspn(pattern, "*?");
  if (size > 1 && pattern[size] == '\0' && pattern[size - 1] == '/')
    size--;
  return size;
}
