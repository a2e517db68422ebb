/* SPDX-License-Identifier: MIT */
/* batch.c: articles laid end to end. */
#include "builder/batch.h"

#include "base/memory.h"
#include "base/reader.h"

void qn__batch_init(qn__batch *batch) {
  *batch = (qn__batch){.first_doc = 0};
  qn__buffer_init(&batch->articles);
  qn__buffer_init(&batch->bytes);
}

void qn__batch_clear(qn__batch *batch) {
  qn__buffer_clear(&batch->articles);
  qn__buffer_clear(&batch->bytes);
  for (size_t i = 0; i < batch->units_capacity; i++)
    qn__store_unit_clear(&batch->units[i]);
  qn__free(batch->units);
  qn__batch_init(batch);
}

void qn__batch_reset(qn__batch *batch, uint32_t first_doc) {
  batch->first_doc = first_doc;
  batch->n_articles = 0;
  qn__buffer_reset(&batch->articles);
  qn__buffer_reset(&batch->bytes);
  batch->text_bytes = batch->unit_bytes = batch->unit_start = 0;
  batch->n_units = 0;
}

qn_article qn__batch_get(const qn__batch *batch, uint32_t i) {
  const size_t start = qn__batch_articles(batch)[i].start;
  qn__reader reader = qn__reader_of(batch->bytes.data + start, batch->bytes.size - start);
  qn_article article;
  qn_string *const strings[] = {&article.id,   &article.title,    &article.text,   &article.url,
                                &article.date, &article.language, &article.fields, &article.source_map};
  for (unsigned s = 0; s < QN__ARTICLE_STRINGS; s++)
    strings[s]->size = (size_t)qn__read_varint(&reader);
  const char *next = (const char *)reader.next;
  for (unsigned s = 0; s < QN__ARTICLE_STRINGS; s++) {
    strings[s]->data = next;
    next += strings[s]->size;
  }
  return article;
}

/* Whether a unit of the store ends with the article just added. */
static bool unit_is_full(qn__batch *batch) {
  if (batch->unit_bytes < QN__STORE_UNIT_SIZE && batch->bytes.size - batch->unit_start < QN__BATCH_UNIT_SIZE)
    return false;
  batch->unit_bytes = 0;
  batch->unit_start = batch->bytes.size;
  return true;
}

qn_status qn__batch_add(qn__batch *batch, const qn_article *article, uint8_t language, bool *ends_unit,
                        qn_error *error) {
  const qn_string strings[] = {article->id,   article->title,    article->text,   article->url,
                               article->date, article->language, article->fields, article->source_map};
  qn__batch_article entry = {.start = batch->bytes.size, .language = language};
  size_t size = QN__BATCH_SLACK + (size_t)QN__ARTICLE_STRINGS * QN__VARINT_MAX;
  for (unsigned s = 0; s < QN__ARTICLE_STRINGS; s++)
    size += strings[s].size;
  qn__buffer_reserve(&batch->bytes, size);
  for (unsigned s = 0; s < QN__ARTICLE_STRINGS; s++)
    qn__buffer_varint(&batch->bytes, strings[s].size);
  for (unsigned s = 0; s < QN__ARTICLE_STRINGS; s++)
    qn__buffer_bytes(&batch->bytes, strings[s].data, strings[s].size);
  batch->unit_bytes += article->title.size + article->text.size;
  batch->text_bytes += article->text.size;
  entry.ends_unit = unit_is_full(batch);
  qn__buffer_bytes(&batch->articles, &entry, sizeof entry);
  if (batch->bytes.failed || batch->articles.failed)
    return qn__fail_memory(error);
  memset(batch->bytes.data + batch->bytes.size, 0, QN__BATCH_SLACK);
  batch->n_articles++;
  *ends_unit = entry.ends_unit;
  return QN_OK;
}

qn_status qn__batch_next_unit(qn__batch *batch, qn__store_unit **unit, qn_error *error) {
  if (batch->n_units == batch->units_capacity) {
    size_t capacity = batch->units_capacity == 0 ? 4 : batch->units_capacity * 2;
    qn__store_unit *units = qn__realloc(batch->units, capacity * sizeof *units);
    if (units == NULL)
      return qn__fail_memory(error);
    batch->units = units;
    for (; batch->units_capacity < capacity; batch->units_capacity++)
      qn__store_unit_init(&units[batch->units_capacity]);
  }
  *unit = &batch->units[batch->n_units++];
  qn__store_unit_reset(*unit);
  return QN_OK;
}
