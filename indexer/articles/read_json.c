/* SPDX-License-Identifier: MIT */
/* read_json.c: an object, several in a row, or an array of objects.  Finds where each object ends and parses them one
 * by one, so that a large array is never a tree in memory and an error in one object skips only that object. */
#include "articles/json_record.h"
#include "articles/json_records.h"
#include "articles/json_shape.h"

#include <ctype.h>
#include <inttypes.h>

qn__read_function qn__read_json;
qn__sniff_function qn__sniff_json;

/* Where the reader stands. */
typedef struct json_cursor {
  uint64_t line;
  uint64_t column; /* of the window's first byte, from 1 */
  uint64_t number; /* objects so far */
  bool in_array;
} json_cursor;

static void advance(qn__input *input, json_cursor *cursor, size_t size) {
  const char *p = input->data, *end = p + size;
  for (const char *newline; (newline = memchr(p, '\n', (size_t)(end - p))) != NULL; p = newline + 1) {
    cursor->line++;
    cursor->column = 1;
  }
  cursor->column += (uint64_t)(end - p);
  qn__input_skip(input, size);
}

/* Drops white space and commas; false at the end of the input. */
static qn_status skip_gap(qn__input *input, json_cursor *cursor, bool commas, bool *more, qn_error *error) {
  for (;;) {
    size_t n = 0;
    while (n < input->size && (isspace((unsigned char)input->data[n]) || (commas && input->data[n] == ',')))
      n++;
    advance(input, cursor, n);
    *more = input->size > 0;
    if (*more || input->ended)
      return QN_OK;
    qn_status status = qn__input_more(input, error);
    if (status != QN_OK)
      return status;
  }
}

/* A scan for the end of a value that may be interrupted for more input. */
typedef struct value_scan {
  size_t at;
  size_t depth;
  bool in_string;
  bool escaped;
} value_scan;

/* True if the value's end was found: scan->at is after it. */
static bool scan_value(value_scan *scan, const char *data, size_t size) {
  for (; scan->at < size; scan->at++) {
    char c = data[scan->at];
    if (scan->in_string) {
      if (scan->escaped)
        scan->escaped = false;
      else if (c == '\\')
        scan->escaped = true;
      else if (c == '"')
        scan->in_string = false;
      continue;
    }
    if (scan->depth == 0 && (c == ',' || c == ']' || c == '}' || isspace((unsigned char)c)))
      return true; /* a number or a name ends before this */
    scan->in_string = c == '"';
    scan->depth += c == '{' || c == '[';
    scan->depth -= c == '}' || c == ']';
    if (scan->depth == 0 && (c == '}' || c == ']')) {
      scan->at++;
      return true;
    }
  }
  return false;
}

static qn_status find_end(const qn__document *document, const json_cursor *cursor, size_t *size, qn_error *error) {
  qn__input *input = document->input;
  value_scan scan = {0, 0, false, false};
  while (!scan_value(&scan, input->data, input->size)) {
    if (input->ended && input->damage[0] != '\0')
      return qn__fail(error, QN_BAD_INPUT, "%s", input->damage);
    if (input->ended && scan.depth > 0)
      return qn__fail(error, QN_BAD_INPUT, "broken JSON: what begins on line %" PRIu64 " has no end", cursor->line);
    if (input->ended)
      break;
    qn_status status = qn__input_more(input, error);
    if (status != QN_OK)
      return status;
  }
  if (scan.at == 0)
    return qn__fail(error, QN_BAD_INPUT, "broken JSON on line %" PRIu64 ": a stray '%c'; the rest was not read",
                    cursor->line, input->data[0]);
  *size = scan.at;
  return QN_OK;
}

/* The value is all that the file holds, so it is called after the file. */
static qn_status is_alone(qn__input *input, const json_cursor *cursor, size_t size, bool *alone, qn_error *error) {
  *alone = false;
  if (cursor->in_array || cursor->number > 1)
    return QN_OK;
  for (size_t at = size;;) {
    while (at < input->size && isspace((unsigned char)input->data[at]))
      at++;
    *alone = at == input->size;
    if (!*alone || input->ended)
      return QN_OK;
    qn_status status = qn__input_more(input, error);
    if (status != QN_OK)
      return status;
  }
}

static qn__json_place record_place(const qn__document *document, const json_cursor *cursor, bool alone) {
  return (qn__json_place){.location = {document->path, cursor->line, cursor->column},
                          .number = alone ? 0 : cursor->number};
}

static qn_status read_value(const qn__document *document, json_cursor *cursor, qn_error *error) {
  qn__input *input = document->input;
  size_t size = 0;
  bool alone = false;
  qn_status status = find_end(document, cursor, &size, error);
  cursor->number++;
  if (status == QN_OK)
    status = is_alone(input, cursor, size, &alone, error);
  if (status == QN_OK)
    status = qn__read_json_record(document, record_place(document, cursor, alone), input->data, size, error);
  if (status == QN_OK)
    advance(input, cursor, size);
  return status;
}

/* Moves to the array at the path that was asked for; false: there is none. */
static qn_status find_records(const qn__document *document, json_cursor *cursor, bool *found, qn_error *error) {
  qn__input *input = document->input;
  qn__json_records search;
  qn_status status = QN_OK;
  qn__json_records_init(&search, document->options->records);
  while (status == QN_OK && !search.found && !(input->ended && input->size == 0)) {
    advance(input, cursor, qn__json_records_find(&search, input->data, input->size));
    if (!search.found)
      status = qn__input_more(input, error);
  }
  *found = search.found;
  return status;
}

/* Moves into the array that holds the articles, if an array does. */
static qn_status begin_records(const qn__document *document, json_cursor *cursor, qn_error *error) {
  qn__input *input = document->input;
  if (document->options->records != NULL) {
    qn_status status = find_records(document, cursor, &cursor->in_array, error);
    if (status == QN_OK && !cursor->in_array)
      return qn__fail(error, QN_BAD_INPUT, "there is no array at \"%s\" (--records)", document->options->records);
    return status;
  }
  bool more;
  qn_status status = skip_gap(input, cursor, false, &more, error);
  cursor->in_array = status == QN_OK && more && input->data[0] == '[';
  if (cursor->in_array)
    advance(input, cursor, 1);
  return status;
}

qn_status qn__read_json(const qn__document *document, qn_error *error) {
  qn__input *input = document->input;
  json_cursor cursor = {1, 1, 0, false};
  bool more;
  qn_status status = begin_records(document, &cursor, error);
  while (status == QN_OK) {
    status = skip_gap(input, &cursor, cursor.in_array, &more, error);
    if (status != QN_OK)
      break;
    if (!more && cursor.in_array && input->damage[0] == '\0')
      return qn__fail(error, QN_BAD_INPUT, "broken JSON: the array has no end; what it holds was read");
    if (!more)
      return QN_OK;
    if (cursor.in_array && input->data[0] == ']') {
      cursor.in_array = false;
      advance(input, &cursor, 1);
      if (document->options->records != NULL)
        return QN_OK; /* what follows is of the object around it */
    } else {
      status = read_value(document, &cursor, error);
    }
  }
  return status;
}

/* Of files named as JSON Lines only those that begin with an array are JSON. */
bool qn__sniff_json(qn_string start, const char *named) {
  if (named == NULL)
    return qn__json_shape_of(start) == QN__JSON_VALUE;
  qn_string text = qn__skip_space(start);
  return strcmp(named, "jsonl") == 0 && text.size > 0 && text.data[0] == '[';
}
