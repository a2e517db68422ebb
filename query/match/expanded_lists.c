/* SPDX-License-Identifier: MIT */
/* expanded_lists.c: window by window all lists are walked once and their frequencies added up; positions are read from
 * each list that has the article. */
#include "match/expanded_lists.h"

#include "match/scored_list.h"

#include <string.h>

struct qn__expanded_lists {
  const qn__word_lists *lists;
  qn__arena *arena;
  qn__window window;    /* filled last */
  const uint64_t *bits; /* of its articles that match */
  uint32_t *freqs;      /* of these; NULL: no window was filled yet */
  uint32_t *blocks;     /* by list: the first block that may lie in the next window */
  qn__occurrence_reader reader;
  uint32_t *positions;
  uint32_t n_positions, capacity;
};

qn_status qn__expanded_new(qn__expanded_lists **out, const qn__word_lists *lists, qn__arena *arena, qn_error *error) {
  qn__expanded_lists *expanded = qn__arena_alloc(arena, sizeof *expanded);
  if (expanded == NULL)
    return qn__fail_memory(error);
  memset(expanded, 0, sizeof *expanded);
  expanded->lists = lists;
  expanded->arena = arena;
  if (lists->n_lists > 0)
    qn__occurrence_reader_init(&expanded->reader, lists, 0, arena);
  *out = expanded;
  return QN_OK;
}

/* --- windows ----------------------------------------------------------------------------------------------------- */

static qn_status begin_windows(qn__expanded_lists *expanded, qn_error *error) {
  const uint32_t n = expanded->lists->n_lists;
  expanded->freqs = qn__arena_alloc(expanded->arena, QN__WINDOW_DOCS * sizeof *expanded->freqs);
  expanded->blocks = qn__arena_alloc(expanded->arena, (n + 1) * sizeof *expanded->blocks);
  if (expanded->freqs == NULL || expanded->blocks == NULL)
    return qn__fail_memory(error);
  memset(expanded->blocks, 0, n * sizeof *expanded->blocks);
  return QN_OK;
}

static bool has_bit(const uint64_t *bits, uint32_t at) {
  return bits[at / 64] >> at % 64 & 1;
}

/* Adds a block's frequencies in the window.  Damage may add up to more than a frequency can be. */
static qn_status add_block(const qn__expanded_lists *expanded, const qn__postings *list, uint32_t block, uint64_t *bits,
                           qn_error *error) {
  uint32_t docs[QN__POSTINGS_BLOCK + 16], freqs[QN__POSTINGS_BLOCK + 16];
  const uint32_t from = expanded->window.from, end = expanded->window.end;
  unsigned n = qn__postings_block(list, block, docs, freqs, error);
  if (n == 0)
    return QN_DAMAGED;
  for (unsigned i = 0; i < n; i++) {
    if (docs[i] < from || docs[i] >= end)
      continue;
    const uint32_t at = docs[i] - from;
    const uint32_t before = has_bit(bits, at) ? expanded->freqs[at] : 0;
    expanded->freqs[at] = freqs[i] < INT32_MAX - before ? before + freqs[i] : INT32_MAX;
    bits[at / 64] |= UINT64_C(1) << at % 64;
  }
  return QN_OK;
}

/* The first block from *block on whose articles reach `doc`. */
static uint32_t block_that_reaches(const qn__postings *list, uint32_t block, uint32_t doc) {
  while (block < list->n_blocks && qn__postings_block_last(list, block) < doc)
    block++;
  return block;
}

qn_status qn__expanded_fill(qn__expanded_lists *expanded, const qn__window *window, uint64_t *bits, qn_error *error) {
  qn_status status = expanded->freqs == NULL ? begin_windows(expanded, error) : QN_OK;
  if (status != QN_OK)
    return status;
  expanded->window = *window;
  expanded->bits = bits;
  for (uint32_t i = 0; i < expanded->lists->n_lists && status == QN_OK; i++) {
    const qn__postings *list = &expanded->lists->lists[i];
    uint32_t block = block_that_reaches(list, expanded->blocks[i], window->from);
    bool reaches_end = false;
    for (; block < list->n_blocks && !reaches_end && status == QN_OK; block += !reaches_end) {
      status = add_block(expanded, list, block, bits, error);
      reaches_end = qn__postings_block_last(list, block) >= window->end - 1;
    }
    expanded->blocks[i] = block;
  }
  return status;
}

