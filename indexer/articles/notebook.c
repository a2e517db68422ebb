/* SPDX-License-Identifier: MIT */
/* notebook.c: goes through the cells once.  A text in a notebook is a string or an array of them, which are lines. */
#include "articles/notebook.h"

#include "articles/json_memory.h"
#include "articles/json_string_lines.h"
#include "articles/map_numbers.h"
#include "articles/markdown_words.h"
#include "articles/text_lines.h"
#include "base/buffer.h"

#include <string.h>

static const cJSON *member(const cJSON *object, const char *name) {
  return cJSON_GetObjectItemCaseSensitive(object, name);
}

bool qn__is_notebook(const cJSON *object) {
  return cJSON_IsNumber(member(object, "nbformat")) &&
         (cJSON_IsArray(member(object, "cells")) || cJSON_IsArray(member(object, "worksheets")));
}

typedef struct notebook_text {
  qn__buffer text, title;
  qn__buffer cells; /* "records" of the source map */
  size_t at, line;  /* of the last cell: where it begins, its last line */
  size_t first;     /* line */
} notebook_text;

static void append_strings(qn__buffer *out, const cJSON *value) {
  if (cJSON_IsString(value))
    qn__buffer_bytes(out, value->valuestring, strlen(value->valuestring));
  for (const cJSON *line = cJSON_IsArray(value) ? value->child : NULL; line != NULL; line = line->next)
    if (cJSON_IsString(line))
      qn__buffer_bytes(out, line->valuestring, strlen(line->valuestring));
}

/* Appends a text as a paragraph; returns where it begins. */
static size_t append_paragraph(qn__buffer *out, const cJSON *value) {
  while (out->size > 0 && out->data[out->size - 1] == '\n')
    out->size--;
  const size_t before = out->size;
  qn__buffer_bytes(out, "\n\n", before > 0 ? 2 : 0);
  const size_t start = out->size;
  append_strings(out, value);
  if (out->size == start)
    out->size = before;
  return out->size > start ? start : out->size;
}

static size_t count_newlines(const uint8_t *text, size_t size) {
  size_t n = 0;
  for (size_t i = 0; i < size; i++)
    n += text[i] == '\n';
  return n;
}

/* Moves the heading that a cell begins with to the title, if there is none yet.  Returns how many line breaks the text
 * loses. */
static size_t take_heading(notebook_text *made, size_t start) {
  qn__buffer *out = &made->text;
  if (made->title.size > 0 || out->failed || start == out->size)
    return 0;
  qn_string rest = {(const char *)out->data + start, out->size - start}, line;
  if (*rest.data != '#' || !qn__take_line(&rest, &line))
    return 0;
  while (line.size > 0 && *line.data == '#')
    line = (qn_string){line.data + 1, line.size - 1};
  qn_string title = qn__trim(line);
  if (line.size == 0 || *line.data != ' ' || title.size == 0)
    return 0;
  qn__buffer_bytes(&made->title, title.data, title.size);
  rest = qn__skip_space(rest);
  const size_t n_lost = count_newlines(out->data + start, out->size - start - rest.size);
  memmove(out->data + start, rest.data, rest.size);
  out->size = start + rest.size;
  return n_lost;
}

/* How many lines of the source after the first are lines of the text. */
static size_t count_lines(const cJSON *source) {
  size_t n = 0;
  const cJSON *line = cJSON_IsArray(source) ? source->child : NULL;
  for (; line != NULL && line->next != NULL; line = line->next, n++) {
    const char *newline = cJSON_IsString(line) ? strchr(line->valuestring, '\n') : NULL;
    if (newline == NULL || newline[1] != '\0' || qn__json_line(line->next) != qn__json_line(line) + 1)
      break;
  }
  return n;
}

/* Notes that a cell begins at `at`, `n_lost` line breaks after its source. */
static void note_cell(notebook_text *made, size_t at, const cJSON *cell, const cJSON *source, size_t n_lost) {
  size_t line = qn__json_line(cJSON_IsArray(source) ? source->child : source), n_lines = count_lines(source);
  if (line == 0)
    line = qn__json_line(member(cell, "cell_type"));
  n_lost = n_lost < n_lines ? n_lost : n_lines;
  line = line + n_lost > made->line ? line + n_lost : made->line;
  if (made->first == 0)
    made->first = made->line = line;
  at = at > made->at ? at : made->at;
  qn__map_number_put(&made->cells, at - made->at);
  qn__map_number_put(&made->cells, line - made->line);
  qn__map_number_put(&made->cells, n_lines - n_lost);
  made->at = at;
  made->line = line + n_lines - n_lost;
}

