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
         keep(arena, &article->date) && keep(arena, &article->language) && keep(arena, &article->fields) &&
         keep(arena, &article->source_map);
}

qn_status qn__locate_live(const qn_searcher *searcher, uint64_t article, qn__located *out, qn_error *error) {
  qn_status status = qn__locate(searcher, article, out, error);
  if (status == QN_OK && qn__is_deleted(out->segment->deletes, out->doc))
    status = qn__fail(error, QN_NOT_FOUND, "article %" PRIu64 " has been deleted", article);
  return status;
}

static qn_status read_metadata(const qn_searcher *searcher, const qn__located *at, qn__arena *arena, qn_article *out,
                               qn_error *error) {
  qn_status status = qn__store_head(&at->segment->segment->store, searcher->store_reader, at->doc, out, error);
  if (status != QN_OK)
    return status;
  out->text = (qn_string){"", 0};
  return keep_metadata(arena, out) ? QN_OK : qn__fail_memory(error);
}

qn_status qn_searcher_metadata_sized(qn_searcher *searcher, uint64_t article, qn_article *out, size_t size,
                                     qn_error *error) {
  qn__located at = {0, NULL, 0};
  qn_article read;
  qn__arena *arena = searcher->is_visiting ? &searcher->article : &searcher->arena;
  qn_status status = qn__locate_live(searcher, article, &at, error);
  if (searcher->is_visiting)
    qn__arena_reset(arena);
  if (status == QN_OK)
    status = read_metadata(searcher, &at, arena, &read, error);
  if (status == QN_OK)
    qn__sized_write(out, size, &read, sizeof read);
  return status;
}

/* Keeps one article at a time: the memory does not grow with the number of articles read between two searches. */
qn_status qn_searcher_article_sized(qn_searcher *searcher, uint64_t article, qn_article *out, size_t size,
                                    qn_error *error) {
  qn__arena *arena = &searcher->article;
  qn__located at = {0, NULL, 0};
  qn_article read;
  qn_string text;
  qn_status status = qn__locate_live(searcher, article, &at, error);
  if (status != QN_OK)
    return status;
  qn__arena_reset(arena);
  status = read_metadata(searcher, &at, arena, &read, error);
  if (status == QN_OK)
    status = qn__store_text(&at.segment->segment->store, searcher->store_reader, at.doc, &text, error);
  if (status != QN_OK)
    return status;
  read.text = text;
  if (!keep(arena, &read.text))
    return qn__fail_memory(error);
  qn__sized_write(out, size, &read, sizeof read);
  return QN_OK;
}
