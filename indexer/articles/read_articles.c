/* SPDX-License-Identifier: MIT */
/* read_articles.c: one file from its name to its articles. */
#include "articles/read_articles.h"

#include "articles/binary_data.h"
#include "articles/file_names.h"
#include "base/memory.h"
#include "text/path_text.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

struct qn__article_reader {
  qn__article_sink sink;
  qn__allowance allowance;
  qn__reading_options options;
  qn__input input;
  bool failed; /* the last file could not be read to its end */
  qn__properties properties;
  qn__buffer scratch;
  const qn__binary *binary; /* what the last file was, if it was not text */
  qn__source_trace trace;
};

qn_status qn__article_reader_new(qn__article_reader **out, const qn__article_sink *sink, qn_error *error) {
  qn__article_reader *reader = qn__malloc(sizeof *reader);
  if (reader == NULL)
    return qn__fail_memory(error);
  reader->sink = *sink;
  reader->allowance = (qn__allowance){qn__memory_for_reading(QN__MEMORY_DEFAULT), {sink->cancelled, sink->context}};
  reader->options = (qn__reading_options){.map = NULL};
  reader->failed = false;
  qn__input_init(&reader->input, &reader->allowance);
  qn__properties_init(&reader->properties);
  qn__buffer_init(&reader->scratch);
  reader->binary = NULL;
  qn__trace_init(&reader->trace);
  *out = reader;
  return QN_OK;
}

void qn__article_reader_limit(qn__article_reader *reader, size_t memory) {
  reader->allowance.memory = memory;
}

void qn__article_reader_set(qn__article_reader *reader, const qn__reading_options *options) {
  reader->options = *options;
}

void qn__article_reader_free(qn__article_reader *reader) {
  if (reader == NULL)
    return;
  qn__input_clear(&reader->input);
  qn__properties_clear(&reader->properties);
  qn__buffer_clear(&reader->scratch);
  qn__trace_clear(&reader->trace);
  qn__free(reader);
}

uint64_t qn__article_reader_bytes(const qn__article_reader *reader) {
  return reader->input.bytes_read;
}

const qn__binary *qn__article_reader_binary(const qn__article_reader *reader) {
  return reader->binary;
}

/* Reads enough of the input to detect its format: a line and what follows it. */
static qn_status look_ahead(qn__input *input, qn_error *error) {
  qn_status status = QN_OK;
  while (status == QN_OK && !input->ended && input->size < QN__SNIFF_MAX) {
    const char *newline = memchr(input->data, '\n', input->size);
    if (newline != NULL && newline + 1 < input->data + input->size)
      break;
    status = qn__input_more(input, error);
  }
  return status;
}

/* Reports the damage of the input, if there is any. */
static bool is_damaged(const qn__document *document) {
  const char *damage = document->input->damage;
  if (*damage != '\0')
    qn__document_problem(document, 0, 0, QN__REFUSED, "%s", damage);
  return *damage != '\0';
}

/* What a stream begins with may not be there yet, so that it cannot be looked at. */
static qn_status read_stream(const qn__document *document, const qn__format *format, qn_error *error) {
  qn_status status = format->read(document, error);
  if (status == QN_OK)
    is_damaged(document);
  return status;
}

static qn_status read_input(qn__article_reader *reader, const qn__document *document, int fd, const qn__format *format,
                            qn_error *error) {
  qn__input *input = document->input;
  input->stream = document->options->stream;
  qn_status status = qn__input_begin(input, fd, document->path, error);
  if (status == QN_OK && input->stream != NULL)
    return read_stream(document, format, error);
  if (status == QN_OK && format == NULL)
    status = look_ahead(input, error);
  if (status != QN_OK)
    return status;
  if (input->ended && input->size == 0) {
    if (!is_damaged(document))
      qn__document_problem(document, 0, 0, QN__SKIPPED, "empty, nothing to index");
    return QN_OK;
  }
  reader->binary = qn__binary_kind(input->data, input->size);
  if (reader->binary != NULL)
    return QN_OK;
  if (format == NULL)
    format = qn__format_detect(document->path, input->data, input->size);
  status = format->read(document, error);
  if (status == QN_OK)
    is_damaged(document);
  return status;
}

/* What a file is called, and the id of its article. */
typedef struct file_identity {
  char *name, *relative;
  const char *id;
} file_identity;

static void clear_identity(file_identity *identity) {
  qn__free(identity->name);
  qn__free(identity->relative);
}

/* A path as text, which it takes. */
static char *text_of(char *path) {
  char *text = path != NULL ? qn__path_text(path) : NULL;
  qn__free(path);
  return text;
}

static qn_status identify(file_identity *identity, const char *path, const qn__reading_options *options,
                          qn_error *error) {
  const bool is_file = strcmp(path, "-") != 0;
  identity->name = text_of(qn__normal_path(path));
  identity->relative = is_file && options->base != NULL ? text_of(qn__relative_path(path, options->base)) : NULL;
  if (identity->name == NULL || (is_file && options->base != NULL && identity->relative == NULL)) {
    clear_identity(identity);
    return qn__fail_memory(error);
  }
  identity->id = identity->relative != NULL ? identity->relative : identity->name;
  if (!is_file && options->id != NULL)
    identity->id = options->id;
  return QN_OK;
}

qn_status qn__read_articles_as(qn__article_reader *reader, int fd, const char *path, const char *id,
                               const qn__format *format, qn_error *error) {
  file_identity identity = {.id = path};
  if (identify(&identity, path, &reader->options, error) != QN_OK)
    return QN_NO_MEMORY;
  if (id != NULL)
    identity.id = id;
  qn__document document = {&reader->sink,    path,
                           identity.name,    identity.id,
                           &reader->input,   &reader->properties,
                           &reader->scratch, &reader->allowance,
                           &reader->options, &reader->trace};
  qn_error reason;
  reader->binary = NULL;
  qn_status status = read_input(reader, &document, fd, format, &reason);
  reader->failed = status != QN_OK || reader->input.damage[0] != '\0';
  qn__input_end(&reader->input);
  clear_identity(&identity);
  if (status == QN_OK || status == QN_CANCELLED || status == QN_NO_MEMORY)
    return status == QN_OK ? QN_OK : qn__fail(error, status, "%s", reason.message);
  qn__document_problem(&document, 0, 0, QN__REFUSED, "%s", reason.message);
  return QN_OK;
}

qn_status qn__read_articles_from(qn__article_reader *reader, int fd, const char *path, const qn__format *format,
                                 qn_error *error) {
  return qn__read_articles_as(reader, fd, path, NULL, format, error);
}

bool qn__article_reader_is_whole(const qn__article_reader *reader) {
  return !reader->failed;
}

uint64_t qn__article_reader_hash(const qn__article_reader *reader) {
  return reader->input.block_last && reader->input.damage[0] == '\0' ? reader->input.hash : 0;
}

qn_status qn__read_articles(qn__article_reader *reader, const char *path, const qn__format *format, qn_error *error) {
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0 && errno == ENOMEM)
    return qn__fail_errno(error, "open", path);
  reader->binary = NULL;
  if (fd < 0) {
    qn__source_location location = {path, 0, 0};
    reader->sink.problem(reader->sink.context, &location, QN__REFUSED, strerror(errno));
    return QN_OK;
  }
  qn_status status = qn__read_articles_from(reader, fd, path, format, error);
  close(fd);
  return status;
}
