/* SPDX-License-Identifier: MIT */
/* front_matter.c: the small part of YAML and TOML that headers of articles use. */
#include "articles/front_matter.h"

#include "articles/properties.h"
#include "articles/text_lines.h"
#include "base/buffer.h"
#include "base/memory.h"

#include <ctype.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static bool is_fence(qn_string line, const char *fence) {
  line = qn__trim(line);
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

/* The value without the comment after it. */
static qn_string without_comment(qn_string text) {
  const char *end = text.data + text.size, *p = text.data + 1;
  if (text.size < 2 || (*text.data != '"' && *text.data != '\'')) {
    const char *comment = memmem(text.data, text.size, " #", 2);
    return comment != NULL ? qn__trim((qn_string){text.data, (size_t)(comment - text.data)}) : text;
  }
  while (p < end && *p != *text.data)
    p += *p == '\\' && *text.data == '"' && p + 1 < end ? 2 : 1;
  const qn_string rest = p < end ? qn__trim((qn_string){p + 1, (size_t)(end - p - 1)}) : text;
  return rest.size > 0 && *rest.data == '#' ? (qn_string){text.data, (size_t)(p + 1 - text.data)} : text;
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
  text = without_comment(qn__trim(text));
  if (text.size >= 2 && (text.data[0] == '"' || text.data[0] == '\'') && text.data[text.size - 1] == text.data[0])
    return quoted(text);
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

/* A text without quotes around it. */
static cJSON *scalar_text(qn_string text) {
  char *copy = qn__copy_string(text.data != NULL ? text.data : "", text.size);
  cJSON *value = copy != NULL ? cJSON_CreateString(copy) : NULL;
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
    qn_string item = qn__trim((qn_string){start, (size_t)(p - start)});
    if (item.size > 0 && !append(array, scalar(key, item))) {
      cJSON_Delete(array);
      array = NULL;
    }
    p++;
  }
  return array;
}

static cJSON *value_of(const char *key, qn_string text) {
  text = text.size > 0 ? qn__trim(text) : (qn_string){"", 0};
  if (text.size >= 2 && text.data[0] == '[' && text.data[text.size - 1] == ']')
    return list(key, text);
  return scalar(key, text);
}

/* How the lines of a value become one. */
typedef enum folding { FOLD_WORDS, FOLD_PARAGRAPHS, KEEP_LINES } folding;

/* What has been read of a header: its properties, and the one whose value goes on. */
typedef struct header {
  cJSON *object;
  char separator;   /* of keys and values: YAML's or TOML's */
  char *key;        /* NULL: none yet */
  qn__buffer value; /* its lines */
  cJSON *items;     /* its lines that are `- item`; NULL: none */
  folding folding;
  size_t open; /* brackets of the value that have not ended, or its quotes; of TOML */
  bool failed; /* out of memory */
} header;

static void clear_header(header *read) {
  cJSON_Delete(read->object);
  cJSON_Delete(read->items);
  qn__free(read->key);
  qn__buffer_clear(&read->value);
}

/* A string of TOML that may have several lines. */
static bool is_long_string(qn_string value) {
  return value.size >= 3 && (memcmp(value.data, "\"\"\"", 3) == 0 || memcmp(value.data, "'''", 3) == 0);
}

/* Adds the property whose value has ended. */
static void end_property(header *read) {
  qn_string text = {(const char *)read->value.data, read->value.size};
  if (read->key == NULL)
    return;
  if (is_long_string(text) && text.size >= 6) /* of TOML; its quotes are three */
    text = qn__trim((qn_string){text.data + 3, text.size - 6});
  cJSON *value = read->items;
  read->items = NULL;
  if (value == NULL)
    value = read->folding == FOLD_WORDS ? value_of(read->key, text) : scalar_text(text);
  if (!cJSON_AddItemToObject(read->object, read->key, value)) {
    cJSON_Delete(value);
    read->failed = true;
  }
  read->failed = read->failed || read->value.failed;
  qn__free(read->key);
  read->key = NULL;
}

/* The key of a line `key: value` or `key = value`; empty if it is no such line. */
static qn_string key_of(const header *read, qn_string line) {
  const char *at = line.size > 0 ? memchr(line.data, read->separator, line.size) : NULL;
  if (at == NULL || line.data[0] == '#' || line.data[0] == '-' || isspace((unsigned char)line.data[0]))
    return (qn_string){NULL, 0};
  qn_string key = qn__trim((qn_string){line.data, (size_t)(at - line.data)});
  const char *end = line.data + line.size;
  const bool parted = read->separator == '=' || at + 1 == end || isspace((unsigned char)at[1]);
  return parted && memchr(key.data, ' ', key.size) == NULL ? key : (qn_string){NULL, 0};
}

/* What stands for a text in the lines below: `>`, `|-`, `>2`. */
static bool is_block(qn_string value) {
  return value.size > 0 && value.size <= 3 && (*value.data == '>' || *value.data == '|') &&
         strspn(value.data + 1, "+-0123456789") >= value.size - 1;
}

static void begin_property(header *read, qn_string name, qn_string line) {
  const char *start = (const char *)memchr(line.data, read->separator, line.size) + 1;
  const qn_string value = qn__trim((qn_string){start, (size_t)(line.data + line.size - start)});
  end_property(read);
  read->key = qn__copy_string(name.data, name.size);
  read->failed = read->failed || read->key == NULL;
  read->folding = FOLD_WORDS;
  qn__buffer_reset(&read->value);
  if (read->separator == ':' && is_block(value))
    read->folding = *value.data == '>' ? FOLD_PARAGRAPHS : KEEP_LINES;
  else
    qn__buffer_bytes(&read->value, value.data, value.size);
}

