/* SPDX-License-Identifier: MIT */
/* expanded_lists.c: window by window all lists are walked once and their frequencies added up.  For single articles
 * each list remembers the first of its articles that has not been passed: few lists are looked into for one article. */
#include "match/expanded_lists.h"

#include "match/scored_list.h"

#include <string.h>

/* Where single articles are looked up in a list. */
typedef struct list_place {
  uint32_t block;
  uint32_t decoded; /* the block that `docs` is of, or QN__NO_BLOCK */
  unsigned n, at;   /* of `docs`; the first that has not been passed */
  uint32_t docs[QN__POSTINGS_BLOCK + 16];
} list_place;

struct qn__expanded_lists {
  const qn__word_lists *lists;
  qn__arena *arena;
  /* windows */
  qn__window window;    /* filled last */
  const uint64_t *bits; /* of its articles that match */
  uint32_t *freqs;      /* of these; NULL: no window was filled yet */
  uint32_t *blocks;     /* by list: the first block that may lie in the next window */
  /* single articles */
  list_place *places; /* by list; NULL: none was looked up yet */
  uint32_t *next;     /* by list: its first article that is not below `passed`; QN__NO_DOC: none; or 0 */
  uint32_t passed;    /* looked up last */
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

/* A block's articles, and how often each has the word there: 0, too, where the list has other forms. */
static qn_status read_block(const qn__expanded_lists *expanded, uint32_t number, uint32_t block, unsigned *n,
                            uint32_t *docs, uint32_t *freqs, qn_error *error) {
  const qn__postings *list = &expanded->lists->lists[number];
  const qn__list_form *form = expanded->lists->forms == NULL ? NULL : &expanded->lists->forms[number];
  uint32_t sums[QN__POSTINGS_BLOCK + 17];
  if (form == NULL || form->all) {
    *n = qn__postings_block(list, block, docs, freqs, error);
    return *n == 0 ? QN_DAMAGED : QN_OK;
  }
  qn__exact_cursor cursor;
  qn__exact_start(&cursor, &form->exact);
  *n = qn__postings_block(list, block, docs, NULL, error);
  if (*n == 0 || qn__postings_sums(list, block, sums, error) == 0)
    return QN_DAMAGED;
  return qn__exact_count_block(&cursor, &form->ranks, block, sums, *n, freqs, error);
}

/* Adds a block's frequencies in the window.  Damage may add up to more than a frequency can be. */
static qn_status add_block(const qn__expanded_lists *expanded, uint32_t number, uint32_t block, uint64_t *bits,
                           qn_error *error) {
  uint32_t docs[QN__POSTINGS_BLOCK + 16], freqs[QN__POSTINGS_BLOCK + 16];
  const uint32_t from = expanded->window.from, end = expanded->window.end;
  unsigned n = 0;
  qn_status status = read_block(expanded, number, block, &n, docs, freqs, error);
  for (unsigned i = 0; status == QN_OK && i < n; i++) {
    if (docs[i] < from || docs[i] >= end || freqs[i] == 0)
      continue;
    const uint32_t at = docs[i] - from;
    const uint32_t before = has_bit(bits, at) ? expanded->freqs[at] : 0;
    expanded->freqs[at] = freqs[i] < INT32_MAX - before ? before + freqs[i] : INT32_MAX;
    bits[at / 64] |= UINT64_C(1) << at % 64;
  }
  return status;
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
      status = add_block(expanded, i, block, bits, error);
      reaches_end = qn__postings_block_last(list, block) >= window->end - 1;
    }
    expanded->blocks[i] = block;
  }
  return status;
}

/* --- single articles --------------------------------------------------------------------------------------------- */

static qn_status begin_places(qn__expanded_lists *expanded, qn_error *error) {
  const uint32_t n = expanded->lists->n_lists;
  expanded->places = qn__arena_alloc(expanded->arena, (n + 1) * sizeof *expanded->places);
  expanded->next = qn__arena_alloc(expanded->arena, (n + 1) * sizeof *expanded->next);
  if (expanded->places == NULL || expanded->next == NULL)
    return qn__fail_memory(error);
  for (uint32_t i = 0; i < n; i++)
    expanded->places[i] = (list_place){.decoded = QN__NO_BLOCK};
  return QN_OK;
}

