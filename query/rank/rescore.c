/* SPDX-License-Identifier: MIT */
/* rescore.c: the candidates of stage 2, what is computed for which of them, and their new order.
 *
 * Each candidate has a bound: its score, if every feature that is not computed yet earned it the most.  Features are
 * computed one by one, always for the candidate of the highest bound, until all of that candidate is known: it is the
 * next in the new order.  The result is as if all had been computed for all. */
#include "rank/rescore.h"

#include <string.h>

/* A text of fewer words, which is so many times shorter than the average, earns nothing. */
enum { NEXT_TO_NOTHING = 8, SHORTER = 20 };

/* Keeps the positions of a candidate that are looked at. */
static qn_status keep_places(qn__rescoring *r, uint32_t leaf, const qn__candidate *c, qn__occurrences *out,
                             qn_error *error) {
  qn__matcher *matcher = &r->segments[c->segment].matched->leaves[leaf];
  const size_t most = qn__text_position(c->title_words, r->plan->index->title_weight) + (size_t)QN__LOOKED_AT;
  qn__position_list found = {.n = 0};
  qn_status status = matcher->ops->positions(matcher, c->doc, 1, &found, error);
  const size_t n = found.n < most ? found.n : most; /* each is at a position of its own */
  uint32_t *positions = status == QN_OK ? qn__arena_alloc(r->arena, n * sizeof *positions) : NULL;
  if (status == QN_OK && positions == NULL)
    status = qn__fail_memory(error);
  if (status != QN_OK)
    return status;
  for (size_t i = 0; i < n; i++)
    positions[i] = found.data[i];
  *out = (qn__occurrences){positions, (uint32_t)n, 0};
  return QN_OK;
}

/* Finds the places of a leaf that is not a term in all candidates, in the order of the articles: in another order many
 * lists would be read from their beginnings again and again. */
static qn_status list_places(qn__rescoring *r, uint32_t leaf, qn_error *error) {
  qn__occurrences *listed = qn__arena_alloc(r->arena, ((size_t)r->n + 1) * sizeof *listed);
  if (listed == NULL)
    return qn__fail_memory(error);
  qn_status status = QN_OK;
  for (uint32_t i = 0; i < r->n && status == QN_OK; i++) {
    listed[i] = (qn__occurrences){NULL, 0, 0};
    status = qn__interrupted(r->interrupt, error);
    if (status == QN_OK && qn__candidate_freq(r, leaf, i) > 0)
      status = keep_places(r, leaf, &r->candidates[i], &listed[i], error);
  }
  r->listed[leaf] = listed;
  return status;
}

qn_status qn__candidate_places(qn__rescoring *r, uint32_t leaf, uint32_t candidate, uint32_t until,
                               qn__occurrences *out, qn_error *error) {
  *out = (qn__occurrences){NULL, 0, 0};
  if (qn__is_term(&r->plan->leaves[leaf]))
    return qn__word_place_read(&r->places[(size_t)leaf * r->n + candidate], until, out, error);
  qn_status status = r->listed[leaf] == NULL ? list_places(r, leaf, error) : QN_OK;
  if (status == QN_OK)
    *out = r->listed[leaf][candidate];
  return status;
}

/* --- candidates -------------------------------------------------------------------------------------------------- */

/* What is sorted, by a key. */
typedef struct sorted_key {
  uint64_t key;
  uint32_t value;
} sorted_key;

static bool is_after(sorted_key a, sorted_key b) {
  return a.key > b.key || (a.key == b.key && a.value > b.value);
}

/* Ascending by key; equal keys by value. */
static void sort_keys(sorted_key *keys, uint32_t n) {
  for (uint32_t gap = n / 2; gap > 0; gap = gap == 2 ? 1 : gap * 5 / 11)
    for (uint32_t i = gap; i < n; i++) {
      const sorted_key moved = keys[i];
      uint32_t at = i;
      for (; at >= gap && is_after(keys[at - gap], moved); at -= gap)
        keys[at] = keys[at - gap];
      keys[at] = moved;
    }
}

