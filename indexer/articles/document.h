/* SPDX-License-Identifier: MIT */
/* document.h: what a reader of a format receives, and how it hands on what it finds. */
#ifndef QN_INDEXER_ARTICLES_DOCUMENT_H
#define QN_INDEXER_ARTICLES_DOCUMENT_H

#include "articles/article_sink.h"
#include "articles/input.h"
#include "articles/properties.h"
#include "articles/source_trace.h"
#include "articles/text_lines.h"

/* What was asked for about how files are read; zero: nothing. */
typedef struct qn__reading_options {
  const qn__mapping *map; /* of properties of JSON */
  const char *records;    /* the path of keys to the array of articles in a file of JSON */
  const char *charset;    /* of texts that are not UTF-8 */
  const char *id, *title; /* of standard input */
  const char *base;       /* the folder that ids are relative to */
  qn__stream *stream;     /* the file goes on; its format is given, and is JSON Lines */
} qn__reading_options;

/* One file that is being read.  All but `sink`, `path` and `id` is memory that is kept from file to file. */
typedef struct qn__document {
  const qn__article_sink *sink;
  const char *path; /* for messages */
  const char *name; /* the normal path as text */
  const char *id; /* what the article is called if it has no id of its own: the name, unless something else was asked */
  qn__input *input; /* at its beginning */
  qn__properties *properties;
  qn__buffer *scratch;
  const qn__allowance *allowance;
  const qn__reading_options *options;
  qn__source_trace *trace; /* of a text that is read whole; NULL: it is not followed */
} qn__document;

enum { QN__SNIFF_MAX = 64 << 10 }; /* bytes of a file that its format is detected by */

/* A reader hands each article of the document to its sink.  It returns QN_CANCELLED, QN_NO_MEMORY, or the failure of
 * the input. */
typedef qn_status qn__read_function(const qn__document *document, qn_error *error);

/* True if a file that begins so has the reader's format, although its name stands for the format `named` (NULL: for
 * none). */
typedef bool qn__sniff_function(qn_string start, const char *named);

/* Hands a problem to the sink.  line 0: the file as a whole. */
void qn__document_problem(const qn__document *document, uint64_t line, uint64_t column, qn__severity severity,
                          const char *format, ...) QN_PRINTF(5, 6);

/* Hands an article to the sink, its id shortened if it is too long for an index; QN_CANCELLED if it wants no more. */
qn_status qn__document_article(const qn__document *document, uint64_t line, const qn_article *article, qn_error *error);

/* The title of an article that has none: what was asked for standard input, else the file's name. */
qn_string qn__document_title(const qn__document *document);

/* Whether a title was asked for, which takes the place of any other. */
bool qn__document_is_titled(const qn__document *document);

/* Reads the whole file, as UTF-8.  *blank is true, and a problem has gone to the sink, if there is nothing in it. */
qn_status qn__document_read_all(const qn__document *document, bool *blank, qn_error *error);

#endif
