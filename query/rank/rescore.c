/* SPDX-License-Identifier: MIT */
/* rescore.c: the candidates of stage 2, and the most that each can earn. */
#include "rank/rescore.h"

#include <string.h>

/* A text of fewer words, which is so many times shorter than the average, earns nothing. */
enum { NEXT_TO_NOTHING = 8, SHORTER = 20 };

enum { LEAST_TYPED = 3 }; /* words of a title, for a text of next to nothing to count */

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
  uint64_t sorted[QN__RESCORED];
  for (uint32_t i = 0; i < r->n; i++)
    sorted[i] = qn__sort_key(ranked[i].article, i);
  qn__sort_keys(sorted, r->n);
  for (uint32_t i = 0; i < r->n && status == QN_OK; i++) {
    const qn__ranked *hit = &ranked[qn__sorted_index(sorted[i])];
    while (segment + 1 < index->n_segments && index->segments[segment + 1].first <= hit->article)
      segment++;
    r->candidates[i] = (qn__candidate){
        .article = hit->article, .segment = segment, .base = hit->score, .score = hit->score, .bound = hit->score};
    if (r->segments[segment].length_bytes == NULL)
      status = open_segment(r, segment, error);
    if (status == QN_OK)
      status = describe(r, &r->candidates[i], error);
  }
  return status;
}

/* The candidates of a segment: `n` of them, from one on. */
typedef struct segment_candidates {
  qn__matched_segment *matched;
  uint32_t from, n;
  uint32_t docs[QN__RESCORED];
} segment_candidates;

/* How often they have a term, and where. */
static qn_status find_term_leaf(qn__rescoring *r, uint32_t leaf, const segment_candidates *some, qn_error *error) {
  const size_t first = (size_t)leaf * r->n + some->from;
  qn_status status =
      qn__word_find_each(qn__matched_word(&some->matched->leaves[leaf]), some->docs, some->n, r->places + first, error);
  for (uint32_t i = 0; i < some->n && status == QN_OK; i++) {
    const qn__word_place *place = &r->places[first + i];
    r->freqs[first + i] = place->place.count;
    if (place->place.count >= r->plan->index->title_weight)
      qn__positions_prefetch(place->reader->list, &place->place);
  }
  return status;
}

/* How often they have another leaf, which may look into many lists. */
static qn_status find_other_leaf(qn__rescoring *r, uint32_t leaf, const segment_candidates *some, qn_error *error) {
  qn__matcher *matcher = &some->matched->leaves[leaf];
  qn_status status = QN_OK;
  for (uint32_t i = 0; i < some->n && status == QN_OK; i++) {
    status = qn__interrupted(r->interrupt, error);
    if (status == QN_OK)
      status = matcher->ops->freq(matcher, some->docs[i], 1, &r->freqs[(size_t)leaf * r->n + some->from + i], error);
  }
  return status;
}

/* Finds all leaves that features look at, each in the order of the articles, so that lists are read ahead. */
static qn_status find_leaves(qn__rescoring *r, const segment_candidates *some, qn_error *error) {
  qn_status status = QN_OK;
  for (uint32_t i = 0; i < r->plan->n_leaves && status == QN_OK; i++) {
    const qn__plan_leaf *leaf = &r->plan->leaves[i];
    if (!qn__is_asked(leaf)) {
      memset(r->freqs + (size_t)i * r->n + some->from, 0, some->n * sizeof *r->freqs);
      continue;
    }
    status = qn__interrupted(r->interrupt, error);
    if (status == QN_OK)
      status = qn__is_term(leaf) ? find_term_leaf(r, i, some, error) : find_other_leaf(r, i, some, error);
  }
  return status;
}

static qn_status find_all_leaves(qn__rescoring *r, qn_error *error) {
  segment_candidates some;
  qn_status status = QN_OK;
  for (uint32_t i = 0; i < r->n && status == QN_OK; i += some.n) {
    const qn__candidate *c = &r->candidates[i];
    some.matched = r->segments[c->segment].matched;
    some.from = i;
    for (some.n = 0; i + some.n < r->n && c[some.n].segment == c->segment; some.n++)
      some.docs[some.n] = c[some.n].doc;
    status = find_leaves(r, &some, error);
  }
  return status;
}

/* --- features ---------------------------------------------------------------------------------------------------- */

/* Whether a query of some words is all in a title, and is at least half of it. */
static bool is_most_of_title(const qn__rescoring *r, const qn__candidate *candidate) {
  return r->n_units >= LEAST_TYPED && candidate->covered.n_units == r->n_units &&
         candidate->covered.n_words * 2 >= candidate->title_words;
}

/* A title that is the query, or half of which is, makes up for a text of next to nothing. */
static qn_status forgive_short_text(qn__rescoring *r, uint32_t candidate, qn_error *error) {
  qn__candidate *c = &r->candidates[candidate];
  uint64_t earned = 0;
  qn_status status = QN_OK;
  if (qn__exact_title_bound(r, candidate) > 0)
    status = qn__earn_exact_title(r, candidate, &earned, error);
  else if (c->title_words > 0 && is_most_of_title(r, c))
    status = qn__cover_title(r, candidate, error);
  c->earns = earned > 0 || (c->has_covered && is_most_of_title(r, c));
  return status;
}

static qn_status bound_features(qn__rescoring *r, qn_error *error) {
  qn_status status = QN_OK;
  qn__count_units(r);
  qn__bound_coverage(r);
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
  r->other_idf = (uint32_t)qn__share((uint64_t)(qn__idf(r->plan->n_articles, 1) * QN__IDF_UNIT), r->weights->other_idf);
  qn_status status = allocate_rescoring(r, error);
  if (status == QN_OK)
    status = qn__find_units(r, error);
  if (status == QN_OK)
    status = make_candidates(r, ranked, error);
  if (status == QN_OK)
    status = find_all_leaves(r, error);
  if (status == QN_OK)
    status = bound_features(r, error);
  return status == QN_OK ? qn__find_first(r, wanted < n ? wanted : n, error) : status;
}
