/* SPDX-License-Identifier: MIT */
/* article.h: what comes in, checked: valid UTF-8, a readable date, a language, fields and a source map that are
 * JSON. */
#ifndef QN_INDEXER_BUILDER_ARTICLE_H
#define QN_INDEXER_BUILDER_ARTICLE_H

#include "base/buffer.h"
#include "builder/batch.h"
#include "segment/segment.h"

struct cJSON;

typedef struct qn__checked_article {
  qn_article article; /* strings of the caller, or repaired copies */
  uint8_t language;   /* that its words are analysed in */
  uint8_t listed;     /* that it counts as; 0: one that has no number */
  bool has_date;
  int64_t date;         /* seconds */
  struct cJSON *fields; /* an object, or NULL */
  uint64_t replaced;    /* invalid sequences and U+0000 that became U+FFFD */
  qn__buffer repaired[QN__ARTICLE_STRINGS];
} qn__checked_article;

/* Zero-initialise before the first use; one serves for many articles, one after another. */
void qn__checked_article_clear(qn__checked_article *checked);

enum { QN__FIELDS_SHARE = 16 }; /* an article's fields, parsed, may take this part of the memory; its source map, too */

/* QN_BAD_INPUT if the article cannot be indexed; QN_TOO_LARGE if its fields or its source map need more than
 * `json_memory`. */
qn_status qn__check_article(qn__checked_article *checked, const qn_article *article, uint8_t default_language,
                            size_t json_memory, qn_error *error);

/* Adds its date and fields to the columns. */
void qn__put_columns(const qn__checked_article *checked, qn__columns_writer *columns, uint32_t doc);

#endif
