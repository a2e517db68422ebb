/* SPDX-License-Identifier: MIT */
/* json_records.c: follows strings and brackets, and compares the keys where the path leads. */
#include "articles/json_records.h"

#include <ctype.h>
#include <string.h>

void qn__json_records_init(qn__json_records *search, const char *path) {
  *search = (qn__json_records){.path = path, .key = path};
}

/* Whether the members of the innermost object are those that the path goes on with. */
static bool is_on_path(const qn__json_records *search) {
  return search->depth == search->matched + 1;
}

static bool ends_key(char c) {
  return c == '\0' || c == '.';
}

static void pass_in_string(qn__json_records *search, char c) {
  if (search->escaped || c == '\\') {
    search->escaped = !search->escaped;
    search->differs = true;
  } else if (c == '"') {
    search->in_string = false;
    search->is_key = is_on_path(search) && !search->differs && ends_key(search->key[search->same]);
  } else if (!search->differs) {
    search->differs = ends_key(c) || search->key[search->same] != c;
    search->same++;
  }
}

/* A value begins that the key belongs to. */
static void pass_value(qn__json_records *search, char c) {
  const char *dot = strchr(search->key, '.');
  search->is_value = false;
  if (c == '[' && dot == NULL)
    search->found = true;
  if (c == '{' && dot != NULL) {
    search->matched++;
    search->key = dot + 1;
  }
}

/* The object that the last key led into has ended without the next one. */
static void step_back(qn__json_records *search) {
  const char *key = search->key - 1;
  search->matched--;
  while (key > search->path && key[-1] != '.')
    key--;
  search->key = key;
}

static void pass(qn__json_records *search, char c) {
  if (isspace((unsigned char)c))
    return;
  if (search->is_value)
    pass_value(search, c);
  search->is_value = search->is_key && c == ':';
  search->is_key = false;
  if (c == '"') {
    search->in_string = true;
    search->differs = false;
    search->same = 0;
  } else if (c == '{' || c == '[') {
    search->depth++;
  } else if ((c == '}' || c == ']') && search->depth > 0) {
    search->depth--;
    if (search->matched > 0 && search->depth <= search->matched)
      step_back(search);
  }
}

size_t qn__json_records_find(qn__json_records *search, const char *data, size_t size) {
  size_t i = 0;
  for (; i < size && !search->found; i++) {
    if (search->in_string)
      pass_in_string(search, data[i]);
    else
      pass(search, data[i]);
  }
  return i;
}