/* Returns where the text begins; *n_lost is how many line breaks it loses. */
static size_t append_markdown(notebook_text *made, const cJSON *source, size_t *n_lost) {
  qn__buffer *out = &made->text;
  const size_t start = append_paragraph(out, source);
  *n_lost = take_heading(made, start);
  if (!out->failed && out->size > start)
    out->size = start + qn__markdown_words((char *)out->data + start, out->size - start, NULL);
  return start;
}

/* What an output says, in the first form that people can read. */
static void append_output(qn__buffer *out, const cJSON *output) {
  static const char *const forms[] = {"text/markdown", "text/plain", "text/latex", "text/html"};
  const cJSON *data = member(output, "data"), *said = member(output, "text");
  for (size_t i = 0; i < sizeof forms / sizeof forms[0] && said == NULL; i++)
    said = member(data, forms[i]);
  append_paragraph(out, said);
  append_paragraph(out, member(output, "ename"));
  append_paragraph(out, member(output, "evalue"));
}

static void append_cells(notebook_text *made, const cJSON *cells) {
  for (const cJSON *cell = cJSON_IsArray(cells) ? cells->child : NULL; cell != NULL; cell = cell->next) {
    const cJSON *type = member(cell, "cell_type"), *source = member(cell, "source");
    if (source == NULL)
      source = member(cell, "input");
    const bool is_markdown = cJSON_IsString(type) && strcmp(type->valuestring, "markdown") == 0;
    size_t n_lost = 0;
    const size_t start = is_markdown ? append_markdown(made, source, &n_lost) : append_paragraph(&made->text, source);
    note_cell(made, start, cell, source, n_lost);
    const cJSON *outputs = member(cell, "outputs");
    for (const cJSON *output = cJSON_IsArray(outputs) ? outputs->child : NULL; output != NULL; output = output->next)
      append_output(&made->text, output);
  }
}

/* Adds what was made as a string under this name, in the place of another. */
static bool put_string(cJSON *object, const char *name, qn__buffer *made) {
  if (made->size == 0)
    return !made->failed;
  qn__buffer_u8(made, '\0');
  cJSON_DeleteItemFromObjectCaseSensitive(object, name);
  return !made->failed && cJSON_AddStringToObject(object, name, (const char *)made->data) != NULL;
}

/* [{"at":0,"line":9,"record":1,"records":"##*..."}], if any line is known and there is no map. */
static bool put_map(cJSON *notebook, notebook_text *made, uint64_t line) {
  if (made->first == 0 || member(notebook, "source_map") != NULL)
    return true;
  qn__buffer_u8(&made->cells, '\0');
  cJSON *map = cJSON_AddArrayToObject(notebook, "source_map"), *place = map != NULL ? cJSON_CreateObject() : NULL;
  return place != NULL && cJSON_AddItemToArray(map, place) && cJSON_AddNumberToObject(place, "at", 0) != NULL &&
         cJSON_AddNumberToObject(place, "line", (double)(line + made->first - 1)) != NULL &&
         cJSON_AddNumberToObject(place, "record", 1) != NULL && !made->cells.failed &&
         cJSON_AddStringToObject(place, "records", (const char *)made->cells.data) != NULL;
}

bool qn__notebook_read(cJSON *notebook, uint64_t line) {
  notebook_text made = {.first = 0};
  qn__buffer_init(&made.text);
  qn__buffer_init(&made.title);
  qn__buffer_init(&made.cells);
  append_cells(&made, member(notebook, "cells"));
  const cJSON *sheets = member(notebook, "worksheets");
  for (const cJSON *sheet = cJSON_IsArray(sheets) ? sheets->child : NULL; sheet != NULL; sheet = sheet->next)
    append_cells(&made, member(sheet, "cells"));
  cJSON_DeleteItemFromObjectCaseSensitive(notebook, "cells");
  cJSON_DeleteItemFromObjectCaseSensitive(notebook, "worksheets");
  qn__json_memory_take(made.text.capacity + made.cells.capacity);
  const bool done = put_string(notebook, "text", &made.text) && put_string(notebook, "title", &made.title) &&
                    put_map(notebook, &made, line);
  qn__buffer_clear(&made.text);
  qn__buffer_clear(&made.title);
  qn__buffer_clear(&made.cells);
  return done;
}
