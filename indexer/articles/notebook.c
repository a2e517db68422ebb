/* SPDX-License-Identifier: MIT */
/* notebook.c: goes through the cells once.  A text in a notebook is a string or an array of them, which are lines. */
#include "articles/notebook.h"

#include "articles/json_memory.h"
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

/* Moves the heading that a cell begins with to the title, if there is none yet. */
static void take_heading(notebook_text *made, size_t start) {
  qn__buffer *out = &made->text;
  if (made->title.size > 0 || out->failed || start == out->size)
    return;
  qn_string rest = {(const char *)out->data + start, out->size - start}, line;
  if (*rest.data != '#' || !qn__take_line(&rest, &line))
    return;
  while (line.size > 0 && *line.data == '#')
    line = (qn_string){line.data + 1, line.size - 1};
  qn_string title = qn__trim(line);
  if (line.size == 0 || *line.data != ' ' || title.size == 0)
    return;
  qn__buffer_bytes(&made->title, title.data, title.size);
  rest = qn__skip_space(rest);
  memmove(out->data + start, rest.data, rest.size);
  out->size = start + rest.size;
}

static void append_markdown(notebook_text *made, const cJSON *source) {
  qn__buffer *out = &made->text;
  const size_t start = append_paragraph(out, source);
  take_heading(made, start);
  if (!out->failed && out->size > start)
    out->size = start + qn__markdown_words((char *)out->data + start, out->size - start, NULL);
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
    if (cJSON_IsString(type) && strcmp(type->valuestring, "markdown") == 0)
      append_markdown(made, source);
    else
      append_paragraph(&made->text, source);
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

bool qn__notebook_read(cJSON *notebook) {
  notebook_text made;
  qn__buffer_init(&made.text);
  qn__buffer_init(&made.title);
  append_cells(&made, member(notebook, "cells"));
  const cJSON *sheets = member(notebook, "worksheets");
  for (const cJSON *sheet = cJSON_IsArray(sheets) ? sheets->child : NULL; sheet != NULL; sheet = sheet->next)
    append_cells(&made, member(sheet, "cells"));
  cJSON_DeleteItemFromObjectCaseSensitive(notebook, "cells");
  cJSON_DeleteItemFromObjectCaseSensitive(notebook, "worksheets");
  qn__json_memory_take(made.text.capacity);
  const bool done = put_string(notebook, "text", &made.text) && put_string(notebook, "title", &made.title);
  qn__buffer_clear(&made.text);
  qn__buffer_clear(&made.title);
  return done;
}
