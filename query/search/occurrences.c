/* SPDX-License-Identifier: MIT */
/* occurrences.c: positions of single postings, one by one or a block at a time. */
#include "search/occurrences.h"

#include "format/vector.h"

enum {
  WHOLE_BLOCK = 48, /* a whole block is decoded for one posting in so many occurrences: 24 to 96 measured */
  LOOK_AT_ALL = 32, /* so few positions are all compared; more are searched */
};

void qn__occurrence_reader_init(qn__occurrence_reader *reader, const qn__postings *list, qn__arena *arena) {
  *reader = (qn__occurrence_reader){
      .list = list, .whole_block = UINT32_MAX, .asked_block = UINT32_MAX, .block = UINT32_MAX, .arena = arena};
}

qn_status qn__reserve_numbers(qn__arena *arena, uint32_t **numbers, uint32_t *capacity, uint32_t n, qn_error *error) {
  if (n <= *capacity)
    return QN_OK;
  uint32_t wanted = n < UINT32_MAX / 2 ? n * 2 : n;
  uint32_t *room = qn__arena_alloc(arena, (size_t)wanted * sizeof *room);
  if (room == NULL)
    return qn__fail_memory(error);
  *numbers = room;
  *capacity = wanted;
  return QN_OK;
}

qn_status qn__occurrences_expect(qn__occurrence_reader *reader, uint32_t block, uint32_t total, uint32_t n,
                                 qn_error *error) {
  reader->asked_block = block;
  if ((uint64_t)n * WHOLE_BLOCK < total || reader->whole_block == block)
    return QN_OK;
  reader->whole_block = UINT32_MAX; /* until it is there */
  qn_status status = qn__reserve_numbers(reader->arena, &reader->sums, &reader->sums_capacity, total, error);
  if (status == QN_OK)
    status = qn__positions_sums(reader->list, block, total, reader->sums, error);
  if (status == QN_OK)
    reader->whole_block = block;
  return status;
}

qn_status qn__occurrences_read_alone(qn__occurrence_reader *reader, const qn__place *place, uint32_t until,
                                     qn_error *error) {
  if (reader->block == place->block && reader->start == place->start && reader->until >= until)
    return QN_OK;             /* a phrase may have a word twice */
  reader->block = UINT32_MAX; /* until they are there */
  qn_status status = qn__reserve_numbers(reader->arena, &reader->single, &reader->single_capacity, place->count, error);
  if (status == QN_OK)
    status =
        qn__positions_read_until(reader->list, &reader->frame, place, until, reader->single, &reader->alone.n, error);
  if (status != QN_OK)
    return status;
  reader->alone.positions = reader->single;
  reader->block = place->block;
  reader->start = place->start;
  reader->until = until;
  return QN_OK;
}

/* The index of the first of n ascending positions that, less `base`, is >= `wanted`; n if there is none. */
static uint32_t first_at_least(const uint32_t *positions, uint32_t n, uint32_t base, uint32_t wanted) {
  uint32_t at = 0;
  while (n > 1) {
    uint32_t half = n / 2;
    at += half & (0u - (positions[at + half - 1] - base < wanted));
    n -= half;
  }
  return at + (n == 1 && positions[at] - base < wanted);
}

static inline bool has(const qn__occurrences *occurrences, uint32_t wanted) {
  if (occurrences->n <= LOOK_AT_ALL)
    return qn__any_equal(occurrences->positions, occurrences->n, wanted + occurrences->base);
  uint32_t at = first_at_least(occurrences->positions, occurrences->n, occurrences->base, wanted);
  return at < occurrences->n && occurrences->positions[at] - occurrences->base == wanted;
}

bool qn__occurrences_meet(const qn__occurrences *first, const qn__occurrences *second, uint32_t distance) {
  for (uint32_t i = 0; i < first->n; i++)
    if (has(second, first->positions[i] - first->base + distance))
      return true;
  return false;
}

uint32_t qn__occurrences_keep(uint32_t *positions, uint32_t n, const qn__occurrences *others, uint32_t distance) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < n; i++) {
    positions[kept] = positions[i];
    kept += has(others, positions[i] + distance);
  }
  return kept;
}
