/* SPDX-License-Identifier: MIT */
/* builder.h: makes one segment file from articles given one after another. */
#ifndef QN_INDEXER_BUILDER_BUILDER_H
#define QN_INDEXER_BUILDER_BUILDER_H

#include "base/cancel.h"
#include "segment/manifest.h"

typedef struct qn__builder qn__builder;

typedef struct qn__builder_options {
  const char *dir; /* of the index; lives as long as the builder */
  qn__settings settings;
  unsigned threads;
  size_t memory;
  size_t beside; /* what the caller takes of the same budget: for a message */
  qn__cancel cancel;
} qn__builder_options;

typedef struct qn__builder_counts {
  uint64_t added, replaced; /* articles; those of them that replaced one added before */
  uint64_t text_bytes;      /* of titles and texts added */
  uint64_t replaced_chars;
  uint64_t written; /* to files, temporary ones too */
} qn__builder_counts;

/* Writes nothing yet. */
qn_status qn__builder_new(qn__builder **out, const qn__builder_options *options, qn_error *error);

/* Drops what is not finished. */
void qn__builder_free(qn__builder *builder);

/* Adds an article.  QN_BAD_INPUT and QN_TOO_LARGE refuse it and change nothing; other failures are final. */
qn_status qn__builder_add(qn__builder *builder, const qn_article *article, qn_error *error);

/* Adds the articles of a store whose bits in `dead` (may be NULL) are not set. */
qn_status qn__builder_add_stored(qn__builder *builder, const qn__store *store, const uint8_t *dead, qn_error *error);

/* Deletes the article with this id that was added before; *found says whether there was one. */
qn_status qn__builder_delete(qn__builder *builder, qn_string id, bool *found, qn_error *error);

/* Makes the segment of the articles that remain, under its name: *entry describes it.  Without
 * articles there is no file and entry->n_docs is 0.  Nothing but counts and free may follow. */
qn_status qn__builder_finish(qn__builder *builder, qn__manifest_entry *entry, qn_error *error);

void qn__builder_get_counts(const qn__builder *builder, qn__builder_counts *counts);

#endif
