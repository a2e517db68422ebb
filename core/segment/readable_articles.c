/* SPDX-License-Identifier: MIT */
/* readable_articles.c: reads past damage, one article after another. */
#include "segment/readable_articles.h"

#include "base/memory.h"
#include "segment/manifest.h"

typedef struct walk {
  const qn__article_source *source;
  const qn__article_visitor *visitor;
  qn__store_reader *reader;
  uint8_t *unnamed; /* a bit for each article whose head is lost; NULL: none */
  uint64_t n_unnamed;
  qn_error problem; /* of the first of them */
} walk;

static void report_lost(const walk *self, uint64_t n_articles, qn_string id, const char *problem) {
  const qn_loss loss = {
      .file = self->source->store->section.view->path, .n_articles = n_articles, .id = id, .problem = problem};
  self->visitor->lost(self->visitor->context, &loss);
}

static qn_status note_unnamed(walk *self, uint32_t doc, const qn_error *problem, qn_error *error) {
  if (self->unnamed == NULL) {
    self->unnamed = qn__calloc(((size_t)self->source->store->n_articles + 7) / 8, 1);
    if (self->unnamed == NULL)
      return qn__fail_memory(error);
    self->problem = *problem;
  }
  self->unnamed[doc >> 3] |= (uint8_t)(1u << (doc & 7));
  self->n_unnamed++;
  return QN_OK;
}

static qn_status visit_article(walk *self, uint32_t doc, qn_error *error) {
  const qn__store *store = self->source->store;
  qn_article article;
  qn_error problem;
  if (qn__is_cancelled(&self->source->cancel))
    return qn__fail(error, QN_CANCELLED, "cancelled");
  qn_status status = qn__store_head(store, self->reader, doc, &article, &problem);
  if (status == QN_DAMAGED)
    return note_unnamed(self, doc, &problem, error);
  if (status == QN_OK)
    status = qn__store_text(store, self->reader, doc, &article.text, &problem);
  if (status == QN_OK)
    return self->visitor->visit(self->visitor->context, &article, error);
  if (status != QN_DAMAGED)
    return qn__fail_again(error, &problem);
  report_lost(self, 1, article.id, problem.message);
  return QN_OK;
}

/* Finds the ids of lost articles as far as the ids can be read. */
static qn_status name_unnamed(walk *self, qn__ids_cursor *cursor, qn_error *error) {
  qn_status status = qn__ids_first(cursor, self->source->ids, error);
  while (status == QN_OK && self->n_unnamed > 0 && cursor->keys.ordinal < self->source->ids->n_keys) {
    uint32_t doc = cursor->doc;
    if (doc < self->source->store->n_articles && qn__is_deleted(self->unnamed, doc)) {
      cursor->keys.key[cursor->keys.size] = '\0'; /* as strings that are handed out end; there is room */
      report_lost(self, 1, (qn_string){(const char *)cursor->keys.key, cursor->keys.size}, self->problem.message);
      self->unnamed[doc >> 3] &= (uint8_t) ~(1u << (doc & 7));
      self->n_unnamed--;
    }
    status = qn__ids_next(cursor, error);
  }
  return status;
}

static qn_status report_unnamed(walk *self, qn_error *error) {
  qn_error problem;
  qn_status status = QN_OK;
  if (self->source->ids != NULL) {
    qn__ids_cursor *cursor = qn__malloc(sizeof *cursor);
    status = cursor == NULL ? qn__fail_memory(&problem) : name_unnamed(self, cursor, &problem);
    qn__free(cursor);
  }
  if (status != QN_OK && status != QN_DAMAGED)
    return qn__fail_again(error, &problem);
  if (self->n_unnamed > 0)
    report_lost(self, self->n_unnamed, (qn_string){"", 0}, self->problem.message);
  return QN_OK;
}

qn_status qn__each_readable_article(const qn__article_source *source, const qn__article_visitor *visitor,
                                    qn_error *error) {
  walk self = {.source = source, .visitor = visitor};
  qn_status status = qn__store_reader_new(&self.reader, error);
  for (uint32_t doc = 0; status == QN_OK && doc < source->store->n_articles; doc++)
    if (!qn__is_deleted(source->deletes, doc))
      status = visit_article(&self, doc, error);
  if (status == QN_OK && self.n_unnamed > 0)
    status = report_unnamed(&self, error);
  qn__store_reader_free(self.reader);
  qn__free(self.unnamed);
  return status;
}
