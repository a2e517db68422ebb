/* SPDX-License-Identifier: MIT */
/* json_string_lines.c: goes through the object and its JSON side by side.  Only strings have quotes, and both have them
 * in the same order.  A line is noted in `valueint`, which cJSON has no use for in a string. */
#include "articles/json_string_lines.h"

#include <limits.h>
#include <string.h>

#include "articles/json_strings.h"

typedef struct json_walk {
  const char *p, *end;
  const char *counted; /* line breaks up to here are */
  int line;            /* of that */
} json_walk;

/* Moves after the next string; returns where it begins. */
static const char *pass_string(json_walk *walk) {
  const char *quote = memchr(walk->p, '"', (size_t)(walk->end - walk->p));
  if (quote == NULL)
    return walk->p = walk->end;
  walk->p = qn__json_skip_string(quote, walk->end);
  return quote;
}

static int line_of(json_walk *walk, const char *at) {
  const char *newline;
  while ((newline = memchr(walk->counted, '\n', (size_t)(at - walk->counted))) != NULL) {
    walk->counted = newline + 1;
    walk->line += walk->line < INT_MAX;
  }
  walk->counted = at;
  return walk->line;
}

/* The depth is bounded by that of the parser. */
static void note(json_walk *walk, cJSON *value) {
  if (value->string != NULL)
    pass_string(walk); /* its name */
  if (cJSON_IsString(value))
    value->valueint = line_of(walk, pass_string(walk));
  for (cJSON *item = value->child; item != NULL; item = item->next)
    note(walk, item);
}

void qn__json_note_lines(cJSON *object, qn_string json) {
  json_walk walk = {json.data, json.data + json.size, json.data, 1};
  if (memchr(json.data, '\n', json.size) != NULL)
    note(&walk, object);
}
