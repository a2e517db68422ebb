/* SPDX-License-Identifier: MIT */
/* filter_memory.c: filters are the same if their trees are, with the values that ages stand for now. */
#include "engine/filter_memory.h"

#include "base/status.h"
#include "match/window.h"

#include <string.h>

void qn__filter_memory_init(qn__filter_memory *memory) {
  *memory = (qn__filter_memory){.segments = NULL};
  qn__arena_init(&memory->arena);
  qn__buffer_init(&memory->key);
}

void qn__filter_memory_clear(qn__filter_memory *memory) {
  qn__arena_clear(&memory->arena);
  qn__buffer_clear(&memory->key);
  memory->segments = NULL;
}

/* --- the key ------------------------------------------------------------------------------------------------------ */

static void put_zero_terminated(qn__buffer *key, const char *text) {
  const size_t size = text == NULL ? 0 : strlen(text);
  qn__buffer_string(key, text == NULL ? "" : text, size);
}

static void put_leaf(qn__buffer *key, const qn__plan_leaf *leaf) {
  qn__buffer_u8(key, (uint8_t)leaf->op);
  qn__buffer_u8(key, (uint8_t)leaf->type);
  put_zero_terminated(key, leaf->column);
  put_zero_terminated(key, leaf->value);
  if (leaf->wanted == NULL)
    return;
  qn__buffer_bytes(key, &leaf->wanted->first, sizeof leaf->wanted->first);
  qn__buffer_bytes(key, &leaf->wanted->date_end, sizeof leaf->wanted->date_end);
}

static void put_node(qn__buffer *key, const qn__plan *plan, const qn__plan_node *node);

static void put_nodes(qn__buffer *key, const qn__plan *plan, const qn__plan_node *nodes, uint32_t n) {
  qn__buffer_u32(key, n);
  for (uint32_t i = 0; i < n; i++)
    put_node(key, plan, &nodes[i]);
}

static void put_node(qn__buffer *key, const qn__plan *plan, const qn__plan_node *node) {
  const qn__plan_group *group = node->group;
  qn__buffer_u8(key, group != NULL);
  if (group == NULL) {
    put_leaf(key, &plan->leaves[node->leaf]);
    return;
  }
  put_nodes(key, plan, group->must, group->n_must);
  put_nodes(key, plan, group->should, group->n_should);
  put_nodes(key, plan, group->must_not, group->n_must_not);
  qn__buffer_u32(key, group->min_match);
}

/* --- the memory --------------------------------------------------------------------------------------------------- */

static qn_status forget(qn__filter_memory *memory, size_t n_segments, qn_error *error) {
  qn__arena_reset(&memory->arena);
  memory->segments = qn__arena_alloc(&memory->arena, (n_segments + 1) * sizeof *memory->segments);
  if (memory->segments == NULL)
    return qn__fail_memory(error);
  for (size_t s = 0; s < n_segments; s++)
    memory->segments[s] = NULL;
  return QN_OK;
}

qn_status qn__filter_memory_begin(qn__filter_memory *memory, const qn__plan *plan, qn_error *error) {
  qn__buffer key;
  qn__buffer_init(&key);
  for (uint32_t i = 0; i < plan->n_filters; i++) {
    qn__buffer_u8(&key, plan->filters[i].excludes);
    put_node(&key, plan, &plan->filters[i].node);
  }
  if (key.failed) {
    qn__buffer_clear(&key);
    return qn__fail_memory(error);
  }
  const bool same =
      memory->segments != NULL && key.size == memory->key.size && memcmp(key.data, memory->key.data, key.size) == 0;
  qn__buffer_clear(&memory->key);
  memory->key = key;
  return same ? QN_OK : forget(memory, plan->index->n_segments, error);
}

qn_status qn__filter_bits_new(qn__filter_bits **out, uint32_t n_docs, qn__arena *arena, qn_error *error) {
  const uint32_t n_windows = (n_docs + QN__WINDOW_DOCS - 1) / QN__WINDOW_DOCS;
  qn__filter_bits *known = qn__arena_alloc(arena, sizeof *known);
  if (known == NULL)
    return qn__fail_memory(error);
  *known = (qn__filter_bits){.n_windows = n_windows};
  known->is_filled = qn__arena_alloc(arena, n_windows * sizeof *known->is_filled);
  known->n_asked = qn__arena_alloc(arena, n_windows * sizeof *known->n_asked);
  known->bits = qn__arena_alloc(arena, (size_t)n_windows * QN__WINDOW_WORDS * sizeof *known->bits);
  if (known->is_filled == NULL || known->n_asked == NULL || known->bits == NULL)
    return qn__fail_memory(error);
  memset(known->is_filled, 0, n_windows * sizeof *known->is_filled);
  memset(known->n_asked, 0, n_windows * sizeof *known->n_asked);
  *out = known;
  return QN_OK;
}

void qn__filter_bits_filled(qn__filter_bits *known, uint32_t window, uint32_t n) {
  uint64_t *bits = known->bits + (size_t)window * QN__WINDOW_WORDS;
  for (uint32_t w = 0; w < QN__WINDOW_WORDS; w++) {
    const uint32_t left = n > w * 64 ? n - w * 64 : 0;
    bits[w] &= left < 64 ? (UINT64_C(1) << left) - 1 : UINT64_MAX;
    known->n_inside += qn__popcount64(bits[w]);
  }
  known->is_filled[window] = true;
  known->n_filled++;
}

qn_status qn__filter_memory_of(qn__filter_memory *memory, size_t segment, uint32_t n_docs, qn__filter_bits **out,
                               qn_error *error) {
  qn_status status = QN_OK;
  if (memory->segments[segment] == NULL)
    status = qn__filter_bits_new(&memory->segments[segment], n_docs, &memory->arena, error);
  *out = memory->segments[segment];
  return status;
}
