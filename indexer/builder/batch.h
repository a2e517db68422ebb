/* SPDX-License-Identifier: MIT */
/* batch.h: some of the articles of a segment under construction, in order, with copies of their strings: the work that
 * one thread takes at a time.  It holds whole units of the store (store.h), and their encoded form when the thread is
 * done. */
#ifndef QN_INDEXER_BUILDER_BATCH_H
#define QN_INDEXER_BUILDER_BATCH_H

#include "base/buffer.h"
#include "base/status.h"
#include "store/store.h"

enum { QN__ARTICLE_STRINGS = 8 }; /* id, title, text, url, date, lang, fields, source map */

/* An article as it comes in: repaired, checked. */
typedef struct qn__batch_article {
  size_t start;    /* of the sizes of its strings, varints, which the strings follow */
  uint64_t sketch; /* known once its words are, as are these: */
  uint32_t length, title_words;
  uint8_t language;
  bool ends_unit;
  bool alone; /* nothing else may be in memory while its words are found */
} qn__batch_article;

typedef struct qn__batch {
  uint32_t first_doc; /* the number of the first article */
  uint32_t n_articles;
  qn__buffer articles; /* qn__batch_article each */
  qn__buffer bytes;
  size_t text_bytes; /* of texts alone */
  size_t unit_bytes; /* of titles and texts in the unit that is open */
  size_t unit_start; /* in `bytes` */
  qn__store_unit *units;
  size_t n_units, units_capacity;
} qn__batch;

enum {
  QN__BATCH_SLACK = 64, /* readable bytes after the strings */
  QN__BATCH_ENTRY = 32, /* bytes that an article counts for in addition to its strings, on any processor */
  QN__BATCH_UNIT_SIZE = 8 * QN__STORE_UNIT_SIZE, /* a unit has no more, where its articles have little text */
};

void qn__batch_init(qn__batch *batch);
void qn__batch_clear(qn__batch *batch);

/* Empties the batch and keeps its memory. */
void qn__batch_reset(qn__batch *batch, uint32_t first_doc);

static inline qn__batch_article *qn__batch_articles(const qn__batch *batch) {
  return QN__ARRAY(qn__batch_article, &batch->articles);
}

/* Bytes of all articles: a number that every processor reckons the same. */
static inline size_t qn__batch_size(const qn__batch *batch) {
  return batch->bytes.size + (size_t)batch->n_articles * QN__BATCH_ENTRY;
}

/* The i-th article; its strings live until the batch changes. */
qn_article qn__batch_get(const qn__batch *batch, uint32_t i);

/* Adds an article whose strings are valid; true in *ends_unit if a unit of the store ends with it. */
qn_status qn__batch_add(qn__batch *batch, const qn_article *article, uint8_t language, bool *ends_unit,
                        qn_error *error);

/* The next unit to encode into. */
qn_status qn__batch_next_unit(qn__batch *batch, qn__store_unit **unit, qn_error *error);

#endif