/* The first block from `block` on that reaches an article; n_blocks if there is none. */
static uint32_t find_block(const qn__postings *list, uint32_t block, uint32_t doc) {
  uint32_t low = block, high = list->n_blocks;
  if (low < high && qn__postings_block_last(list, low) >= doc)
    return low;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (qn__postings_block_last(list, middle) < doc)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* Goes to a list's first article that is not below `doc`. */
static qn_status move_place(const qn__postings *list, list_place *place, uint32_t doc, uint32_t *next,
                            qn_error *error) {
  *next = QN__NO_DOC;
  place->block = find_block(list, place->block, doc);
  if (place->block == list->n_blocks)
    return QN_OK;
  if (place->decoded != place->block) {
    place->decoded = QN__NO_BLOCK;
    place->n = qn__postings_block(list, place->block, place->docs, NULL, error);
    if (place->n == 0)
      return QN_DAMAGED;
    place->decoded = place->block;
  }
  place->at = qn__first_at_least(place->docs, place->n, doc);
  if (place->at < place->n)
    *next = place->docs[place->at];
  return QN_OK;
}

/* Before articles are looked up in the lists: those before the last one begin again. */
static qn_status begin_look_up(qn__expanded_lists *expanded, uint32_t doc, qn_error *error) {
  const bool first = expanded->places == NULL;
  qn_status status = first ? begin_places(expanded, error) : QN_OK;
  if (status == QN_OK && (first || doc < expanded->passed))
    for (uint32_t i = 0; i < expanded->lists->n_lists; i++)
      expanded->places[i].block = expanded->next[i] = 0;
  expanded->passed = doc;
  return status;
}

/* The number of the first list from `number` on that has the article; n_lists if there is none. */
static qn_status find_list(qn__expanded_lists *expanded, uint32_t *number, uint32_t doc, qn_error *error) {
  for (; *number < expanded->lists->n_lists; ++*number) {
    uint32_t *next = &expanded->next[*number];
    if (*next > doc)
      continue;
    qn_status status = move_place(&expanded->lists->lists[*number], &expanded->places[*number], doc, next, error);
    if (status != QN_OK || *next == doc)
      return status;
  }
  return QN_OK;
}

/* Where the article is in a list that has it. */
static qn_status place_in_list(qn__expanded_lists *expanded, uint32_t number, qn__posting_span *place,
                               qn_error *error) {
  const list_place *found = &expanded->places[number];
  qn__occurrence_reader_move(&expanded->reader, expanded->lists, number);
  return qn__occurrences_place(&expanded->reader, found->block, found->at, place, error);
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

static qn_status add_positions(qn__expanded_lists *expanded, uint32_t number, qn_error *error) {
  qn__posting_span place;
  qn__occurrences found;
  qn_status status = place_in_list(expanded, number, &place, error);
  if (status == QN_OK)
    status = qn__occurrences_read(&expanded->reader, &place, UINT32_MAX, &found, error);
  if (status == QN_OK)
    status = reserve_positions(expanded, found.n, error);
  if (status == QN_OK)
    merge_positions(expanded, &found);
  return status;
}

/* Several terms may be at one position: a word, and what else it is found by. */
static void keep_distinct(qn__expanded_lists *expanded) {
  uint32_t *positions = expanded->positions, n = 0;
  for (uint32_t i = 0; i < expanded->n_positions; i++)
    if (n == 0 || positions[n - 1] != positions[i])
      positions[n++] = positions[i];
  expanded->n_positions = n;
}

qn_status qn__expanded_find(qn__expanded_lists *expanded, uint32_t doc, qn__word_place *out, qn_error *error) {
  const uint32_t n_lists = expanded->lists->n_lists;
  qn_status status = begin_look_up(expanded, doc, error);
  expanded->n_positions = 0;
  for (uint32_t i = 0; status == QN_OK && i < n_lists; i++) {
    status = find_list(expanded, &i, doc, error);
    if (status == QN_OK && i < n_lists)
      status = add_positions(expanded, i, error);
  }
  keep_distinct(expanded);
  out->reader = NULL;
  out->known = (qn__occurrences){expanded->positions, expanded->n_positions, 0};
  out->place.count = expanded->n_positions;
  return status;
}

/* Adds up the frequencies in all lists. */
static qn_status add_freqs(qn__expanded_lists *expanded, uint32_t doc, uint32_t *freq, qn_error *error) {
  const uint32_t n_lists = expanded->lists->n_lists;
  qn_status status = begin_look_up(expanded, doc, error);
  *freq = 0;
  for (uint32_t i = 0; status == QN_OK && i < n_lists; i++) {
    qn__posting_span place;
    uint32_t found = 0;
    status = find_list(expanded, &i, doc, error);
    if (status != QN_OK || i == n_lists)
      break;
    status = place_in_list(expanded, i, &place, error);
    if (status == QN_OK)
      status = qn__occurrences_count(&expanded->reader, &place, &found, error);
    *freq = found < INT32_MAX - *freq ? *freq + found : INT32_MAX;
  }
  return status;
}

qn_status qn__expanded_freq(qn__expanded_lists *expanded, uint32_t doc, uint32_t *freq, qn_error *error) {
  if (expanded->freqs == NULL || doc < expanded->window.from || doc >= expanded->window.end)
    return add_freqs(expanded, doc, freq, error);
  const uint32_t at = doc - expanded->window.from;
  *freq = has_bit(expanded->bits, at) ? expanded->freqs[at] : 0;
  return QN_OK;
}