static qn_status open_segment(qn__rescoring *r, size_t number, qn_error *error) {
  qn__rescored_segment *segment = &r->segments[number];
  qn_status status = r->opener.open(r->opener.context, number, &segment->matched, error);
  return status == QN_OK
             ? qn__lengths_bytes(&r->plan->index->segments[number].segment->lengths, &segment->length_bytes, error)
             : status;
}

/* Whether features count for a candidate: not if its text is next to nothing, unless it is a title alone. */
static qn_status has_text(const qn__rescoring *r, qn__candidate *candidate, uint32_t least_length, qn_error *error) {
  const uint32_t in_title = candidate->title_words * r->plan->index->title_weight;
  uint32_t length = 0;
  candidate->earns = true;
  if (least_length >= in_title + NEXT_TO_NOTHING)
    return QN_OK;
  qn_status status =
      qn__length(&r->plan->index->segments[candidate->segment].segment->lengths, candidate->doc, &length, error);
  const uint32_t text = length > in_title ? length - in_title : 0;
  candidate->earns = text == 0 || text >= NEXT_TO_NOTHING || (double)text * SHORTER >= r->plan->average;
  return status;
}

/* Reads what the columns know of a candidate. */
static qn_status describe(const qn__rescoring *r, qn__candidate *candidate, qn_error *error) {
  const qn__index_segment *where = &r->plan->index->segments[candidate->segment];
  const qn__rescored_segment *segment = &r->segments[candidate->segment];
  candidate->doc = (uint32_t)(candidate->article - where->first);
  const uint8_t length_byte = segment->length_bytes[candidate->doc];
  candidate->k = segment->matched->scoring.k[length_byte];
  qn_status status = qn__title_words(&where->segment->lengths, candidate->doc, &candidate->title_words, error);
  return status == QN_OK ? has_text(r, candidate, qn__byte_to_length(length_byte), error) : status;
}

static qn_status make_candidates(qn__rescoring *r, const qn__ranked *ranked, qn_error *error) {
  const qn_index *index = r->plan->index;
  size_t segment = 0;
  qn_status status = QN_OK;
  sorted_key sorted[QN__RESCORED];
  for (uint32_t i = 0; i < r->n; i++)
    sorted[i] = (sorted_key){ranked[i].article, i};
  sort_keys(sorted, r->n);
  for (uint32_t i = 0; i < r->n && status == QN_OK; i++) {
    const uint32_t base = ranked[sorted[i].value].score;
    while (segment + 1 < index->n_segments && index->segments[segment + 1].first <= sorted[i].key)
      segment++;
    r->candidates[i] =
        (qn__candidate){.article = sorted[i].key, .segment = segment, .base = base, .score = base, .bound = base};
    if (r->segments[segment].length_bytes == NULL)
      status = open_segment(r, segment, error);
    if (status == QN_OK)
      status = describe(r, &r->candidates[i], error);
  }
  return status;
}

/* How often a candidate has a leaf; of a term, where as well. */
static qn_status find_leaf(const qn__rescoring *r, uint32_t leaf, uint32_t candidate, uint32_t *freq, qn_error *error) {
  const qn__candidate *c = &r->candidates[candidate];
  qn__word_place *place = &r->places[(size_t)leaf * r->n + candidate];
  qn__matcher *matcher = &r->segments[c->segment].matched->leaves[leaf];
  if (!qn__is_term(matcher->leaf)) { /* it may look into many lists */
    qn_status status = qn__interrupted(r->interrupt, error);
    return status == QN_OK ? matcher->ops->freq(matcher, c->doc, 1, freq, error) : status;
  }
  qn_status status = qn__word_find(qn__matched_word(matcher), c->doc, place, error);
  *freq = status == QN_OK ? place->place.count : 0;
  return status;
}

