/* SPDX-License-Identifier: MIT */
/* read_articles.c: one file from its name to its articles. */
#include "articles/articles.h"

#include "articles/detect.h"
#include "articles/document.h"
#include "articles/json_record.h"
#include "articles/walk.h"
#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

struct qn__article_reader {
  qn__article_sink sink;
  qn__input input;
  qn__properties properties;
  qn__buffer scratch;
};

qn_status qn__article_reader_new(qn__article_reader **out, const qn__article_sink *sink, qn_error *error) {
  qn__article_reader *reader = qn__malloc(sizeof *reader);
  if (reader == NULL)
    return qn__fail_memory(error);
  reader->sink = *sink;
  qn__input_init(&reader->input);
  reader->input.cancel = sink->cancel;
  qn__properties_init(&reader->properties);
  qn__buffer_init(&reader->scratch);
  *out = reader;
  return QN_OK;
}

void qn__article_reader_free(qn__article_reader *reader) {
  if (reader == NULL)
    return;
  qn__input_clear(&reader->input);
  qn__properties_clear(&reader->properties);
  qn__buffer_clear(&reader->scratch);
  qn__free(reader);
}

uint64_t qn__article_reader_bytes(const qn__article_reader *reader) {
  return reader->input.bytes_read;
}

void qn__reading_problem(const qn__reading *reading, uint64_t line, uint64_t column, qn__severity severity,
                         const char *format, ...) {
  char message[600];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(message, sizeof message, format, arguments);
  va_end(arguments);
  qn__source_location location = {reading->path, line, column};
  reading->sink->problem(reading->sink->context, &location, severity, message);
}

qn_status qn__reading_article(const qn__reading *reading, uint64_t line, const qn_article *article, qn_error *error) {
  qn__source_location location = {reading->path, line, 0};
  if (reading->sink->cancel != NULL && *reading->sink->cancel)
    return qn__fail(error, QN_CANCELLED, "cancelled");
  if (!reading->sink->article(reading->sink->context, &location, article))
    return qn__fail(error, QN_CANCELLED, "cancelled");
  return QN_OK;
}

/* Moves a location to a later byte. */
static void move_location(qn__source_location *location, const char *text, size_t size) {
  for (const char *end = text + size, *p = text; p < end; p++) {
    location->column++;
    if (*p == '\n') {
      location->line++;
      location->column = 1;
    }
  }
}

qn_status qn__reading_record(const qn__reading *reading, qn__source_location location, uint64_t number, char *json,
                             size_t size, qn_error *error) {
  qn_article article;
  qn_error reason = {.column = 0};
  qn_status status = qn__json_record_parse(reading->properties, json, size, &article, &reason);
  if (status == QN_NO_MEMORY)
    return qn__fail_memory(error);
  if (status != QN_OK) {
    if (reason.column > 0)
      move_location(&location, json, reason.column - 1);
    else
      location.column = 0;
    qn__reading_problem(reading, location.line, location.column, QN__REFUSED, "%s", reason.message);
    return QN_OK;
  }
  if (article.id.data == NULL) {
    qn__buffer_reset(reading->scratch);
    qn__buffer_print(reading->scratch, "%s", reading->id);
    if (number > 0)
      qn__buffer_print(reading->scratch, "#%" PRIu64, number);
    if (reading->scratch->failed)
      return qn__fail_memory(error);
    article.id = (qn_string){(const char *)reading->scratch->data, reading->scratch->size};
  }
  return qn__reading_article(reading, location.line, &article, error);
}

static qn_status read_as(const qn__reading *reading, qn__article_format format, qn_error *error) {
  switch (format) {
  case QN__ARTICLE_MARKDOWN:
    return qn__read_markdown(reading, error);
  case QN__ARTICLE_HTML:
    return qn__read_html(reading, error);
  case QN__ARTICLE_JSON:
    return qn__read_json(reading, error);
  case QN__ARTICLE_JSON_LINES:
    return qn__read_json_lines(reading, error);
  case QN__ARTICLE_TEXT:
  case QN__ARTICLE_AUTO:
    break;
  }
  return qn__read_text(reading, error);
}

/* Enough of the input to tell its format by: a line and what follows it. */
static qn_status look_ahead(qn__input *input, qn_error *error) {
  enum { LOOK = 64 << 10 };
  qn_status status = QN_OK;
  while (status == QN_OK && !input->ended && input->size < LOOK) {
    const char *newline = memchr(input->data, '\n', input->size);
    if (newline != NULL && newline + 1 < input->data + input->size)
      break;
    status = qn__input_more(input, QN__ARTICLE_MAX, error);
  }
  return status;
}

static qn_status read_input(const qn__reading *reading, int fd, qn__article_format format, qn_error *error) {
  qn__input *input = reading->input;
  qn_status status = qn__input_begin(input, fd, reading->path, error);
  if (status == QN_OK && format == QN__ARTICLE_AUTO)
    status = look_ahead(input, error);
  if (status != QN_OK)
    return status;
  if (input->ended && input->size == 0) {
    qn__reading_problem(reading, 0, 0, QN__SKIPPED, "empty, nothing to index");
    return QN_OK;
  }
  const char *binary = qn__detect_binary(input->data, input->size);
  if (binary != NULL) {
    qn__reading_problem(reading, 0, 0, QN__REFUSED, "this is %s, not text", binary);
    return QN_OK;
  }
  if (format == QN__ARTICLE_AUTO)
    format = qn__detect_format(reading->path, input->data, input->size);
  return read_as(reading, format, error);
}

qn_status qn__read_articles_from(qn__article_reader *reader, int fd, const char *path, qn__article_format format,
                                 qn_error *error) {
  char *id = qn__normal_path(path);
  if (id == NULL)
    return qn__fail_memory(error);
  qn__reading reading = {&reader->sink, path, id, &reader->input, &reader->properties, &reader->scratch};
  qn_error reason;
  qn_status status = read_input(&reading, fd, format, &reason);
  qn__input_end(&reader->input);
  qn__free(id);
  if (status == QN_OK || status == QN_CANCELLED || status == QN_NO_MEMORY)
    return status == QN_OK ? QN_OK : qn__fail(error, status, "%s", reason.message);
  qn__reading_problem(&reading, 0, 0, QN__REFUSED, "%s", reason.message);
  return QN_OK;
}

qn_status qn__read_articles(qn__article_reader *reader, const char *path, qn__article_format format, qn_error *error) {
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    qn__source_location location = {path, 0, 0};
    reader->sink.problem(reader->sink.context, &location, QN__REFUSED, strerror(errno));
    return QN_OK;
  }
  qn_status status = qn__read_articles_from(reader, fd, path, format, error);
  close(fd);
  return status;
}
