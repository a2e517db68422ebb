/* SPDX-License-Identifier: MIT */
/* document.h: what the readers of all formats share: one file being read. */
#ifndef QN_INDEXER_ARTICLES_DOCUMENT_H
#define QN_INDEXER_ARTICLES_DOCUMENT_H

#include "articles/articles.h"
#include "articles/input.h"
#include "articles/properties.h"

typedef struct qn__reading {
  const qn__article_sink *sink;
  const char *path; /* for messages */
  const char *id;   /* the normalised path */
  qn__input *input;
  qn__properties *properties;
  qn__buffer *scratch;
} qn__reading;

/* Hands a problem to the sink.  line 0: the file as a whole. */
void qn__reading_problem(const qn__reading *reading, uint64_t line, uint64_t column, qn__severity severity,
                         const char *format, ...) QN_PRINTF(5, 6);

/* Hands an article to the sink; QN_CANCELLED if it wants no more. */
qn_status qn__reading_article(const qn__reading *reading, uint64_t line, const qn_article *article, qn_error *error);

/* Parses one JSON object, which begins at `location` (its column from 1), and hands its article, or what is wrong with it,
 * to the sink.  Without an id of its own it is called PATH, or PATH#number if the number is not 0. */
qn_status qn__reading_record(const qn__reading *reading, qn__source_location location, uint64_t number, char *json,
                             size_t size, qn_error *error);

/* Hands over an article whose text is plain, except for what the reader has already found: its title, unless there is
 * one, is found in the text and taken out of it, and so on; its id is the file's.  `text` changes. */
qn_status qn__reading_plain(const qn__reading *reading, qn_article *article, char *text, size_t size, qn_error *error);

/* Nothing but white space. */
bool qn__is_blank(const char *text, size_t size);

/* Takes the bytes from `start` to `end` out of the text, in place, and what is then empty at its beginning. */
qn_string qn__take_out(char *text, size_t size, size_t start, size_t end);

/* The readers.  The input has begun.  They return QN_CANCELLED, QN_NO_MEMORY, or the input's failure. */
qn_status qn__read_text(const qn__reading *reading, qn_error *error);
qn_status qn__read_markdown(const qn__reading *reading, qn_error *error);
qn_status qn__read_html(const qn__reading *reading, qn_error *error);
qn_status qn__read_json(const qn__reading *reading, qn_error *error);
qn_status qn__read_json_lines(const qn__reading *reading, qn_error *error);

#endif
