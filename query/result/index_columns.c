/* SPDX-License-Identifier: MIT */
/* index_columns.c: here is an index: which columns do its articles have, and which values?  Each is counted as a facet
 * of all articles. */
#include "base/bytes.h"
#include "base/status.h"
#include "collect/facets.h"
#include "match/window.h"

#include <stdlib.h>

typedef struct column_name {
  const char *data;
  size_t size;
  qn__column_type type;
} column_name;

static int compare_names(const void *left, const void *right) {
  const column_name *a = left, *b = right;
  int order = qn__compare_bytes(a->data, a->size, b->data, b->size);
  return order != 0 ? order : (a->type > b->type) - (a->type < b->type);
}

/* The columns of all segments, in order, each once. */
static qn_status gather_names(const qn_index *index, qn__buffer *out, size_t *n, qn_error *error) {
  for (size_t s = 0; s < index->n_segments; s++) {
    const qn__columns *columns = &index->segments[s].segment->columns;
    for (uint32_t i = 0; i < columns->n_columns; i++) {
      qn__column column;
      qn_status status = qn__columns_get(columns, i, &column, error);
      if (status != QN_OK)
        return status;
      const column_name name = {column.name, column.name_size, column.type};
      qn__buffer_bytes(out, &name, sizeof name);
    }
  }
  if (out->failed)
    return qn__fail_memory(error);
  column_name *names = QN__ARRAY(column_name, out);
  const size_t n_all = out->size / sizeof *names;
  *n = 0;
  if (n_all > 0)
    qsort(names, n_all, sizeof *names, compare_names);
  for (size_t i = 0; i < n_all; i++)
    if (*n == 0 || compare_names(&names[*n - 1], &names[i]) != 0)
      names[(*n)++] = names[i];
  return QN_OK;
}

static void count_live(qn__facets *facets, const qn__index_segment *segment, uint32_t doc) {
  if (doc < segment->segment->meta.n_docs && !qn__is_deleted(segment->deletes, doc))
    facets->sink.take(&facets->sink, segment->first + doc, 0);
}

/* Counts all live articles of a segment, by windows. */
static void count_all_live(qn__facets *facets, const qn__index_segment *segment) {
  const uint32_t n_docs = segment->segment->meta.n_docs;
  for (uint32_t from = 0; from < n_docs && !facets->sink.is_full;) {
    const uint32_t n = n_docs - from < QN__WINDOW_DOCS ? n_docs - from : QN__WINDOW_DOCS;
    uint64_t bits[QN__WINDOW_WORDS] = {0};
    for (uint32_t i = 0; i < n; i++)
      bits[i / 64] |= (uint64_t)!qn__is_deleted(segment->deletes, from + i) << (i % 64);
    facets->sink.take_bits(&facets->sink, segment->first + from, bits, (n + 63) / 64);
    from += n;
  }
}

/* Counts the live articles of a segment; of a sparse column those that have a value, for there may be as many columns
 * as articles. */
static qn_status count_segment(qn__facets *facets, const qn__index_segment *segment, const column_name *name,
                               qn_error *error) {
  qn__column column;
  bool found = false;
  uint64_t last = UINT64_MAX, doc = 0;
  qn_status status =
      qn__columns_find(&segment->segment->columns, name->data, name->size, name->type, &column, &found, error);
  if (status != QN_OK || !found)
    return status;
  if (column.layout != QN__COLUMN_SPARSE)
    count_all_live(facets, segment);
  for (uint32_t i = 0; column.layout == QN__COLUMN_SPARSE && i < column.n_values && !facets->sink.is_full; i++) {
    status = qn__packed_get(&column.owners, &column.section, i, &doc, error);
    if (status != QN_OK)
      return status;
    if (doc != last)
      count_live(facets, segment, (uint32_t)doc);
    last = doc;
  }
  return QN_OK;
}

static void show_column(const qn__facet *facet, const column_name *name,
                        void (*visit)(void *context, const qn_column *column), void *context) {
  const qn_column column = {.name = {facet->asked->column, name->size},
                            .type = (qn_value_type)name->type,
                            .n_articles = facet->n_articles,
                            .n_distinct = facet->n_distinct,
                            .least = qn__counted_value(&facet->values[0]),
                            .greatest = qn__counted_value(&facet->values[facet->n_values - 1])};
  visit(context, &column);
}

static qn_status visit_column(const qn_index *index, const column_name *name,
                              void (*visit)(void *context, const qn_column *column), void *context, qn__arena *arena,
                              qn_error *error) {
  const qn_facet asked = {.column = qn__arena_copy(arena, name->data, name->size), .limit = SIZE_MAX, .by_value = true};
  qn__facets facets;
  if (asked.column == NULL)
    return qn__fail_memory(error);
  qn_status status = qn__facets_begin(&facets, index, &asked, 1, arena, error);
  if (status != QN_OK)
    return status;
  facets.facets->exact_dates = true;
  facets.facets->types = 1u << name->type;
  for (size_t s = 0; s < index->n_segments && status == QN_OK; s++)
    status = count_segment(&facets, &index->segments[s], name, error);
  if (status == QN_OK)
    status = qn__facets_end(&facets, error);
  if (status == QN_OK && facets.facets->n_values > 0)
    show_column(facets.facets, name, visit, context);
  return status;
}

qn_status qn_index_each_column(const qn_index *index, void (*visit)(void *context, const qn_column *column),
                               void *context, qn_error *error) {
  qn__buffer names;
  qn__arena arena;
  size_t n = 0;
  if (index == NULL || visit == NULL)
    return qn__fail(error, QN_INVALID, "columns are of an index, and shown to a visitor");
  qn__buffer_init(&names);
  qn__arena_init(&arena);
  qn_status status = gather_names(index, &names, &n, error);
  for (size_t i = 0; i < n && status == QN_OK; i++) {
    status = visit_column(index, &QN__ARRAY(column_name, &names)[i], visit, context, &arena, error);
    qn__arena_reset(&arena);
  }
  qn__arena_clear(&arena);
  qn__buffer_clear(&names);
  return status;
}
