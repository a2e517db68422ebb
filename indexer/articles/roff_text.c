/* SPDX-License-Identifier: MIT */
/* roff_text.c: the escapes that pages use. */
#include "articles/roff_text.h"

#include <stdbool.h>
#include <string.h>

/* Names of two characters, and what they are, which takes at most the bytes of the escape. */
static const char *const names[][2] = {
    {"em", "—"}, {"--", "—"},  {"Aq", "'"},  {"en", "–"}, {"hy", "-"}, {"aq", "'"}, {"dq", "\""}, {"lq", "“"},
    {"rq", "”"}, {"oq", "‘"},  {"cq", "’"},  {"bu", "•"}, {"co", "©"}, {"rg", "®"}, {"tm", "™"},  {"ha", "^"},
    {"ti", "~"}, {"rs", "\\"}, {"ga", "`"},  {"sq", "□"}, {"->", "→"}, {"<-", "←"}, {"de", "°"},  {"+-", "±"},
    {"mu", "×"}, {"ss", "ß"},  {":a", "ä"},  {":o", "ö"}, {":u", "ü"}, {":A", "Ä"}, {":O", "Ö"},  {":U", "Ü"},
    {"'e", "é"}, {"`e", "è"},  {"'a", "á"},  {"'o", "ó"}, {"'i", "í"}, {"'u", "ú"}, {"`a", "à"},  {"^e", "ê"},
    {",c", "ç"}, {"~n", "ñ"},  {"/o", "ø"},  {"oa", "å"}, {"<=", "≤"}, {">=", "≥"}, {"!=", "≠"},  {"Fo", "«"},
    {"Fc", "»"}, {"L\"", "“"}, {"R\"", "”"}, {"C'", "'"}, {"ua", "↑"}, {"da", "↓"}, {"sl", "/"},  {"ul", "_"},
    {"ba", "|"}, {"br", "|"}};

static const char *find_name(const char *p, size_t size) {
  for (size_t i = 0; size == 2 && i < sizeof names / sizeof names[0]; i++)
    if (memcmp(names[i][0], p, 2) == 0)
      return names[i][1];
  return "";
}

/* The name after an escape's letter: `x`, `(xx` or `[any]`; *p moves after it. */
static qn_string take_name(const char **p, const char *end) {
  const char *start = *p;
  size_t size = 0;
  if (start == end)
    return (qn_string){start, 0};
  if (*start == '(') {
    start++;
    size = end - start < 2 ? (size_t)(end - start) : 2;
    *p = start + size;
  } else if (*start == '[') {
    const char *close = memchr(start, ']', (size_t)(end - start));
    start++;
    size = close != NULL ? (size_t)(close - start) : 0;
    *p = close != NULL ? close + 1 : start;
  } else {
    size = 1;
    *p = start + 1;
  }
  return (qn_string){start, size};
}

/* After a value between two signs, `'2m'`; at p if there is none. */
static const char *skip_value(const char *p, const char *end) {
  const char *close = p < end ? memchr(p + 1, *p, (size_t)(end - p - 1)) : NULL;
  return close != NULL ? close + 1 : p;
}

/* After the size of letters: `0`, `+2`, `-10`, `(12`, `[12]`. */
static const char *skip_size(const char *p, const char *end) {
  p += p < end && (*p == '+' || *p == '-');
  if (p < end && (*p == '(' || *p == '['))
    take_name(&p, end);
  else
    p += p < end && *p >= '0' && *p <= '9';
  return p;
}

static char *put(char *to, const char *text) {
  const size_t size = strlen(text);
  memcpy(to, text, size);
  return to + size;
}

/* Writes what the escape stands for whose letter is at *p. */
static char *put_escape(char *to, const char **p, const char *end) {
  const char letter = *(*p)++;
  switch (letter) {
  case '"':
  case '#':
    *p = end;
    return to;
  case '(':
  case '[':
  case '*':
    *p -= letter != '*';
    const qn_string name = take_name(p, end);
    return put(to, find_name(name.data, name.size));
  case 'f':
  case 'F':
  case 'm':
  case 'M':
  case 'g':
  case 'k':
  case 'n':
  case 'Y':
    take_name(p, end);
    return to;
  case 's':
    *p = skip_size(*p, end);
    return to;
  case 'h':
  case 'v':
  case 'w':
  case 'l':
  case 'L':
  case 'D':
  case 'A':
  case 'B':
  case 'b':
  case 'o':
  case 'X':
  case 'Z':
    *p = skip_value(*p, end);
    return to;
  case '&':
  case ')':
  case '/':
  case ',':
  case '^':
  case '|':
  case '%':
  case ':':
  case 'c':
  case 'd':
  case 'u':
  case 'p':
  case '{':
  case '}':
    return to;
  case ' ':
  case '~':
  case '0':
  case 't':
    return put(to, " ");
  case 'e':
  case 'E':
    return put(to, "\\");
  default: /* the character itself: a hyphen, a dot, an accent */
    *to++ = letter;
    return to;
  }
}

size_t qn__roff_text(char *to, qn_string text) {
  const char *start = to, *end = text.data + text.size;
  for (const char *p = text.data; p < end;) {
    if (*p != '\\')
      *to++ = *p++;
    else if (++p < end)
      to = put_escape(to, &p, end);
  }
  return (size_t)(to - start);
}
