/* SPDX-License-Identifier: MIT */
/* roff_text.c: the escapes that pages use. */
#include "articles/roff_text.h"

#include "text/utf8.h"

#include <ctype.h>
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
    {"ba", "|"}, {"br", "|"},  {"Lt", "<"},  {"Gt", ">"}, {"Am", "&"}, {"Ba", "|"}, {"Le", "≤"},  {"Ge", "≥"},
    {"Ne", "≠"}, {"Tm", "™"},  {"AE", "Æ"},  {"ae", "æ"}, {"OE", "Œ"}, {"oe", "œ"}, {"O/", "Ø"},  {"o/", "ø"},
    {"/O", "Ø"}, {"/L", "Ł"},  {"/l", "ł"},  {"TP", "Þ"}, {"Tp", "þ"}, {"-D", "Ð"}, {"Sd", "ð"},  {"sc", "§"},
    {"ps", "¶"}, {"Eu", "€"},  {"eu", "€"},  {"Po", "£"}, {"Ye", "¥"}, {"ct", "¢"}, {"lB", "["},  {"rB", "]"},
    {"lC", "{"}, {"rC", "}"},  {"lh", "☜"},  {"rh", "☞"}, {"di", "÷"}, {"12", "½"}, {"14", "¼"},  {"34", "¾"},
    {"S1", "¹"}, {"S2", "²"},  {"S3", "³"},  {"mc", "µ"}, {"pp", "⊥"}, {"if", "∞"}, {"oA", "Å"},  {"sh", "#"},
    {"Do", "$"}, {"at", "@"},  {"r?", "¿"},  {"r!", "¡"}, {"vz", "ž"}, {"vs", "š"}, {"vZ", "Ž"},  {"vS", "Š"},
    {"vc", "č"}, {"vC", "Č"}};

/* The marks of names that are a mark and its letter, `'e`, where these are not above. */
static const char *const marks[][2] = {{"'", "\xcc\x81"}, {"`", "\xcc\x80"}, {"^", "\xcc\x82"},
                                       {"~", "\xcc\x83"}, {":", "\xcc\x88"}, {",", "\xcc\xa7"}};

/* The Greek letters of `*A` to `*Z`: how far each is from Α, as a letter from `a` on. */
static const char greek[] = "abndevchi.jklmopxqstu.ywgf";

static char *put(char *to, const char *text) {
  const size_t size = strlen(text);
  memcpy(to, text, size);
  return to + size;
}

/* `u00E9`, `u0065_0301`, `char233`: the characters with these numbers. */
static char *put_numbered(char *to, qn_string name) {
  enum { MOST_DIGITS = 6 };
  const bool decimal = name.size > 4 && memcmp(name.data, "char", 4) == 0;
  const char *p = name.data + (decimal ? 4 : 1), *end = name.data + name.size;
  while (p < end) {
    uint32_t code = 0;
    const char *start = p;
    for (; p < end && p - start < MOST_DIGITS && (decimal ? isdigit((unsigned char)*p) : isxdigit((unsigned char)*p));
         p++)
      code = code * (decimal ? 10 : 16) + (uint32_t)(*p <= '9' ? *p - '0' : (*p | 0x20) - 'a' + 10);
    if (p == start || code < ' ' || code > 0x10ffff || (code >= 0xd800 && code < 0xe000))
      return to;
    to += qn__utf8_encode(to, code);
    p += p < end && *p == '_';
  }
  return to;
}

/* A name of two characters that says what it consists of: a mark and a letter, or a star and a Greek letter. */
static char *put_composed(char *to, const char name[2]) {
  if (!isalpha((unsigned char)name[1]))
    return to;
  if (name[0] == '*') {
    const char offset = greek[toupper((unsigned char)name[1]) - 'A'];
    const uint32_t alpha = isupper((unsigned char)name[1]) ? 0x391 : 0x3b1;
    return offset == '.' ? to : to + qn__utf8_encode(to, alpha + (uint32_t)(offset - 'a'));
  }
  for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
    if (marks[i][0][0] == name[0]) {
      *to++ = name[1];
      return put(to, marks[i][1]);
    }
  return to;
}

/* Writes the character of this name; nothing if there is none. */
static char *put_named(char *to, qn_string name) {
  if (name.size > 2)
    return *name.data == 'u' || *name.data == 'c' ? put_numbered(to, name) : to;
  if (name.size < 2)
    return to;
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    if (memcmp(names[i][0], name.data, 2) == 0)
      return put(to, names[i][1]);
  return put_composed(to, name.data);
}

enum { MOST_VALUE = 256 }; /* bytes of a name or a value between signs */

static const char *find(const char *p, const char *end, char sign) {
  const size_t left = (size_t)(end - p);
  return memchr(p, sign, left < MOST_VALUE ? left : MOST_VALUE);
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
    const char *close = find(start, end, ']');
    start++;
    size = close != NULL ? (size_t)(close - start) : 0;
    *p = close != NULL ? close + 1 : start;
  } else {
    size = 1;
    *p = start + 1;
  }
  return (qn_string){start, size};
}

/* Takes a value between two signs, `'2m'`; nothing if there is none. */
static qn_string take_value(const char **p, const char *end) {
  const char *start = *p, *close = start < end ? find(start + 1, end, *start) : NULL;
  if (close == NULL)
    return (qn_string){start, 0};
  *p = close + 1;
  return (qn_string){start + 1, (size_t)(close - start - 1)};
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

/* Writes what an escape with a value stands for. */
static char *put_value(char *to, char letter, qn_string value) {
  switch (letter) {
  case 'b': /* printed one above another, */
  case 'o': /* over another, */
  case 'Z': /* or without moving on */
    return to + qn__roff_text(to, value);
  case 'C':
    return put_named(to, value);
  case 'N': {
    char name[16] = "char";
    if (value.size == 0 || value.size > 8)
      return to;
    memcpy(name + 4, value.data, value.size);
    return put_numbered(to, (qn_string){name, value.size + 4});
  }
  default:
    return to;
  }
}

/* How escapes go on after their letter; what is in none of these stands for itself: a hyphen, a dot, an accent. */
static const char with_name[] = "fFmMgknYOV", with_value[] = "hvwlLDABboXZCNRSHx", nothing[] = "&)/,^|%:cdurpz{}!?",
                  spaces[] = " ~0ta";

/* Writes what the escape stands for whose letter is at *p. */
static char *put_escape(char *to, const char **p, const char *end) {
  const char letter = *(*p)++;
  if (letter == '"' || letter == '#') {
    *p = end;
  } else if (letter == '(' || letter == '[' || letter == '*') {
    *p -= letter != '*';
    to = put_named(to, take_name(p, end));
  } else if (letter == 's') {
    *p = skip_size(*p, end);
  } else if (letter == 'e' || letter == 'E') {
    *to++ = '\\';
  } else if (strchr(with_name, letter) != NULL) {
    *p += letter == 'n' && *p < end && (**p == '+' || **p == '-');
    take_name(p, end);
  } else if (strchr(with_value, letter) != NULL) {
    to = put_value(to, letter, take_value(p, end));
  } else if (strchr(spaces, letter) != NULL) {
    *to++ = ' ';
  } else if (strchr(nothing, letter) == NULL) {
    *to++ = letter;
  }
  return to;
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
