/* SPDX-License-Identifier: MIT */
/* detect.h: what a file holds, from its first bytes and its name. */
#ifndef QN_INDEXER_ARTICLES_DETECT_H
#define QN_INDEXER_ARTICLES_DETECT_H

#include "articles/articles.h"

/* What makes the bytes unreadable as text ("a PDF document", "binary data"), or NULL if they are text. */
const char *qn__detect_binary(const char *data, size_t size);

/* The format, never QN__ARTICLE_AUTO.  `data` is the beginning of the file, after unpacking. */
qn__article_format qn__detect_format(const char *path, const char *data, size_t size);

/* The file's name without folders, ".gz" and extension: the title of last resort; empty for standard input
 * ("-").  Points into `path`. */
qn_string qn__file_title(const char *path);

#endif
