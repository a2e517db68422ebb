/* SPDX-License-Identifier: MIT */
/* html_tag.c: takes tags apart as browsers do. */
#include "articles/html_tag.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static const char *skip_spaces(const char *p, const char *end) {
  while (p < end && qn__html_is_space(*p))
    p++;
  return p;
}

size_t qn__html_tag_name(const char **p, const char *end, char name[QN__HTML_NAME_MAX]) {
  size_t size = 0;
  for (; *p < end && (isalnum((unsigned char)**p) || strchr("-_.:", **p) != NULL) && **p != '\0'; ++*p, size++)
    if (size < QN__HTML_NAME_MAX)
      name[size] = (char)tolower((unsigned char)**p);
  return size < QN__HTML_NAME_MAX ? size : 0;
}

/* Where a tag ends whose quotes do not. */
static const char *end_of_tag(const char *at, const char *end) {
  const char *sign = memchr(at, '>', (size_t)(end - at));
  return sign != NULL ? sign : end;
}

bool qn__html_tag_attribute(const char **p, const char *end, qn__html_attribute *a) {
  const char *at = *p;
  while (at < end && (qn__html_is_space(*at) || *at == '/'))
    at++;
  *p = a->name = at;
  if (at == end || *at == '>')
    return false;
  for (at++; at < end && !qn__html_is_space(*at) && *at != '/' && *at != '>' && *at != '=';)
    at++;
  a->name_end = a->value = a->value_end = *p = at;
  a->unclosed = false;
  at = skip_spaces(at, end);
  if (at == end || *at != '=')
    return true;
  at = skip_spaces(at + 1, end);
  if (at < end && (*at == '"' || *at == '\'')) {
    const char *quote = memchr(at + 1, *at, (size_t)(end - at - 1));
    a->value = at + 1;
    a->unclosed = quote == NULL;
    a->value_end = quote != NULL ? quote : end_of_tag(at, end);
    *p = quote != NULL ? quote + 1 : a->value_end;
    return true;
  }
  for (a->value = at; at < end && !qn__html_is_space(*at) && *at != '>';)
    at++;
  a->value_end = *p = at;
  return true;
}

static bool equals(const char *text, const char *end, const char *word) {
  const size_t size = strlen(word);
  return (size_t)(end - text) == size && strncasecmp(text, word, size) == 0;
}

bool qn__html_attribute_is(const qn__html_attribute *a, const char *name) {
  return equals(a->name, a->name_end, name);
}

bool qn__html_value_is(const qn__html_attribute *a, const char *value) {
  return equals(a->value, a->value_end, value);
}
