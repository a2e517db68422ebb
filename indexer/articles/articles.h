/* SPDX-License-Identifier: MIT */
/* articles.h: from files to articles.  A reader takes a path (or a descriptor), finds out what it holds and hands each
 * article, and each thing wrong on the way, to a sink, one at a time: no more than one article is in memory.
 *
 *     walk.h      paths and folders -> files
 *     input.h     a file            -> bytes, unpacked, UTF-16 made UTF-8
 *     detect.h    bytes and name    -> format
 *     read_*.c    bytes             -> qn_article
 */
#ifndef QN_INDEXER_ARTICLES_ARTICLES_H
#define QN_INDEXER_ARTICLES_ARTICLES_H

#include <stdbool.h>

#include "base/status.h"

typedef enum qn__article_format {
  QN__ARTICLE_AUTO = 0, /* by content and name */
  QN__ARTICLE_TEXT,
  QN__ARTICLE_MARKDOWN,
  QN__ARTICLE_HTML,
  QN__ARTICLE_JSON, /* an object, several, or an array of them */
  QN__ARTICLE_JSON_LINES,
} qn__article_format;

/* False if no format has this name. */
bool qn__article_format_find(const char *name, qn__article_format *format);

/* Where an article or a problem is. */
typedef struct qn__source_location {
  const char *path; /* as the user wrote it, "-" for standard input */
  uint64_t line;    /* 0: the file as a whole; so is the column */
  uint64_t column;  /* in bytes */
} qn__source_location;
typedef qn__source_location qn__place; /* the name in indexer/tool */

typedef enum qn__severity {
  QN__REMARK,  /* read, though not as it stands */
  QN__SKIPPED, /* nothing to index there */
  QN__REFUSED, /* an article or a file that should have been indexed and was not */
} qn__severity;

typedef struct qn__article_sink {
  /* Takes an article, whose strings live until it returns; false stops the reading with QN_CANCELLED. */
  bool (*article)(void *context, const qn__source_location *location, const qn_article *article);
  void (*problem)(void *context, const qn__source_location *location, qn__severity severity, const char *message);
  void *context;
  const volatile int *cancel; /* polled; NULL: never */
} qn__article_sink;

enum { QN__ARTICLE_MAX = 256 << 20 }; /* bytes of one article's source; a larger one is refused */

typedef struct qn__article_reader qn__article_reader;

qn_status qn__article_reader_new(qn__article_reader **out, const qn__article_sink *sink, qn_error *error);
void qn__article_reader_free(qn__article_reader *reader);

/* Reads the articles of a file.  What is wrong with the file goes to the sink; a failure is QN_CANCELLED or
 * QN_NO_MEMORY. */
qn_status qn__read_articles(qn__article_reader *reader, const char *path, qn__article_format format, qn_error *error);

/* The same from an open descriptor, which stays open; `path` stands for it. */
qn_status qn__read_articles_from(qn__article_reader *reader, int fd, const char *path, qn__article_format format,
                                 qn_error *error);

/* Bytes read from files so far, before unpacking. */
uint64_t qn__article_reader_bytes(const qn__article_reader *reader);

#endif