/* A line below a key goes on with its value.  Maps stay as they are written. */
static void continue_value(header *read, qn_string line) {
  qn_string text = qn__trim(line);
  if (read->value.size == 0 && read->folding == FOLD_WORDS && memchr(text.data, ':', text.size) != NULL)
    read->folding = KEEP_LINES;
  if (read->value.size > 0)
    qn__buffer_u8(&read->value, read->folding == KEEP_LINES ? '\n' : ' ');
  qn__buffer_bytes(&read->value, text.data, text.size);
}

/* `- item`, below a key without a value. */
static bool is_item(const header *read, qn_string line) {
  line = qn__trim(line);
  return read->folding == FOLD_WORDS && read->value.size == 0 && line.size >= 2 && line.data[0] == '-' &&
         line.data[1] == ' ';
}

static void add_item(header *read, qn_string text) {
  if (read->items == NULL)
    read->items = cJSON_CreateArray();
  read->failed = read->failed || read->items == NULL || !append(read->items, scalar(read->key, text));
}

/* False if YAML has no such line. */
static bool add_yaml_line(header *read, qn_string line) {
  const qn_string key = key_of(read, line), text = qn__trim(line);
  const bool is_comment = line.size > 0 && *line.data == '#';
  if (key.size > 0)
    begin_property(read, key, line);
  else if (text.size == 0 && read->folding != FOLD_WORDS && read->value.size > 0)
    qn__buffer_u8(&read->value, '\n');
  else if (text.size == 0 || is_comment)
    return true;
  else if (read->key == NULL)
    return false;
  else if (is_item(read, line))
    add_item(read, (qn_string){text.data + 2, text.size - 2});
  else if (read->items != NULL && isspace((unsigned char)*line.data))
    add_item(read, text);
  else if (isspace((unsigned char)*line.data))
    continue_value(read, line);
  else
    return false;
  return true;
}

/* Follows a line of a value of TOML: a string of several lines is open up to its quotes, a list or a table up to its
 * last bracket. */
static void follow_value(header *read, qn_string line) {
  const char *p = line.data, *end = p + line.size;
  char quote = '\0';
  if (read->value.failed) {
    read->failed = true;
    return;
  }
  if (read->folding == KEEP_LINES) {
    read->open = memmem(p, line.size, read->value.data, 3) == NULL;
    return;
  }
  for (; p < end; p++) {
    if (quote != '\0') {
      p += quote == '"' && *p == '\\';
      quote = p < end && *p == quote ? '\0' : quote;
    } else {
      quote = *p == '"' || *p == '\'' ? *p : '\0';
      read->open += *p == '[' || *p == '{';
      read->open -= (*p == ']' || *p == '}') && read->open > 0;
    }
  }
}

/* What a value of TOML begins with: words are no values. */
static bool is_toml_value(qn_string value) {
  static const char *const words[] = {"true", "false", "inf", "nan"};
  if (value.size > 0 && strchr("\"'[{+-0123456789", *value.data) != NULL)
    return true;
  value = without_comment(value);
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
    if (value.size == strlen(words[i]) && memcmp(value.data, words[i], value.size) == 0)
      return true;
  return false;
}

/* `[name]` or `[[name]]` */
static bool is_table(qn_string text) {
  text = without_comment(text);
  return text.size > 2 && *text.data == '[' && text.data[text.size - 1] == ']' && text.data[1] != ']';
}

/* False if TOML has no such line. */
static bool add_toml_line(header *read, qn_string line) {
  const qn_string text = qn__trim(line), key = key_of(read, line);
  if (read->open > 0) {
    continue_value(read, line);
    follow_value(read, text);
    return true;
  }
  if (text.size == 0 || *text.data == '#' || is_table(text))
    return true;
  if (key.size == 0)
    return false;
  const char *start = (const char *)memchr(line.data, '=', line.size) + 1;
  qn_string value = qn__trim((qn_string){start, (size_t)(line.data + line.size - start)});
  if (!is_toml_value(value))
    return false;
  begin_property(read, key, line);
  if (is_long_string(value)) {
    read->folding = KEEP_LINES;
    value = (qn_string){value.data + 3, value.size - 3};
  }
  follow_value(read, value);
  return true;
}

static bool add_line(header *read, qn_string line) {
  return read->separator == '=' ? add_toml_line(read, line) : add_yaml_line(read, line);
}

qn_status qn__front_matter_parse(cJSON **out, const char *text, size_t size, size_t *end, qn_error *error) {
  qn_string rest = {text, size}, line;
  *out = NULL;
  if (!qn__take_line(&rest, &line) || !(is_fence(line, "---") || is_fence(line, "+++")))
    return QN_OK;
  const char *fence = qn__trim(line).data[0] == '-' ? "---" : "+++";
  header read = {.object = cJSON_CreateObject(), .separator = fence[0] == '-' ? ':' : '='};
  bool fits = true, ended = false;
  qn__buffer_init(&read.value);
  read.failed = read.object == NULL;
  while (!read.failed && fits && !ended && qn__take_line(&rest, &line)) {
    ended = is_fence(line, fence) || (fence[0] == '-' && is_fence(line, "..."));
    fits = ended || add_line(&read, line);
  }
  ended = ended && read.open == 0;
  end_property(&read);
  const bool failed = read.failed;
  if (!failed && ended && read.object->child != NULL) {
    *end = size - rest.size;
    *out = read.object;
    read.object = NULL;
  }
  clear_header(&read); /* text, after a rule, if it is not a header */
  return failed ? qn__fail_memory(error) : QN_OK;
}
