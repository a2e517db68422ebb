/* SPDX-License-Identifier: MIT */
/* json_syntax.c: a walk over the text without recursion; a bit for each open level says whether it is an object. */
#include "base/json_syntax.h"

#include <stdint.h>
#include <string.h>

enum { MAX_DEPTH = 999, NUMBER_MAX = 60 };

typedef struct json_walk {
  const char *p, *end;
  size_t depth;
  uint8_t objects[MAX_DEPTH / 8 + 1]; /* bit i: level i + 1 is an object */
} json_walk;

/* The byte at the walk's place, 0 at the end; U+0000 is not JSON either. */
static char next(const json_walk *w) {
  return w->p < w->end ? *w->p : '\0';
}

static bool skip(json_walk *w, char c) {
  bool found = next(w) == c && w->p < w->end;
  w->p += found;
  return found;
}

static void skip_space(json_walk *w) {
  while (w->p < w->end && strchr(" \t\r\n", *w->p) != NULL && *w->p != '\0')
    w->p++;
}

static bool skip_digits(json_walk *w) {
  const char *start = w->p;
  while (next(w) >= '0' && next(w) <= '9')
    w->p++;
  return w->p > start;
}

static bool skip_number(json_walk *w) {
  const char *start = w->p;
  skip(w, '-');
  if (!skip(w, '0') && !skip_digits(w))
    return false;
  if (skip(w, '.') && !skip_digits(w))
    return false;
  if (skip(w, 'e') || skip(w, 'E')) {
    if (!skip(w, '-'))
      skip(w, '+');
    if (!skip_digits(w))
      return false;
  }
  return w->p - start <= NUMBER_MAX;
}

/* Reads XXXX of \uXXXX. */
static bool skip_unit(json_walk *w, unsigned *unit) {
  *unit = 0;
  for (int i = 0; i < 4; i++, w->p++) {
    static const char digits[] = "0123456789abcdefABCDEF";
    const char *digit = next(w) == '\0' ? NULL : strchr(digits, next(w));
    if (digit == NULL)
      return false;
    unsigned value = (unsigned)(digit - digits);
    *unit = *unit << 4 | (value < 16 ? value : value - 6);
  }
  return true;
}

/* What follows a backslash.  Half a surrogate pair is an error. */
static bool skip_escape(json_walk *w) {
  unsigned unit, low;
  if (!skip(w, 'u')) {
    bool known = next(w) != '\0' && strchr("bfnrt\"\\/", next(w)) != NULL;
    w->p += known;
    return known;
  }
  if (!skip_unit(w, &unit) || (unit >= 0xdc00 && unit < 0xe000))
    return false;
  if (unit < 0xd800 || unit >= 0xe000)
    return true;
  return skip(w, '\\') && skip(w, 'u') && skip_unit(w, &low) && low >= 0xdc00 && low < 0xe000;
}

static bool skip_string(json_walk *w) {
  if (!skip(w, '"'))
    return false;
  while (next(w) != '\0' && *w->p != '"')
    if (*w->p++ == '\\' && !skip_escape(w))
      return false;
  return skip(w, '"');
}

static bool skip_word(json_walk *w, const char *word) {
  size_t size = strlen(word);
  bool found = (size_t)(w->end - w->p) >= size && memcmp(w->p, word, size) == 0;
  if (found)
    w->p += size;
  return found;
}

static bool skip_scalar(json_walk *w) {
  if (next(w) == '"')
    return skip_string(w);
  return skip_word(w, "null") || skip_word(w, "true") || skip_word(w, "false") || skip_number(w);
}

static bool in_object(const json_walk *w) {
  return w->objects[(w->depth - 1) / 8] >> (w->depth - 1) % 8 & 1;
}

static bool open_level(json_walk *w) {
  bool is_object = *w->p++ == '{';
  if (w->depth == MAX_DEPTH)
    return false;
  uint8_t bit = (uint8_t)(1u << w->depth % 8), *byte = &w->objects[w->depth / 8];
  *byte = (uint8_t)(is_object ? *byte | bit : *byte & ~bit);
  w->depth++;
  return true;
}

static bool level_ends(const json_walk *w) {
  return w->depth > 0 && next(w) == (in_object(w) ? '}' : ']');
}

static void close_levels(json_walk *w) {
  while (level_ends(w)) {
    w->p++;
    w->depth--;
    skip_space(w);
  }
}

/* "name": before a value in an object. */
static bool skip_name(json_walk *w) {
  if (!skip_string(w))
    return false;
  skip_space(w);
  bool found = skip(w, ':');
  skip_space(w);
  return found;
}

/* A scalar, or the beginning of an array or object, up to its first item. */
static bool skip_item(json_walk *w, bool *opened) {
  if (w->depth > 0 && in_object(w) && !skip_name(w))
    return false;
  *opened = next(w) == '{' || next(w) == '[';
  if (*opened ? !open_level(w) : !skip_scalar(w))
    return false;
  skip_space(w);
  return true;
}

static bool skip_comma(json_walk *w) {
  bool found = skip(w, ',');
  skip_space(w);
  return found;
}

bool qn__json_is_valid(const char *text, size_t size) {
  json_walk w = {.p = text, .end = text + size};
  bool opened;
  skip_space(&w);
  do {
    do
      if (!skip_item(&w, &opened))
        return false;
    while (opened && !level_ends(&w));
    close_levels(&w);
  } while (w.depth > 0 && skip_comma(&w));
  return w.depth == 0 && w.p == w.end;
}
