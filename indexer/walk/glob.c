/* SPDX-License-Identifier: MIT */
/* glob.c: a path is matched folder by folder.  Where a pattern could go on in several ways it takes the first, and
 * comes back to the last `*` of the name or the last `**` before it only: what an earlier one could take, that one
 * can. */
#include "walk/glob.h"

#include <string.h>

typedef unsigned char byte;

/* A part between slashes. */
typedef struct part {
  const char *start, *end;
  const char *next; /* the part after it; NULL: there is none */
} part;

/* --- sets --------------------------------------------------------------------------------------------------------- */

static bool in_upper(byte c) {
  return c >= 'A' && c <= 'Z';
}

static bool in_lower(byte c) {
  return c >= 'a' && c <= 'z';
}

static bool in_digit(byte c) {
  return c >= '0' && c <= '9';
}

static bool in_alpha(byte c) {
  return in_upper(c) || in_lower(c);
}

static bool in_alnum(byte c) {
  return in_alpha(c) || in_digit(c);
}

static bool in_blank(byte c) {
  return c == ' ' || c == '\t';
}

static bool in_control(byte c) {
  return c < 0x20 || c == 0x7f;
}

static bool in_graphic(byte c) {
  return c > 0x20 && c < 0x7f;
}

static bool in_printed(byte c) {
  return c == ' ' || in_graphic(c);
}

static bool in_punctuation(byte c) {
  return in_graphic(c) && !in_alnum(c);
}

