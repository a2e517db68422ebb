/* SPDX-License-Identifier: MIT */
/* occurrences.c: positions of single postings, and phrases from them. */
#include "search/occurrences.h"

void qn__occurrences_init(qn__occurrences *occurrences, const qn__postings *list, qn__arena *arena) {
  occurrences->list = list;
  occurrences->block = UINT32_MAX;
  occurrences->index = QN__BLOCK;
  occurrences->positions = NULL;
  occurrences->n = occurrences->capacity = 0;
  occurrences->arena = arena;
}

static qn_status reserve(qn__occurrences *occurrences, uint32_t n, qn_error *error) {
  if (n <= occurrences->capacity)
    return QN_OK;
  uint32_t capacity = n < UINT32_MAX / 2 ? n * 2 : n;
  uint32_t *positions = qn__arena_alloc(occurrences->arena, (size_t)capacity * 2 * sizeof *positions);
  if (positions == NULL)
    return qn__fail_memory(error);
  occurrences->positions = positions;
  occurrences->starts_found = positions + capacity;
  occurrences->capacity = capacity;
  return QN_OK;
}

static qn_status load_block(qn__occurrences *occurrences, uint32_t block, qn_error *error) {
  uint32_t freqs[QN__BLOCK + 16];
  occurrences->block = UINT32_MAX;
  unsigned n = qn__postings_block(occurrences->list, block, NULL, freqs, error);
  if (n == 0)
    return QN_DAMAGED;
  uint64_t sum = 0;
  for (unsigned i = 0; i < n; i++) {
    occurrences->starts[i] = (uint32_t)sum;
    sum += freqs[i];
  }
  const qn__section *section = &occurrences->list->source->positions;
  if (sum > occurrences->list->info.coll_freq || sum > UINT32_MAX)
    return qn__section_damaged(section, section->data, "a block has more occurrences than its term", error);
  for (unsigned i = n; i <= QN__BLOCK; i++)
    occurrences->starts[i] = (uint32_t)sum;
  occurrences->block = block;
  return QN_OK;
}

qn_status qn__occurrences_read(qn__occurrences *occurrences, uint32_t block, unsigned index, qn_error *error) {
  if (occurrences->block == block && occurrences->index == index)
    return QN_OK; /* a phrase may have a word twice */
  qn_status status = occurrences->block == block ? QN_OK : load_block(occurrences, block, error);
  if (status != QN_OK)
    return status;
  const uint32_t *starts = occurrences->starts;
  uint32_t n = starts[index + 1] - starts[index];
  occurrences->index = QN__BLOCK; /* until they are there */
  status = reserve(occurrences, n, error);
  if (status != QN_OK)
    return status;
  status =
      qn__positions_read(occurrences->list, block, starts[index], n, starts[QN__BLOCK], occurrences->positions, error);
  if (status != QN_OK)
    return status;
  occurrences->n = n;
  occurrences->index = index;
  return QN_OK;
}

uint32_t qn__intersect_shifted(uint32_t *starts, uint32_t n_starts, const uint32_t *positions, uint32_t n_positions,
                               uint32_t offset) {
  uint32_t kept = 0, at = 0;
  for (uint32_t i = 0; i < n_starts; i++) {
    uint64_t wanted = (uint64_t)starts[i] + offset;
    while (at < n_positions && positions[at] < wanted)
      at++;
    if (at == n_positions)
      break;
    starts[kept] = starts[i];
    kept += positions[at] == wanted;
  }
  return kept;
}
