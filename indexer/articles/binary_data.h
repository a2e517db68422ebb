/* SPDX-License-Identifier: MIT */
/* binary_data.h: files that are not text. */
#ifndef QN_INDEXER_ARTICLES_BINARY_DATA_H
#define QN_INDEXER_ARTICLES_BINARY_DATA_H

#include <stddef.h>

/* A kind of files that are not text. */
typedef struct qn__binary {
  const char *what;       /* one of them, and what helps: "a tar archive, not text; unpack it" */
  const char *one, *many; /* what they are counted as: "archive", "archives" */
} qn__binary;

/* What makes the first bytes of a file unreadable as text; NULL if they are text. */
const qn__binary *qn__binary_kind(const char *data, size_t size);

#endif
