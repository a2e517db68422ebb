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

/* A quoted string, with the escapes that titles use.  As all functions here that return a value: NULL if there is no
 * memory for it. */
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

/* Takes the item, which may be NULL; false: no memory. */
static bool append(cJSON *array, cJSON *item) {
  bool done = cJSON_AddItemToArray(array, item);
  if (!done)
    cJSON_Delete(item);
  return done;
}

/* [a, "b, c", d] */
static cJSON *list(const char *key, qn_string text) {
  cJSON *array = cJSON_CreateArray();
  const char *p = text.data + 1, *end = text.data + text.size - 1;
  while (array != NULL && p < end) {
    const char *start = p;
    char quote = '\0';
    for (; p < end && (quote != '\0' || *p != ','); p++) {
      if (*p == quote)
        quote = '\0';
      else if (quote == '\0' && (*p == '"' || *p == '\''))
        quote = *p;
    }
    qn_string item = trim((qn_string){start, (size_t)(p - start)});
    if (item.size > 0 && !append(array, scalar(key, item))) {
      cJSON_Delete(array);
      array = NULL;
    }
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

/* What has been read of a header. */
typedef struct header {
  cJSON *object;
  cJSON *last; /* property, which lines of `- item` below may make a list; NULL: none */
  char separator;
} header;

/* The key of a line `key: value` or `key = value`; empty if it is no such line. */
static qn_string key_of(const header *read, qn_string line) {
  const char *at = line.size > 0 ? memchr(line.data, read->separator, line.size) : NULL;
  if (at == NULL || line.data[0] == '#' || isspace((unsigned char)line.data[0]))
    return (qn_string){NULL, 0};
  return trim((qn_string){line.data, (size_t)(at - line.data)});
}

/* Adds one property; false: no memory. */
static bool add_property(header *read, qn_string name, qn_string line) {
  const char *start = (const char *)memchr(line.data, read->separator, line.size) + 1;
  char *key = qn__copy_string(name.data, name.size);
  cJSON *value = key != NULL ? value_of(key, (qn_string){start, (size_t)(line.data + line.size - start)}) : NULL;
  bool added = cJSON_AddItemToObject(read->object, key, value);
  if (added)
    read->last = value;
  else
    cJSON_Delete(value);
  qn__free(key);
  return added;
}

/* `- item` below `key:`; false: no memory. */
static bool add_item(cJSON *property, qn_string line) {
  line = trim(line);
  if (property == NULL || line.size < 2 || line.data[0] != '-' || line.data[1] != ' ')
    return true;
  if (cJSON_IsNull(property))
    property->type = cJSON_Array;
  return !cJSON_IsArray(property) ||
         append(property, scalar(property->string, (qn_string){line.data + 2, line.size - 2}));
}

static bool add_line(header *read, qn_string line) {
  qn_string key = key_of(read, line);
  return key.size > 0 ? add_property(read, key, line) : add_item(read->last, line);
}

qn_status qn__front_matter_parse(cJSON **out, const char *text, size_t size, size_t *end, qn_error *error) {
  qn_string rest = {text, size}, line;
  *out = NULL;
  if (!next_line(&rest, &line) || !(is_fence(line, "---") || is_fence(line, "+++")))
    return QN_OK;
  const char *fence = trim(line).data[0] == '-' ? "---" : "+++";
  header read = {cJSON_CreateObject(), NULL, fence[0] == '-' ? ':' : '='};
  bool has_memory = read.object != NULL;
  while (has_memory && next_line(&rest, &line)) {
    if (is_fence(line, fence)) {
      *end = size - rest.size;
      *out = read.object;
      return QN_OK;
    }
    has_memory = add_line(&read, line);
  }
  cJSON_Delete(read.object); /* no second fence: the first line is a horizontal rule */
  return has_memory ? QN_OK : qn__fail_memory(error);
}
