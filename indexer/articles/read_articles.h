/* SPDX-License-Identifier: MIT */
/* read_articles.h: from files to articles.  A reader takes a path (or a descriptor), finds out what it holds and hands
 * each article, and each problem on the way, to a sink, one at a time: no more than one article is in memory.
 *
 *     input.h     a file            -> bytes, unpacked, UTF-16 made UTF-8
 *     formats.h   bytes and name    -> format
 *     read_*.c    bytes             -> qn_article */
#ifndef QN_INDEXER_ARTICLES_READ_ARTICLES_H
#define QN_INDEXER_ARTICLES_READ_ARTICLES_H

#include "articles/article_sink.h"
#include "articles/binary_data.h"
#include "articles/formats.h"

typedef struct qn__article_reader qn__article_reader;

/* The sink is copied. */
qn_status qn__article_reader_new(qn__article_reader **out, const qn__article_sink *sink, qn_error *error);
void qn__article_reader_free(qn__article_reader *reader);

/* The memory that reading an article may take; without this call as much as a tool's default leaves for it. */
void qn__article_reader_limit(qn__article_reader *reader, size_t memory);

/* How files are read from now on.  What the options point to must outlive the reader. */
void qn__article_reader_set(qn__article_reader *reader, const qn__reading_options *options);

/* Reads the articles of a file, whose format is detected if it is NULL.  What is wrong with the file goes to the sink;
 * a failure is QN_CANCELLED or QN_NO_MEMORY. */
qn_status qn__read_articles(qn__article_reader *reader, const char *path, const qn__format *format, qn_error *error);

/* The same from an open descriptor, which stays open; `path` stands for it. */
qn_status qn__read_articles_from(qn__article_reader *reader, int fd, const char *path, const qn__format *format,
                                 qn_error *error);

/* The same, and articles without an id of their own are named after `id`, not after the path; NULL: after the path. */
qn_status qn__read_articles_as(qn__article_reader *reader, int fd, const char *path, const char *id,
                               const qn__format *format, qn_error *error);

/* What the file that was read last is, if it is not text: it was not read, and the sink has not heard of it.  NULL: it
 * was read. */
const qn__binary *qn__article_reader_binary(const qn__article_reader *reader);

/* Whether the file that was read last was read to its end, and its bytes as qn__input_hash counts them; 0: unknown. */
bool qn__article_reader_is_whole(const qn__article_reader *reader);
uint64_t qn__article_reader_hash(const qn__article_reader *reader);

/* Bytes read from files so far, before unpacking. */
uint64_t qn__article_reader_bytes(const qn__article_reader *reader);

#endif
