/* SPDX-License-Identifier: MIT */
/* article_access.c: here is the number of an article: what is stored of it? */
#include "base/sized.h"
#include "result/searcher.h"

#include <inttypes.h>

/* Copies a string into the arena. */
static bool keep(qn__arena *arena, qn_string *string) {
  string->data = qn__arena_copy(arena, string->data, string->size);
  return string->data != NULL;
}

static bool keep_metadata(qn__arena *arena, qn_article *article) {
  return keep(arena, &article->id) && keep(arena, &article->title) && keep(arena, &article->url) &&
         keep(arena, &article->date) && keep(arena, &article->language) && keep(arena, &article->fields);
}

/* Where a live article is stored. */
static qn_status locate_live(const qn_index *index, uint64_t article, const qn__store **store, uint32_t *doc,
                             qn_error *error) {
  const qn__index_segment *segment = qn__index_locate(index, article);
  if (segment == NULL)
    return qn__fail(error, QN_INVALID, "the index has no article %" PRIu64, article);
  *store = &segment->segment->store;
  *doc = (uint32_t)(article - segment->first);
  if (qn__is_deleted(segment->deletes, *doc))
    return qn__fail(error, QN_NOT_FOUND, "article %" PRIu64 " has been deleted", article);
  return QN_OK;
}

static qn_status read_metadata(const qn__store *store, qn__store_reader *reader, uint32_t doc, qn__arena *arena,
                               qn_article *out, qn_error *error) {
  qn_status status = qn__store_head(store, reader, doc, out, error);
  if (status != QN_OK)
    return status;
  out->text = (qn_string){"", 0};
  return keep_metadata(arena, out) ? QN_OK : qn__fail_memory(error);
}

qn_status qn_searcher_metadata_sized(qn_searcher *searcher, uint64_t article, qn_article *out, size_t size,
                                     qn_error *error) {
  const qn__store *store = NULL;
  uint32_t doc = 0;
  qn_article read;
  qn_status status = locate_live(searcher->index, article, &store, &doc, error);
  if (status == QN_OK)
    status = read_metadata(store, searcher->store_reader, doc, &searcher->arena, &read, error);
  if (status == QN_OK)
    qn__sized_write(out, size, &read, sizeof read);
  return status;
}

/* Keeps one article at a time: the memory does not grow with the number of articles read between two searches. */
qn_status qn_searcher_article_sized(qn_searcher *searcher, uint64_t article, qn_article *out, size_t size,
                                    qn_error *error) {
  qn__arena *arena = &searcher->article;
  const qn__store *store = NULL;
  uint32_t doc = 0;
  qn_article read;
  qn_string text;
  qn_status status = locate_live(searcher->index, article, &store, &doc, error);
  if (status != QN_OK)
    return status;
  qn__arena_reset(arena);
  status = read_metadata(store, searcher->store_reader, doc, arena, &read, error);
  if (status == QN_OK)
    status = qn__store_text(store, searcher->store_reader, doc, &text, error);
  if (status != QN_OK)
    return status;
  read.text = text;
  if (!keep(arena, &read.text))
    return qn__fail_memory(error);
  qn__sized_write(out, size, &read, sizeof read);
  return QN_OK;
}