static bool in_white(byte c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool in_hex(byte c) {
  return in_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* Those of ASCII, whatever the locale. */
static const struct {
  const char *name;
  bool (*has)(byte c);
} classes[] = {
    {"alnum", in_alnum},       {"alpha", in_alpha},   {"blank", in_blank}, {"cntrl", in_control},
    {"digit", in_digit},       {"graph", in_graphic}, {"lower", in_lower}, {"print", in_printed},
    {"punct", in_punctuation}, {"space", in_white},   {"upper", in_upper}, {"xdigit", in_hex},
};

/* A class like "[:alpha:]" at `p`: the place after it, or NULL if there is no such class.  `*is_class` says whether it
 * is written as one at all. */
static const char *match_class(const char *p, const char *end, byte c, bool *is_class, bool *found) {
  const char *close = memchr(p + 2, ']', (size_t)(end - p - 2));
  *is_class = close != NULL && close > p + 2 && close[-1] == ':';
  if (!*is_class)
    return close != NULL ? p + 1 : NULL;
  const size_t size = (size_t)(close - 1 - (p + 2));
  for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++)
    if (strlen(classes[i].name) == size && memcmp(p + 2, classes[i].name, size) == 0) {
      *found |= classes[i].has(c);
      return close + 1;
    }
  return NULL;
}

/* A character at `p` that a backslash may precede: the place after it, or NULL at the end. */
static const char *read_escaped(const char *p, const char *end, byte *c) {
  p += p < end && *p == '\\';
  if (p >= end)
    return NULL;
  *c = (byte)*p;
  return p + 1;
}

/* The set that begins after '[': the place after its ']', or NULL if it has none. */
static const char *match_set(const char *p, const char *end, byte c, bool *matches) {
  bool found = false;
  const bool negated = p < end && (*p == '!' || *p == '^');
  p += negated;
  for (bool first = true; first || p >= end || *p != ']'; first = false) {
    bool is_class = false;
    byte low, high;
    if (p >= end)
      return NULL;
    if (*p == '[' && p + 1 < end && p[1] == ':') {
      const char *after = match_class(p, end, c, &is_class, &found);
      if (after == NULL)
        return NULL;
      if (is_class) {
        p = after;
        continue;
      }
    }
    p = read_escaped(p, end, &low);
    if (p == NULL)
      return NULL;
    high = low;
    if (p + 1 < end && *p == '-' && p[1] != ']')
      p = read_escaped(p + 1, end, &high);
    if (p == NULL)
      return NULL;
    found |= c >= low && c <= high;
  }
  *matches = found != negated;
  return p + 1;
}

/* --- names -------------------------------------------------------------------------------------------------------- */

/* What stands for one character at `p`, anything but a `*`: the place after it, or NULL if it cannot be read. */
static const char *match_one(const char *p, const char *end, byte c, bool *matches) {
  byte literal;
  if (*p == '?') {
    *matches = true;
    return p + 1;
  }
  if (*p == '[')
    return match_set(p + 1, end, c, matches);
  p = read_escaped(p, end, &literal);
  *matches = p != NULL && literal == c;
  return p;
}

/* Patterns of two stars match as well as those of one. */
static bool match_name(const part *pattern, const part *name) {
  const char *p = pattern->start, *star = NULL, *retry = NULL;
  for (const char *t = name->start; t < name->end;) {
    bool matches = false;
    if (p < pattern->end && *p == '*') {
      star = ++p;
      retry = t;
      continue;
    }
    const char *after = p < pattern->end ? match_one(p, pattern->end, (byte)*t, &matches) : NULL;
    if (matches) {
      p = after;
      t++;
    } else if (star != NULL) {
      p = star;
      t = ++retry;
    } else {
      return false;
    }
  }
  while (p < pattern->end && *p == '*')
    p++;
  return p == pattern->end;
}

/* --- paths -------------------------------------------------------------------------------------------------------- */

static part name_at(const char *p, const char *end) {
  const char *slash = memchr(p, '/', (size_t)(end - p));
  return (part){p, slash != NULL ? slash : end, slash != NULL ? slash + 1 : NULL};
}

/* The same of a pattern, where a slash may be in a set or after a backslash. */
static part pattern_at(const char *start, const char *end) {
  bool ignored;
  const char *p = start;
  while (p < end && *p != '/') {
    if (*p == '\\' && p[1] == '/')
      return (part){start, p, p + 2};
    p = *p == '*' ? p + 1 : match_one(p, end, 0, &ignored);
  }
  return (part){start, p, p < end ? p + 1 : NULL};
}

static bool is_any_folders(const part *pattern) {
  return pattern->end - pattern->start == 2 && memcmp(pattern->start, "**", 2) == 0;
}

/* `p` and `t` are where a part begins, NULL after the last one. */
static bool match_path(const char *p, const char *p_end, const char *t, const char *t_end) {
  const char *any = NULL, *retry = NULL;
  part pattern = {NULL, NULL, NULL};
  while (p != NULL || t != NULL) {
    if (p != NULL)
      pattern = pattern_at(p, p_end);
    if (p != NULL && is_any_folders(&pattern)) {
      any = p = pattern.next;
      retry = t;
      if (p == NULL) /* at the end it stands for all that is in a folder */
        return t != NULL;
      continue;
    }
    if (t == NULL)
      return false;
    const part name = name_at(t, t_end);
    if (p != NULL && match_name(&pattern, &name)) {
      p = pattern.next;
      t = name.next;
    } else if (any != NULL) {
      p = any;
      t = retry = name_at(retry, t_end).next;
    } else {
      return false;
    }
  }
  return true;
}

/* --- patterns ----------------------------------------------------------------------------------------------------- */

static bool is_special(char c) {
  return c == '*' || c == '?' || c == '[' || c == '\\';
}

static bool has_special(const char *p, const char *end) {
  while (p < end && !is_special(*p))
    p++;
  return p < end;
}

static bool can_be_read(const char *p, const char *end) {
  bool ignored;
  while (p != NULL && p < end)
    p = *p == '*' ? p + 1 : match_one(p, end, 0, &ignored);
  return p != NULL;
}

qn__glob qn__glob_of(const char *text, size_t size) {
  const char *end = text + size;
  qn__glob_form form = QN__GLOB_ANY;
  if (!has_special(text, end))
    form = QN__GLOB_LITERAL;
  else if (*text == '*' && !has_special(text + 1, end) && memchr(text, '/', size) == NULL)
    form = QN__GLOB_ENDING;
  else if (!can_be_read(text, end))
    form = QN__GLOB_NEVER;
  return (qn__glob){text, size, form};
}

/* Most names differ in the last letter. */
static bool ends_with(const char *path, size_t size, const char *ending, size_t ending_size) {
  const size_t start = size - ending_size;
  if (size < ending_size || (ending_size > 0 && path[size - 1] != ending[ending_size - 1]))
    return false;
  return memcmp(path + start, ending, ending_size) == 0 && memchr(path, '/', start) == NULL;
}

/* Or in the first one. */
static bool begins_otherwise(const qn__glob *glob, const char *path, size_t size) {
  return !is_special(*glob->text) && (size == 0 || *path != *glob->text);
}

bool qn__glob_matches(const qn__glob *glob, const char *path, size_t size) {
  switch (glob->form) {
  case QN__GLOB_NEVER:
    return false;
  case QN__GLOB_LITERAL:
    return size == glob->size && (size == 0 || *path == *glob->text) && memcmp(path, glob->text, size) == 0;
  case QN__GLOB_ENDING:
    return ends_with(path, size, glob->text + 1, glob->size - 1);
  case QN__GLOB_ANY:
    break;
  }
  return !begins_otherwise(glob, path, size) && match_path(glob->text, glob->text + glob->size, path, path + size);
}
