/* SPDX-License-Identifier: MIT */
/* roff_words.c: as groff(7) has it. */
#include "articles/roff_words.h"

#include "articles/text_lines.h"

#include <ctype.h>
#include <string.h>

/* The word between quotes that begins at p, which moves after it. */
static qn_string take_quoted(const char **p, const char *end) {
  char *start = (char *)*p + 1, *to = start; /* of the window, which may be changed */
  const char *from = start;
  for (; from < end; *to++ = *from++) {
    if (*from != '"')
      continue;
    if (from + 1 == end || from[1] != '"')
      break;
    from++;
  }
  *p = from < end ? from + 1 : end;
  return (qn_string){start, (size_t)(to - start)};
}

bool qn__roff_take_word(qn_string *rest, qn_string *word) {
  *rest = qn__skip_space(*rest);
  if (rest->size == 0)
    return false;
  const char *p = rest->data, *end = p + rest->size;
  if (*p == '"') {
    *word = take_quoted(&p, end);
  } else {
    for (; p < end && !isspace((unsigned char)*p); p++)
      p += *p == '\\' && p + 1 < end;
    p = p < end ? p : end;
    *word = (qn_string){rest->data, (size_t)(p - rest->data)};
  }
  *rest = (qn_string){p, (size_t)(end - p)};
  return true;
}

qn_string qn__roff_first_word(qn_string rest) {
  qn_string word = {"", 0};
  rest = qn__skip_space(rest);
  if (rest.size == 0 || *rest.data != '"') {
    qn__roff_take_word(&rest, &word);
    return word;
  }
  const char *start = rest.data + 1, *quote = memchr(start, '"', rest.size - 1);
  return (qn_string){start, quote != NULL ? (size_t)(quote - start) : rest.size - 1};
}

bool qn__roff_take_macro(qn_string *rest, qn_string *name) {
  *rest = qn__skip_space(*rest);
  const char *p = rest->data, *end = p + rest->size;
  while (p < end && !isspace((unsigned char)*p) && (p == rest->data || *p != '\\'))
    p++;
  *name = (qn_string){rest->data, (size_t)(p - rest->data)};
  *rest = (qn_string){p, (size_t)(end - p)};
  return name->size > 0;
}

/* After two strings between three signs, `'a'b'`. */
static const char *skip_strings(const char *p, const char *end) {
  const char sign = *p;
  for (int i = 0; i < 2 && p < end; i++) {
    const char *next = memchr(p + 1, sign, (size_t)(end - p - 1));
    p = next != NULL ? next : end;
  }
  return p < end ? p + 1 : end;
}

/* After an expression, in whose parentheses there may be spaces. */
static const char *skip_expression(const char *p, const char *end) {
  size_t depth = 0;
  for (; p < end && (depth > 0 || !isspace((unsigned char)*p)); p++) {
    if (*p == '\\' && end - p > 2 && strchr("n*", p[1]) != NULL && p[2] == '(') {
      p += 2; /* of a name */
      continue;
    }
    if (*p == '\\' && p + 1 < end && p[1] == '{')
      break;
    depth += *p == '(';
    depth -= *p == ')' && depth > 0;
  }
  return p;
}

qn_string qn__roff_after_condition(qn_string rest) {
  const char *p = rest.data, *end = p + rest.size;
  while (p < end && (*p == '!' || isspace((unsigned char)*p)))
    p++;
  const char *start = p;
  const bool names = p < end && strchr("drcmFS", *p) != NULL;
  if (p < end && strchr("'\"", *p) != NULL)
    p = skip_strings(p, end);
  else if (p < end && strchr("ntoev", *p) != NULL)
    p++;
  else
    p = skip_expression(p, end);
  rest = qn__skip_space((qn_string){p, (size_t)(end - p)});
  qn_string name;
  if (names && p - start == 1)
    qn__roff_take_macro(&rest, &name);
  return qn__skip_space(rest);
}

bool qn__roff_ends_definition(qn_string line, qn_string name) {
  if (line.size < 2 || (*line.data != '.' && *line.data != '\''))
    return false;
  qn_string rest = {line.data + 1, line.size - 1}, word;
  if (name.size == 0)
    return (rest = qn__skip_space(rest)).size > 0 && *rest.data == '.';
  return qn__roff_take_macro(&rest, &word) && word.size == name.size && memcmp(word.data, name.data, name.size) == 0;
}
