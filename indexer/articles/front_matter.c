/* SPDX-License-Identifier: MIT */
/* front_matter.c: the small part of YAML and TOML that headers of articles use. */
#include "articles/front_matter.h"

#include "articles/properties.h"
#include "base/memory.h"

#include <ctype.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static qn_string trim(qn_string text) {
  while (text.size > 0 && isspace((unsigned char)text.data[text.size - 1]))
    text.size--;
  while (text.size > 0 && isspace((unsigned char)*text.data)) {
    text.data++;
    text.size--;
  }
  return text;
}

/* The next line without its newline; false at the end. */
static bool next_line(qn_string *rest, qn_string *line) {
  if (rest->size == 0)
    return false;
  const char *newline = memchr(rest->data, '\n', rest->size);
  size_t size = newline != NULL ? (size_t)(newline - rest->data) : rest->size;
  *line = (qn_string){rest->data, size};
  if (newline != NULL)
    size++;
  rest->data += size;
  rest->size -= size;
  return true;
}

static bool is_fence(qn_string line, const char *fence) {
  line = trim(line);
  return line.size == 3 && memcmp(line.data, fence, 3) == 0;
}

/* A quoted string, with the escapes that titles use. */
static cJSON *quoted(qn_string text) {
  char quote = text.data[0];
  char *copy = qn__copy_string(text.data + 1, text.size - 2);
  if (copy == NULL)
    return NULL;
  char *to = copy;
  for (const char *p = copy; *p != '\0'; p++) {
    if (quote == '"' && *p == '\\' && p[1] != '\0')
      p++;
    else if (quote == '\'' && p[0] == '\'' && p[1] == '\'')
      p++;
    *to++ = *p;
  }
  *to = '\0';
  cJSON *value = cJSON_CreateString(copy);
  qn__free(copy);
  return value;
}

static bool is_number(const char *text, double *number) {
  char *end;
  if (strspn(text, "+-.0123456789eE") != strlen(text) || strpbrk(text, "0123456789") == NULL)
    return false;
  errno = 0;
  *number = strtod(text, &end);
  return *end == '\0' && errno == 0;
}

/* A string, a number or a boolean.  A property that can be a part of the article stays a string, as it is written. */
static cJSON *scalar(const char *key, qn_string text) {
  text = trim(text);
  if (text.size >= 2 && (text.data[0] == '"' || text.data[0] == '\'') && text.data[text.size - 1] == text.data[0])
    return quoted(text);
  const char *comment = memmem(text.data, text.size, " #", 2);
  if (comment != NULL)
    text = trim((qn_string){text.data, (size_t)(comment - text.data)});
  char *copy = qn__copy_string(text.data, text.size);
  if (copy == NULL)
    return NULL;
  double number;
  cJSON *value;
  if (!qn__property_is_known(key) && is_number(copy, &number))
    value = cJSON_CreateNumber(number);
  else if (strcmp(copy, "true") == 0 || strcmp(copy, "false") == 0)
    value = cJSON_CreateBool(copy[0] == 't');
  else if (copy[0] == '\0' || strcmp(copy, "null") == 0 || strcmp(copy, "~") == 0)
    value = cJSON_CreateNull();
  else
    value = cJSON_CreateString(copy);
  qn__free(copy);
  return value;
}

/* [a, "b, c", d] */
static cJSON *list(const char *key, qn_string text) {
  cJSON *array = cJSON_CreateArray();
  const char *p = text.data + 1, *end = text.data + text.size - 1;
  while (p < end) {
    const char *start = p;
    char quote = '\0';
    for (; p < end && (quote != '\0' || *p != ','); p++) {
      if (*p == quote)
        quote = '\0';
      else if (quote == '\0' && (*p == '"' || *p == '\''))
        quote = *p;
    }
    qn_string item = trim((qn_string){start, (size_t)(p - start)});
    if (item.size > 0)
      cJSON_AddItemToArray(array, scalar(key, item));
    p++;
  }
  return array;
}

static cJSON *value_of(const char *key, qn_string text) {
  text = trim(text);
  if (text.size >= 2 && text.data[0] == '[' && text.data[text.size - 1] == ']')
    return list(key, text);
  return scalar(key, text);
}

/* Adds one `key: value` or `key = value`; returns the value, which lines of `- item` below may make a list. */
static cJSON *add_property(cJSON *object, qn_string line, char separator) {
  const char *at = memchr(line.data, separator, line.size);
  if (at == NULL || line.data[0] == '#' || isspace((unsigned char)line.data[0]))
    return NULL;
  qn_string name = trim((qn_string){line.data, (size_t)(at - line.data)});
  if (name.size == 0)
    return NULL;
  char *key = qn__copy_string(name.data, name.size);
  if (key == NULL)
    return NULL;
  cJSON *value = value_of(key, (qn_string){at + 1, (size_t)(line.data + line.size - at - 1)});
  if (!cJSON_AddItemToObject(object, key, value)) {
    cJSON_Delete(value);
    value = NULL;
  }
  qn__free(key);
  return value;
}

/* `- item` below `key:`. */
static void add_item(cJSON *property, qn_string line) {
  line = trim(line);
  if (property == NULL || line.size < 2 || line.data[0] != '-' || line.data[1] != ' ')
    return;
  if (cJSON_IsNull(property))
    property->type = cJSON_Array;
  if (cJSON_IsArray(property))
    cJSON_AddItemToArray(property, scalar(property->string, (qn_string){line.data + 2, line.size - 2}));
}

cJSON *qn__front_matter_parse(const char *text, size_t size, size_t *end) {
  qn_string rest = {text, size}, line;
  if (!next_line(&rest, &line) || !(is_fence(line, "---") || is_fence(line, "+++")))
    return NULL;
  const char *fence = trim(line).data[0] == '-' ? "---" : "+++";
  cJSON *object = cJSON_CreateObject(), *last = NULL;
  while (object != NULL && next_line(&rest, &line)) {
    if (is_fence(line, fence)) {
      *end = size - rest.size;
      return object;
    }
    cJSON *added = line.size > 0 ? add_property(object, line, fence[0] == '-' ? ':' : '=') : NULL;
    if (added != NULL)
      last = added;
    else
      add_item(last, line);
  }
  cJSON_Delete(object); /* no second fence: the first line is a horizontal rule */
  return NULL;
}
