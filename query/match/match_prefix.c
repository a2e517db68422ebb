/* SPDX-License-Identifier: MIT */
/* match_prefix.c: a prefix, expanded by the plan into the lists of its terms.  Window by window all lists are walked
 * once and their frequencies added up; positions are read from each list that has the article. */
#include "match/match_prefix.h"

#include "match/matcher.h"

#include <string.h>

struct qn__prefix_reader {
  const qn__word_lists *lists;
  qn__arena *arena;
  qn__window window; /* filled last */
  uint32_t *freqs;   /* of its articles; NULL: no window was filled yet */
  uint32_t *blocks;  /* by list: the first block that may lie in the next window */
  qn__occurrence_reader reader;
  uint32_t *positions;
  uint32_t n_positions, capacity;
};

qn_status qn__prefix_reader_new(qn__prefix_reader **out, const qn__word_lists *lists, qn__arena *arena,
                                qn_error *error) {
  qn__prefix_reader *prefix = qn__arena_alloc(arena, sizeof *prefix);
  if (prefix == NULL)
    return qn__fail_memory(error);
  memset(prefix, 0, sizeof *prefix);
  prefix->lists = lists;
  prefix->arena = arena;
  if (lists->n_lists > 0)
    qn__occurrence_reader_init(&prefix->reader, lists, 0, arena);
  *out = prefix;
  return QN_OK;
}

/* --- windows ----------------------------------------------------------------------------------------------------- */

static qn_status begin_windows(qn__prefix_reader *prefix, qn_error *error) {
  const uint32_t n = prefix->lists->n_lists;
  prefix->freqs = qn__arena_alloc(prefix->arena, QN__WINDOW_DOCS * sizeof *prefix->freqs);
  prefix->blocks = qn__arena_alloc(prefix->arena, (n + 1) * sizeof *prefix->blocks);
  if (prefix->freqs == NULL || prefix->blocks == NULL)
    return qn__fail_memory(error);
  memset(prefix->blocks, 0, n * sizeof *prefix->blocks);
  return QN_OK;
}

/* Adds a block's frequencies in the window.  Damage may add up to more than a frequency can be. */
static qn_status add_block(const qn__prefix_reader *prefix, const qn__postings *list, uint32_t block, uint64_t *bits,
                           qn_error *error) {
  uint32_t docs[QN__POSTINGS_BLOCK + 16], freqs[QN__POSTINGS_BLOCK + 16];
  const uint32_t from = prefix->window.from, end = prefix->window.end;
  unsigned n = qn__postings_block(list, block, docs, freqs, error);
  if (n == 0)
    return QN_DAMAGED;
  for (unsigned i = 0; i < n; i++) {
    if (docs[i] < from || docs[i] >= end)
      continue;
    uint32_t *sum = &prefix->freqs[docs[i] - from];
    *sum = freqs[i] < INT32_MAX - *sum ? *sum + freqs[i] : INT32_MAX;
    bits[(docs[i] - from) / 64] |= UINT64_C(1) << ((docs[i] - from) % 64);
  }
  return QN_OK;
}

/* The first block from *block on whose articles reach `doc`. */
static uint32_t block_that_reaches(const qn__postings *list, uint32_t block, uint32_t doc) {
  while (block < list->n_blocks && qn__postings_block_last(list, block) < doc)
    block++;
  return block;
}

