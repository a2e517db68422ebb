/* SPDX-License-Identifier: MIT */
/* read_json_lines.c: one object on each line, also of an endless stream; an error in one line skips only that line. */
#include "articles/json_record.h"
#include "articles/json_shape.h"

#include <ctype.h>

qn__read_function qn__read_json_lines;
qn__sniff_function qn__sniff_json_lines;

/* Finds the end of the line that the window begins with, reading on if needed.  *size is the line's, its newline not
 * counted; *whole is false for a line that is too long, of which the window holds the beginning. */
static qn_status find_line(qn__input *input, size_t *size, bool *whole, qn_error *error) {
  size_t searched = 0;
  for (;;) {
    const char *newline = memchr(input->data + searched, '\n', input->size - searched);
    searched = input->size;
    *size = newline != NULL ? (size_t)(newline - input->data) : input->size;
    *whole = true;
    if (newline != NULL || input->ended)
      return QN_OK;
    qn_status status = qn__input_more(input, error);
    if (status == QN_TOO_LARGE) {
      *whole = false;
      return QN_OK;
    }
    if (status != QN_OK)
      return status;
  }
}

/* Drops the window up to the end of the line. */
static qn_status skip_line(qn__input *input, qn_error *error) {
  size_t size;
  bool whole = false;
  while (!whole) {
    qn_status status = find_line(input, &size, &whole, error);
    if (status != QN_OK)
      return status;
    qn__input_skip(input, size);
  }
  return QN_OK;
}

/* What a line ends with that is not cut off. */
static bool ends_object(const char *line, size_t size) {
  while (size > 0 && isspace((unsigned char)line[size - 1]))
    size--;
  return size > 0 && line[size - 1] == '}';
}

static qn_status read_line(const qn__document *document, uint64_t line, uint64_t *number, qn_error *error) {
  qn__input *input = document->input;
  size_t size;
  bool whole;
  qn_status status = find_line(input, &size, &whole, error);
  if (status != QN_OK)
    return status;
  if (!whole) {
    qn_error reason;
    qn__refuse_to_read(document->allowance, 0, &reason);
    qn__document_problem(document, line, 0, QN__REFUSED, "%s", reason.message);
    ++*number;
    return skip_line(input, error);
  }
  const bool is_cut = input->damage[0] != '\0' && size == input->size && !ends_object(input->data, size);
  if (!is_cut && !qn__is_blank(input->data, size)) {
    const qn__json_place place = {{document->path, line, 1}, ++*number, .is_line = true};
    status = qn__read_json_record(document, place, input->data, size, error);
  }
  qn__input_skip(input, size);
  return status;
}

qn_status qn__read_json_lines(const qn__document *document, qn_error *error) {
  qn__input *input = document->input;
  qn__stream whole = {.taken = 0};
  qn__stream *stream = document->options->stream != NULL ? document->options->stream : &whole;
  const uint64_t start = stream->taken;
  for (bool ended = false; !ended;) {
    uint64_t number = stream->n_given;
    qn_status status = read_line(document, stream->n_lines + 1, &number, error);
    if (status != QN_OK)
      return status;
    ended = input->size == 0; /* else the window begins with a newline */
    if (!ended)
      qn__input_skip(input, 1);
    stream->taken = start + qn__input_passed(input);
    stream->n_lines += !ended;
    stream->n_given = number;
  }
  return QN_OK;
}

bool qn__sniff_json_lines(qn_string start, const char *named) {
  return (named == NULL || strcmp(named, "json") == 0) && qn__json_shape_of(start) == QN__JSON_LINES;
}
