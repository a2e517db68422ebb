/* SPDX-License-Identifier: MIT */
/* json_strings.c: goes through a value twice, to measure and to write. */
#include "articles/json_strings.h"

#include "articles/json_string_lines.h"

#include <string.h>

static const char *const joints[] = {[QN__JOIN_PARAGRAPHS] = "\n\n", [QN__JOIN_LINES] = "\n", [QN__JOIN_WORDS] = " "};

typedef struct writing {
  const char *joint;
  char *to; /* NULL: to be measured */
  size_t size;
  qn__line_steps *lines; /* NULL: none are wanted */
  size_t line;           /* of the last string */
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

static void append_string(writing *w, const cJSON *string, char *last) {
  const char *text = string->valuestring;
  const size_t size = strlen(text);
  if (size == 0 || is_data(text, size))
    return;
  if (w->size > 0 && *last != '\n')
    add_bytes(w, w->joint, strlen(w->joint));
  add_bytes(w, text, size);
  w->line = qn__json_line(string);
  while (w->lines != NULL && w->lines->next < w->size)
    qn__line_steps_add(w->lines, w->line);
  *last = text[size - 1];
}

/* The depth is bounded by that of the parser. */
static void append_value(writing *w, const cJSON *value, char *last) {
  if (cJSON_IsString(value))
    append_string(w, value, last);
  for (const cJSON *item = value->child; item != NULL; item = item->next)
    append_value(w, item, last);
}

char *qn__json_strings(const cJSON *value, qn__json_joint joint, qn__line_steps *lines) {
  writing measured = {.joint = joints[joint]};
  char last = '\0';
  append_value(&measured, value, &last);
  writing written = {.joint = joints[joint], .to = cJSON_malloc(measured.size + 1), .lines = lines};
  if (written.to == NULL)
    return NULL;
  last = '\0';
  if (lines != NULL)
    qn__line_steps_begin(lines, 0);
  append_value(&written, value, &last);
  if (lines != NULL)
    qn__line_steps_end(lines, written.size, written.line);
  written.to[written.size] = '\0';
  return written.to;
}

const char *qn__json_skip_string(const char *start, const char *end) {
  for (const char *p = start + 1; (p = memchr(p, '"', (size_t)(end - p))) != NULL; p++) {
    const char *escape = p;
    while (escape[-1] == '\\')
      escape--;
    if ((p - escape) % 2 == 0)
      return p + 1;
  }
  return end;
}
