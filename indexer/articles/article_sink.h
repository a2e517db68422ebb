/* SPDX-License-Identifier: MIT */
/* article_sink.h: where articles, and problems with them, go while files are read. */
#ifndef QN_INDEXER_ARTICLES_ARTICLE_SINK_H
#define QN_INDEXER_ARTICLES_ARTICLE_SINK_H

#include "quern.h"

/* Where an article or a problem is. */
typedef struct qn__source_location {
  const char *path; /* as the user wrote it, "-" for standard input */
  uint64_t line;    /* 0: the file as a whole; so is the column */
  uint64_t column;  /* in bytes */
} qn__source_location;

typedef enum qn__severity {
  QN__REMARK,  /* read, though not as it stands */
  QN__SKIPPED, /* nothing to index there */
  QN__REFUSED, /* an article or a file that should have been indexed and was not */
} qn__severity;

typedef struct qn__article_sink {
  /* Takes an article, whose strings live until it returns; false stops the reading with QN_CANCELLED. */
  bool (*article)(void *context, const qn__source_location *location, const qn_article *article);
  void (*problem)(void *context, const qn__source_location *location, qn__severity severity, const char *message);
  bool (*cancelled)(void *context); /* asked often; NULL: never */
  void *context;
} qn__article_sink;

#endif
