/* SPDX-License-Identifier: MIT */
/* source_charset.h: a whole file from its charset to UTF-8, within the allowance. */
#ifndef QN_INDEXER_ARTICLES_SOURCE_CHARSET_H
#define QN_INDEXER_ARTICLES_SOURCE_CHARSET_H

#include "articles/document.h"

/* Counts the sequences that are not UTF-8, zeros not among them, and the characters beyond ASCII that are. */
qn_status qn__source_count(const qn__document *document, size_t *n_bad, size_t *n_good, qn_error *error);

/* Appends the file with what is not UTF-8 replaced; adds to *replaced how much that was. */
qn_status qn__source_repair(const qn__document *document, qn__buffer *out, size_t *replaced, qn_error *error);

/* Appends the file as UTF-8.  Bytes that do not belong to the charset are replaced and reported.  QN_NOT_FOUND if the
 * charset is unknown. */
qn_status qn__source_convert(const qn__document *document, qn__buffer *out, const char *charset, qn_error *error);

#endif
