/* SPDX-License-Identifier: MIT */
/* binary_data.h: files that are not text. */
#ifndef QN_INDEXER_ARTICLES_BINARY_DATA_H
#define QN_INDEXER_ARTICLES_BINARY_DATA_H

#include <stddef.h>

/* What makes the first bytes of a file unreadable as text, and what helps: "a tar archive, not text; unpack it".  NULL
 * if they are text. */
const char *qn__binary_kind(const char *data, size_t size);

#endif