/* Finds all leaves that features look at, each in the order of the articles, so that lists are read ahead. */
static qn_status find_leaves(qn__rescoring *r, qn_error *error) {
  qn_status status = QN_OK;
  for (uint32_t leaf = 0; leaf < r->plan->n_leaves && status == QN_OK; leaf++) {
    const bool is_asked = qn__is_asked(&r->plan->leaves[leaf]);
    status = qn__interrupted(r->interrupt, error);
    for (uint32_t i = 0; i < r->n && status == QN_OK; i++) {
      uint32_t *freq = &r->freqs[(size_t)leaf * r->n + i];
      *freq = 0;
      if (is_asked)
        status = find_leaf(r, leaf, i, freq, error);
    }
  }
  return status;
}

/* --- features ---------------------------------------------------------------------------------------------------- */

/* A title that is the query makes up for a text of next to nothing. */
static qn_status forgive_short_text(qn__rescoring *r, uint32_t candidate, qn_error *error) {
  uint64_t earned = 0;
  qn_status status = QN_OK;
  if (qn__exact_title_bound(r, candidate) > 0)
    status = qn__earn_exact_title(r, candidate, &earned, error);
  r->candidates[candidate].earns = earned > 0;
  return status;
}

static qn_status bound_features(qn__rescoring *r, qn_error *error) {
  qn_status status = QN_OK;
  for (uint32_t i = 0; i < r->n && status == QN_OK; i++) {
    qn__candidate *c = &r->candidates[i];
    if (!c->earns)
      status = forgive_short_text(r, i, error);
    for (uint32_t f = 0; f < QN__N_FEATURES && c->earns; f++) {
      c->parts[f] = qn__features[f].bound(r, i);
      c->bound += c->parts[f];
      c->score += qn__features[f].earn == NULL ? c->parts[f] : 0;
    }
  }
  return status;
}

void qn__sort_candidates(qn__rescoring *r, uint32_t n) {
  sorted_key keys[QN__RESCORED];
  for (uint32_t i = 0; i < n; i++)
    keys[i] = (sorted_key){UINT64_MAX - r->candidates[r->order[i]].bound, r->order[i]};
  sort_keys(keys, n);
  for (uint32_t i = 0; i < n; i++)
    r->order[i] = keys[i].value;
}

/* Computes the next feature of a candidate that may earn it something; *done says that there is none. */
static qn_status add_next_feature(qn__rescoring *r, uint32_t candidate, bool *done, qn_error *error) {
  qn__candidate *c = &r->candidates[candidate];
  uint64_t earned = 0;
  while (c->n_known < QN__N_FEATURES && (c->parts[c->n_known] == 0 || qn__features[c->n_known].earn == NULL))
    c->n_known++;
  *done = c->n_known == QN__N_FEATURES;
  if (*done)
    return QN_OK;
  qn_status status = qn__interrupted(r->interrupt, error);
  if (status == QN_OK)
    status = qn__features[c->n_known].earn(r, candidate, &earned, error);
  c->bound -= c->parts[c->n_known] - earned;
  c->score += earned;
  c->parts[c->n_known++] = earned;
  return status;
}

/* Whether a candidate stands before another by its bound; equal ones in the order of the articles. */
static bool stands_before(const qn__rescoring *r, uint32_t a, uint32_t b) {
  const uint64_t x = r->candidates[a].bound, y = r->candidates[b].bound;
  return x > y || (x == y && a < b);
}

/* Moves the candidate at a place of a heap of n down to where it belongs. */
static void sift_down(const qn__rescoring *r, uint32_t *heap, uint32_t n, uint32_t at) {
  const uint32_t moved = heap[at];
  for (uint32_t child = 2 * at + 1; child < n; child = 2 * at + 1) {
    child += child + 1 < n && stands_before(r, heap[child + 1], heap[child]);
    if (!stands_before(r, heap[child], moved))
      break;
    heap[at] = heap[child];
    at = child;
  }
  heap[at] = moved;
}

