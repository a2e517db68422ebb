/* SPDX-License-Identifier: MIT */
/* posting_positions.c: positions of single postings, one by one or a block at a time. */
#include "match/posting_positions.h"

#include "codec/vector.h"
#include "postings/positions.h"

enum {
  WHOLE_BLOCK = 48, /* a whole block is decoded for one posting in so many occurrences: 24 to 96 measured */
  LOOK_AT_ALL = 32, /* so few positions are all compared; more are searched */
};

void qn__occurrence_reader_move(qn__occurrence_reader *reader, const qn__word_lists *lists, uint32_t i) {
  reader->list = &lists->lists[i];
  reader->form = lists->forms != NULL && !lists->forms[i].all ? &lists->forms[i] : NULL;
  if (reader->form != NULL)
    qn__exact_start(&reader->exact, &reader->form->exact);
  reader->freqs_block = reader->whole_block = reader->asked_block = reader->block = QN__NO_BLOCK;
  reader->frame.bytes = NULL;
  reader->alone.base = 0;
}

void qn__occurrence_reader_init(qn__occurrence_reader *reader, const qn__word_lists *lists, uint32_t i,
                                qn__arena *arena) {
  qn__occurrence_reader_move(reader, lists, i);
  reader->arena = arena;
  reader->sums = reader->single = NULL;
  reader->sums_capacity = reader->single_capacity = 0;
}

qn_status qn__reserve_numbers(qn__arena *arena, uint32_t **numbers, uint32_t *capacity, uint32_t n, qn_error *error) {
  if (n <= *capacity)
    return QN_OK;
  uint32_t wanted = n < UINT32_MAX / 2 ? n * 2 : n;
  uint32_t *room = qn__arena_alloc(arena, qn__array_size(wanted, sizeof *room));
  if (room == NULL)
    return qn__fail_memory(error);
  *numbers = room;
  *capacity = wanted;
  return QN_OK;
}

qn_status qn__occurrences_load_freqs(qn__occurrence_reader *reader, uint32_t block, qn_error *error) {
  const qn__postings *list = reader->list;
  reader->freqs_block = QN__NO_BLOCK; /* until they are there */
  unsigned n = qn__postings_sums(list, block, reader->freq_sums, error);
  if (n == 0)
    return QN_DAMAGED;
  if (reader->freq_sums[n] / QN__POSITIONS_FRAME > list->info.positions_size) /* a frame has a byte at least */
    return qn__section_damaged(&list->source->positions, list->source->positions.data,
                               "a word has more positions than there are", error);
  reader->freqs_block = block;
  return QN_OK;
}

qn_status qn__occurrences_expect(qn__occurrence_reader *reader, uint32_t block, uint32_t total, uint32_t n,
                                 qn_error *error) {
  reader->asked_block = block;
  if ((uint64_t)n * WHOLE_BLOCK < total || reader->whole_block == block || reader->form != NULL)
    return QN_OK;
  reader->whole_block = QN__NO_BLOCK; /* until it is there */
  qn_status status = qn__reserve_numbers(reader->arena, &reader->sums, &reader->sums_capacity, total, error);
  if (status == QN_OK)
    status = qn__positions_sums(reader->list, block, total, reader->sums, error);
  if (status == QN_OK)
    reader->whole_block = block;
  return status;
}

/* Keeps the positions of a posting that are in the wanted forms; only counts them without positions (NULL). */
static qn_status keep_forms(qn__occurrence_reader *reader, const qn__posting_span *place, uint32_t *positions,
                            uint32_t n, uint32_t *kept, qn_error *error) {
  const qn__list_form *form = reader->form;
  if (form->ranks.n_words > 0)
    return qn__exact_keep_any(&reader->exact, &form->ranks, place->block, place->start, positions, n, kept, error);
  return qn__exact_keep(&reader->exact, form->rank, form->others, place->block, place->start, positions, n, kept,
                        error);
}

qn_status qn__occurrences_count(qn__occurrence_reader *reader, const qn__posting_span *place, uint32_t *n,
                                qn_error *error) {
  *n = place->count;
  return reader->form == NULL ? QN_OK : keep_forms(reader, place, NULL, place->count, n, error);
}

qn_status qn__occurrences_read_alone(qn__occurrence_reader *reader, const qn__posting_span *place, uint32_t until,
                                     qn_error *error) {
  if (reader->block == place->block && reader->start == place->start && reader->until >= until)
    return QN_OK; /* a phrase may have a word twice */
  uint32_t *n = &reader->alone.n;
  if (reader->form != NULL)
    until = UINT32_MAX;
  reader->block = QN__NO_BLOCK; /* until they are there */
  qn_status status = qn__reserve_numbers(reader->arena, &reader->single, &reader->single_capacity, place->count, error);
  if (status == QN_OK)
    status = qn__positions_read_until(reader->list, &reader->frame, place, until, reader->single, n, error);
  if (status == QN_OK && reader->form != NULL)
    status = keep_forms(reader, place, reader->single, *n, n, error);
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

static inline bool has_position(const qn__occurrences *occurrences, uint32_t wanted) {
  if (occurrences->n <= LOOK_AT_ALL)
    return qn__any_equal(occurrences->positions, occurrences->n, wanted + occurrences->base);
  uint32_t at = first_at_least(occurrences->positions, occurrences->n, occurrences->base, wanted);
  return at < occurrences->n && occurrences->positions[at] - occurrences->base == wanted;
}

bool qn__occurrences_meet(const qn__occurrences *first, const qn__occurrences *second, uint32_t distance) {
  for (uint32_t i = 0; i < first->n; i++)
    if (has_position(second, first->positions[i] - first->base + distance))
      return true;
  return false;
}

bool qn__occurrences_have(const qn__occurrences *occurrences, uint32_t position) {
  return has_position(occurrences, position);
}