/* --- single articles --------------------------------------------------------------------------------------------- */

static qn_status find_in_list(const qn__postings *list, uint32_t doc, uint32_t *block, unsigned *index, bool *found,
                              qn_error *error) {
  uint32_t docs[QN__POSTINGS_BLOCK + 16];
  uint32_t low = 0, high = list->n_blocks;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (qn__postings_block_last(list, middle) < doc)
      low = middle + 1;
    else
      high = middle;
  }
  *found = false;
  if (low == list->n_blocks)
    return QN_OK;
  unsigned n = qn__postings_block(list, low, docs, NULL, error);
  if (n == 0)
    return QN_DAMAGED;
  *block = low;
  *index = qn__first_at_least(docs, n, doc);
  *found = *index < n && docs[*index] == doc;
  return QN_OK;
}

/* Merges n positions into the sorted ones. */
static void merge_positions(qn__expanded_lists *expanded, const qn__occurrences *more) {
  uint32_t at = expanded->n_positions, left = more->n;
  expanded->n_positions += more->n;
  for (uint32_t to = expanded->n_positions; left > 0;) {
    uint32_t position = more->positions[left - 1] - more->base;
    bool earlier = at > 0 && expanded->positions[at - 1] > position;
    expanded->positions[--to] = earlier ? expanded->positions[--at] : position;
    left -= !earlier;
  }
}

static qn_status reserve_positions(qn__expanded_lists *expanded, uint32_t n, qn_error *error) {
  uint32_t *before = expanded->positions;
  if (n > UINT32_MAX - expanded->n_positions)
    return qn__section_damaged(&expanded->reader.list->source->positions, expanded->reader.list->source->positions.data,
                               "a word has more positions than there are", error);
  qn_status status =
      qn__reserve_numbers(expanded->arena, &expanded->positions, &expanded->capacity, expanded->n_positions + n, error);
  if (status == QN_OK && expanded->n_positions > 0 && before != expanded->positions)
    memcpy(expanded->positions, before, expanded->n_positions * sizeof *before);
  return status;
}

static qn_status add_positions(qn__expanded_lists *expanded, uint32_t list, uint32_t block, unsigned index,
                               qn_error *error) {
  qn__posting_span place;
  qn__occurrences found;
  qn__occurrence_reader_move(&expanded->reader, expanded->lists, list);
  qn_status status = qn__occurrences_place(&expanded->reader, block, index, &place, error);
  if (status == QN_OK)
    status = qn__occurrences_read(&expanded->reader, &place, UINT32_MAX, &found, error);
  if (status == QN_OK)
    status = reserve_positions(expanded, found.n, error);
  if (status == QN_OK)
    merge_positions(expanded, &found);
  return status;
}

qn_status qn__expanded_find(qn__expanded_lists *expanded, uint32_t doc, qn__word_place *out, qn_error *error) {
  qn_status status = QN_OK;
  expanded->n_positions = 0;
  for (uint32_t i = 0; i < expanded->lists->n_lists && status == QN_OK; i++) {
    uint32_t block;
    unsigned index;
    bool found;
    status = find_in_list(&expanded->lists->lists[i], doc, &block, &index, &found, error);
    if (status == QN_OK && found)
      status = add_positions(expanded, i, block, index, error);
  }
  out->reader = NULL;
  out->known = (qn__occurrences){expanded->positions, expanded->n_positions, 0};
  out->place.count = expanded->n_positions;
  return status;
}

qn_status qn__expanded_freq(qn__expanded_lists *expanded, uint32_t doc, uint32_t *freq, qn_error *error) {
  if (expanded->freqs != NULL && doc >= expanded->window.from && doc < expanded->window.end) {
    const uint32_t at = doc - expanded->window.from;
    *freq = has_bit(expanded->bits, at) ? expanded->freqs[at] : 0;
    return QN_OK;
  }
  qn__word_place place;
  qn_status status = qn__expanded_find(expanded, doc, &place, error);
  *freq = status == QN_OK ? place.place.count : 0;
  return status;
}