qn_status qn__prefix_fill(qn__prefix_reader *prefix, const qn__window *window, uint64_t *bits, qn_error *error) {
  qn_status status = prefix->freqs == NULL ? begin_windows(prefix, error) : QN_OK;
  if (status != QN_OK)
    return status;
  prefix->window = *window;
  memset(prefix->freqs, 0, QN__WINDOW_DOCS * sizeof *prefix->freqs);
  for (uint32_t i = 0; i < prefix->lists->n_lists && status == QN_OK; i++) {
    const qn__postings *list = &prefix->lists->lists[i];
    uint32_t block = block_that_reaches(list, prefix->blocks[i], window->from);
    bool reaches_end = false;
    for (; block < list->n_blocks && !reaches_end && status == QN_OK; block += !reaches_end) {
      status = add_block(prefix, list, block, bits, error);
      reaches_end = qn__postings_block_last(list, block) >= window->end - 1;
    }
    prefix->blocks[i] = block;
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
static void merge_positions(qn__prefix_reader *prefix, const qn__occurrences *more) {
  uint32_t at = prefix->n_positions, left = more->n;
  prefix->n_positions += more->n;
  for (uint32_t to = prefix->n_positions; left > 0;) {
    uint32_t position = more->positions[left - 1] - more->base;
    bool earlier = at > 0 && prefix->positions[at - 1] > position;
    prefix->positions[--to] = earlier ? prefix->positions[--at] : position;
    left -= !earlier;
  }
}

static qn_status reserve_positions(qn__prefix_reader *prefix, uint32_t n, qn_error *error) {
  uint32_t *before = prefix->positions;
  if (n > UINT32_MAX - prefix->n_positions)
    return qn__section_damaged(&prefix->reader.list->source->positions, prefix->reader.list->source->positions.data,
                               "a word has more positions than there are", error);
  qn_status status =
      qn__reserve_numbers(prefix->arena, &prefix->positions, &prefix->capacity, prefix->n_positions + n, error);
  if (status == QN_OK && prefix->n_positions > 0 && before != prefix->positions)
    memcpy(prefix->positions, before, prefix->n_positions * sizeof *before);
  return status;
}

static qn_status add_positions(qn__prefix_reader *prefix, uint32_t list, uint32_t block, unsigned index,
                               qn_error *error) {
  qn__posting_span place;
  qn__occurrences found;
  qn__occurrence_reader_move(&prefix->reader, prefix->lists, list);
  qn_status status = qn__occurrences_place(&prefix->reader, block, index, &place, error);
  if (status == QN_OK)
    status = qn__occurrences_read(&prefix->reader, &place, UINT32_MAX, &found, error);
  if (status == QN_OK)
    status = reserve_positions(prefix, found.n, error);
  if (status == QN_OK)
    merge_positions(prefix, &found);
  return status;
}

qn_status qn__prefix_find(qn__prefix_reader *prefix, uint32_t doc, qn__word_place *out, qn_error *error) {
  qn_status status = QN_OK;
  prefix->n_positions = 0;
  for (uint32_t i = 0; i < prefix->lists->n_lists && status == QN_OK; i++) {
    uint32_t block;
    unsigned index;
    bool found;
    status = find_in_list(&prefix->lists->lists[i], doc, &block, &index, &found, error);
    if (status == QN_OK && found)
      status = add_positions(prefix, i, block, index, error);
  }
  out->reader = NULL;
  out->known = (qn__occurrences){prefix->positions, prefix->n_positions, 0};
  out->place.count = prefix->n_positions;
  return status;
}

qn_status qn__prefix_freq(qn__prefix_reader *prefix, uint32_t doc, uint32_t *freq, qn_error *error) {
  if (prefix->freqs != NULL && doc >= prefix->window.from && doc < prefix->window.end) {
    *freq = prefix->freqs[doc - prefix->window.from];
    return QN_OK;
  }
  qn__word_place place;
  qn_status status = qn__prefix_find(prefix, doc, &place, error);
  *freq = status == QN_OK ? place.place.count : 0;
  return status;
}

/* --- the matcher ------------------------------------------------------------------------------------------------- */

static qn_status freq_of_prefix(qn__matcher *matcher, uint32_t doc, uint32_t least, uint32_t *freq, qn_error *error) {
  (void)least;
  return qn__word_freq(qn__matched_word(matcher), doc, freq, error);
}

const qn__matcher_ops qn__match_prefix = {
    .exact_bits = true,
    .open = qn__open_nothing,
    .fill = qn__fill_from_word,
    .max_saturation = qn__max_saturation_of_word,
    .max_docs = qn__max_docs_of_word,
    .freq = freq_of_prefix,
    .positions = qn__positions_of_word,
};
