/* SPDX-License-Identifier: MIT */
/* json_strings.c: goes through a value twice, to measure and to write. */
#include "articles/json_strings.h"

#include <string.h>

static const char *const joints[] = {[QN__JOIN_PARAGRAPHS] = "\n\n", [QN__JOIN_LINES] = "\n", [QN__JOIN_WORDS] = " "};

typedef struct writing {
  const char *joint;
  char *to; /* NULL: to be measured */
  size_t size;
} writing;

static void add_bytes(writing *w, const char *text, size_t size) {
  if (w->to != NULL)
    memcpy(w->to + w->size, text, size);
  w->size += size;
}

/* Base64 and the like: long, and without anything that parts words. */
static bool is_data(const char *text, size_t size) {
  enum { LONG = 512 };
  return size >= LONG && strcspn(text, " \t\n.,;") == size &&
         (strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=-_:") == size);
}

static void append_string(writing *w, const char *text, char *last) {
  const size_t size = strlen(text);
  if (size == 0 || is_data(text, size))
    return;
  if (w->size > 0 && *last != '\n')
    add_bytes(w, w->joint, strlen(w->joint));
  add_bytes(w, text, size);
  *last = text[size - 1];
}

/* The depth is bounded by that of the parser. */
static void append_value(writing *w, const cJSON *value, char *last) {
  if (cJSON_IsString(value))
    append_string(w, value->valuestring, last);
  for (const cJSON *item = value->child; item != NULL; item = item->next)
    append_value(w, item, last);
}

char *qn__json_strings(const cJSON *value, qn__json_joint joint) {
  writing measured = {joints[joint], NULL, 0};
  char last = '\0';
  append_value(&measured, value, &last);
  writing written = {joints[joint], cJSON_malloc(measured.size + 1), 0};
  if (written.to == NULL)
    return NULL;
  last = '\0';
  append_value(&written, value, &last);
  written.to[written.size] = '\0';
  return written.to;
}
