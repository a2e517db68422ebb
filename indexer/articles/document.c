/* SPDX-License-Identifier: MIT */
/* document.c: from a reader to the sink. */
#include "articles/document.h"

#include "articles/file_names.h"
#include "articles/text_charset.h"

#include <stdarg.h>
#include <stdio.h>

void qn__document_problem(const qn__document *document, uint64_t line, uint64_t column, qn__severity severity,
                          const char *format, ...) {
  char message[600];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(message, sizeof message, format, arguments);
  va_end(arguments);
  qn__source_location location = {document->path, line, column};
  document->sink->problem(document->sink->context, &location, severity, message);
}

qn_status qn__document_article(const qn__document *document, uint64_t line, const qn_article *article,
                               qn_error *error) {
  const qn__article_sink *sink = document->sink;
  qn__source_location location = {document->path, line, 0};
  if (sink->cancelled != NULL && sink->cancelled(sink->context))
    return qn__fail(error, QN_CANCELLED, "cancelled");
  char memory[QN_ID_MAX];
  qn_article named = *article;
  named.id = qn__short_id(article->id, memory);
  if (!sink->article(sink->context, &location, &named))
    return qn__fail(error, QN_CANCELLED, "cancelled");
  return QN_OK;
}

bool qn__document_is_titled(const qn__document *document) {
  return document->options->title != NULL && strcmp(document->path, "-") == 0;
}

qn_string qn__document_title(const qn__document *document) {
  if (!qn__document_is_titled(document))
    return qn__file_title(document->name);
  return (qn_string){document->options->title, strlen(document->options->title)};
}

/* Where carriage returns alone end the lines, they become line feeds: no byte moves. */
static void end_lines(char *text, size_t size) {
  if (size == 0 || memchr(text, '\n', size) != NULL)
    return;
  for (char *p = text; (p = memchr(p, '\r', size - (size_t)(p - text))) != NULL;)
    *p++ = '\n';
}

qn_status qn__document_read_all(const qn__document *document, bool *blank, qn_error *error) {
  qn__input *input = document->input;
  qn_status status = qn__input_all(input, error);
  if (status == QN_OK)
    status = qn__text_decode(document, error);
  if (status == QN_OK)
    end_lines(input->data, input->size);
  *blank = status == QN_OK && qn__is_blank(input->data, input->size);
  if (*blank && input->damage[0] == '\0')
    qn__document_problem(document, 0, 0, QN__SKIPPED, "empty, nothing to index");
  return status;
}
