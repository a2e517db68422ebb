/* SPDX-License-Identifier: MIT */
/* collapse.c: the sketches of the hits are compared one after another; values are found by their hash. */
#include "collect/collapse.h"

#include "base/hash.h"

#include <string.h>

qn_status qn__collapse_begin(qn__collapse *collapse, const qn_index *index, const char *column, size_t most,
                             qn__arena *arena, qn_error *error) {
  size_t n_slots = 2;
  while (n_slots < 2 * most)
    n_slots *= 2;
  *collapse = (qn__collapse){.index = index, .arena = arena, .column = column, .most = most};
  collapse->slot_mask = n_slots - 1;
  collapse->number = SIZE_MAX;
  collapse->shown = qn__arena_alloc(arena, most * sizeof *collapse->shown);
  collapse->sketches = qn__arena_alloc(arena, most * sizeof *collapse->sketches);
  collapse->slots = qn__arena_alloc(arena, n_slots * sizeof *collapse->slots);
  collapse->fields = qn__arena_alloc(arena, (index->n_segments + 1) * sizeof *collapse->fields);
  if (collapse->shown == NULL || collapse->sketches == NULL || collapse->slots == NULL || collapse->fields == NULL)
    return qn__fail_memory(error);
  memset(collapse->slots, 0, n_slots * sizeof *collapse->slots);
  for (size_t s = 0; s < index->n_segments; s++)
    collapse->fields[s] = NULL;
  return QN_OK;
}

/* --- what an article is like -------------------------------------------------------------------------------------- */

static const qn__index_segment *enter_segment(qn__collapse *collapse, uint64_t article) {
  const qn__index_segment *segments = collapse->index->segments;
  if (collapse->number == SIZE_MAX ||
      article - segments[collapse->number].first >= segments[collapse->number].segment->meta.n_docs)
    collapse->number = (size_t)(qn__index_locate(collapse->index, article) - segments);
  return &segments[collapse->number];
}

static qn_status open_field(qn__collapse *collapse, const qn__segment *segment, qn_error *error) {
  qn__field_values *field = qn__arena_alloc(collapse->arena, sizeof *field);
  if (field == NULL)
    return qn__fail_memory(error);
  qn_status status = qn__field_values_open(field, segment, qn_string_of(collapse->column), error);
  if (status == QN_OK)
    collapse->fields[collapse->number] = field;
  return status;
}

static qn_status read_least_value(qn__collapse *collapse, const qn__segment *segment, uint32_t doc, qn__likeness *out,
                                  qn_error *error) {
  qn__field_value value = {0, 0};
  qn_status status = QN_OK;
  if (collapse->fields[collapse->number] == NULL)
    status = open_field(collapse, segment, error);
  const qn__field_values *field = collapse->fields[collapse->number];
  if (status == QN_OK)
    status = qn__field_extreme(&value, field, doc, false, error);
  *out = (qn__likeness){value.type, value.bits, NULL, 0};
  if (status != QN_OK || value.type != QN__COLUMN_KEYWORD)
    return status;
  status = qn__column_keyword_text(&field->columns[value.type], (uint32_t)value.bits, &out->text, &out->size, error);
  if (status == QN_OK)
    out->bits = qn__hash(out->text, out->size, 0);
  return status;
}

static qn_status read_likeness(qn__collapse *collapse, uint64_t article, qn__likeness *out, qn_error *error) {
  const qn__index_segment *at = enter_segment(collapse, article);
  const uint32_t doc = (uint32_t)(article - at->first);
  qn_status status = QN_OK;
  *out = (qn__likeness){0, 0, NULL, 0};
  if (collapse->column != NULL)
    status = read_least_value(collapse, at->segment, doc, out, error);
  else
    status = qn__sketch(&at->segment->sketches, doc, &out->bits, error);
  if (collapse->column == NULL)
    out->type = out->bits != 0;
  if (out->type == 0)
    out->bits = article;
  return status;
}

/* --- the hits ----------------------------------------------------------------------------------------------------- */

static qn__shown_hit *find_near(const qn__collapse *collapse, const qn__likeness *likeness) {
  for (size_t i = 0; i < collapse->n; i++)
    if (qn__sketches_near(collapse->sketches[i], likeness->bits))
      return &collapse->shown[i];
  return NULL;
}

static uint32_t *value_slot(const qn__collapse *collapse, const qn__likeness *likeness) {
  return &collapse->slots[qn__multiply_mix(likeness->bits ^ QN__HASH_A, QN__HASH_B) & collapse->slot_mask];
}

static bool same_value(const qn__likeness *a, const qn__likeness *b) {
  return a->type == b->type && a->bits == b->bits && a->size == b->size &&
         (a->size == 0 || memcmp(a->text, b->text, a->size) == 0);
}

static qn__shown_hit *find_equal(const qn__collapse *collapse, const qn__likeness *likeness) {
  uint32_t at = *value_slot(collapse, likeness);
  while (at != 0 && !same_value(&collapse->shown[at - 1].likeness, likeness))
    at = collapse->shown[at - 1].next;
  return at == 0 ? NULL : &collapse->shown[at - 1];
}

static qn__shown_hit *find_alike(const qn__collapse *collapse, const qn__likeness *likeness) {
  const bool by_sketch = collapse->column == NULL && likeness->type != 0;
  return by_sketch ? find_near(collapse, likeness) : find_equal(collapse, likeness);
}

qn_status qn__collapse_find(qn__collapse *collapse, uint64_t article, qn__shown_hit **out, qn_error *error) {
  qn__likeness likeness;
  qn_status status = read_likeness(collapse, article, &likeness, error);
  *out = status == QN_OK ? find_alike(collapse, &likeness) : NULL;
  return status;
}

qn_status qn__collapse_offer(qn__collapse *collapse, uint64_t article, qn_error *error) {
  qn__likeness likeness;
  qn_status status = read_likeness(collapse, article, &likeness, error);
  if (status != QN_OK || find_alike(collapse, &likeness) != NULL)
    return status;
  uint32_t *slot = value_slot(collapse, &likeness);
  collapse->sketches[collapse->n] = likeness.type != 0 ? likeness.bits : 0;
  collapse->shown[collapse->n] = (qn__shown_hit){.article = article, .likeness = likeness, .next = *slot};
  *slot = (uint32_t)++collapse->n;
  return QN_OK;
}