/* Puts the first `wanted` in order: the candidate of the highest bound is the next if all of it is known; if not, one
 * more of its features is computed. */
static qn_status find_first(qn__rescoring *r, uint32_t wanted, qn_error *error) {
  uint32_t heap[QN__RESCORED], n = r->n, n_found = 0;
  qn_status status = QN_OK;
  for (uint32_t i = 0; i < n; i++)
    heap[i] = i;
  for (uint32_t i = n / 2; i-- > 0;)
    sift_down(r, heap, n, i);
  while (n_found < wanted && status == QN_OK) {
    bool done = false;
    status = add_next_feature(r, heap[0], &done, error);
    if (done) {
      r->order[n_found++] = heap[0];
      heap[0] = heap[--n];
    }
    sift_down(r, heap, n, 0);
  }
  memcpy(r->order + n_found, heap, n * sizeof *heap);
  return status;
}

/* --- the run ----------------------------------------------------------------------------------------------------- */

static uint64_t highest_score(const qn__plan *plan) {
  uint64_t sum = 0;
  for (uint32_t i = 0; i < plan->n_leaves; i++)
    sum += plan->leaves[i].boost > 0.0 ? (uint64_t)plan->leaves[i].weight + 1 : 0;
  return sum;
}

static qn_status allocate_rescoring(qn__rescoring *r, qn_error *error) {
  const size_t n_segments = r->plan->index->n_segments;
  r->segments = qn__arena_alloc(r->arena, (n_segments + 1) * sizeof *r->segments);
  r->candidates = qn__arena_alloc(r->arena, ((size_t)r->n + 1) * sizeof *r->candidates);
  r->freqs = qn__arena_alloc(r->arena, ((size_t)r->n * r->plan->n_leaves + 1) * sizeof *r->freqs);
  r->places = qn__arena_alloc(r->arena, ((size_t)r->n * r->plan->n_leaves + 1) * sizeof *r->places);
  r->listed = qn__arena_alloc(r->arena, ((size_t)r->plan->n_leaves + 1) * sizeof *r->listed);
  r->order = qn__arena_alloc(r->arena, ((size_t)r->n + 1) * sizeof *r->order);
  if (r->segments == NULL || r->order == NULL || r->places == NULL || r->listed == NULL || r->candidates == NULL ||
      r->freqs == NULL)
    return qn__fail_memory(error);
  memset(r->segments, 0, n_segments * sizeof *r->segments);
  for (uint32_t i = 0; i < r->plan->n_leaves; i++)
    r->listed[i] = NULL;
  return QN_OK;
}

/* What all of a few words are worth: more than all that an article without them can earn. */
static uint64_t all_of_few(const qn__rescoring *r) {
  const qn__feature_weights *weights = r->weights;
  uint64_t share = weights->all_of_few;
  share += r->bonuses.half_life > 0.0 ? weights->of[QN__RECENCY] : 0;
  share += r->bonuses.column != NULL ? weights->of[QN__COLUMN_BOOST] : 0;
  return qn__share(r->highest, share);
}

qn_status qn__rescore(qn__rescoring *r, const qn__ranked *ranked, uint32_t n, uint32_t wanted, qn_error *error) {
  r->n = n;
  r->highest = highest_score(r->plan);
  r->all_of_few = all_of_few(r);
  r->other_idf =
      (uint32_t)qn__share((uint64_t)(qn__idf(r->plan->n_articles, 1) * r->plan->scale), r->weights->other_idf);
  qn_status status = allocate_rescoring(r, error);
  if (status == QN_OK)
    status = qn__find_units(r, error);
  if (status == QN_OK)
    status = make_candidates(r, ranked, error);
  if (status == QN_OK)
    status = find_leaves(r, error);
  if (status == QN_OK)
    status = bound_features(r, error);
  return status == QN_OK ? find_first(r, wanted < n ? wanted : n, error) : status;
}
