/* SPDX-License-Identifier: MIT */
/* clause.c: bounds, scores and look-ups in one list. */
#include "search/clause.h"

#include <string.h>

qn_status qn__scoring_init(qn__scoring *scoring, const qn__segment *segment, const qn__saturation *saturation,
                           qn_error *error) {
  const qn__segment_meta *meta = &segment->meta;
  qn_status status = qn__lengths_bytes(&segment->lengths, &scoring->length_bytes, error);
  if (status != QN_OK)
    return status;
  scoring->k = saturation->k;
  double average = qn__segment_average(meta);
  scoring->rescale = 1.0f;
  scoring->as_stated = !(saturation->average < average || saturation->average > average) &&
                       !(saturation->k1 < meta->k1 || saturation->k1 > meta->k1) &&
                       !(saturation->b < meta->b || saturation->b > meta->b);
  if (!scoring->as_stated)
    scoring->rescale =
        qn__saturation_rescale(meta->k1, meta->b, average, saturation, meta->min_length_byte, meta->max_length_byte);
  return QN_OK;
}

void qn__clause_init(qn__clause *clause, const qn__postings *list, float weight, const qn__scoring *scoring) {
  clause->list = list;
  clause->weight = weight;
  clause->bound = qn__bound(scoring, weight, list->max8);
  clause->block = 0;
  clause->docs_block = clause->freqs_block = QN__NO_BLOCK;
  clause->count = clause->at = 0;
}

qn_status qn__clauses_of(const qn__plan *plan, const qn__plan_node *leaves, uint32_t n_leaves, size_t segment,
                         const qn__scoring *scoring, qn__arena *arena, qn__clause **out, uint32_t *n, qn_error *error) {
  uint32_t total = 0, at = 0;
  for (uint32_t i = 0; i < n_leaves; i++)
    total += plan->words[plan->leaves[leaves[i].leaf].words[0]].segments[segment].n_lists;
  qn__clause *clauses = qn__arena_alloc(arena, (total + 1) * sizeof *clauses);
  if (clauses == NULL)
    return qn__fail_memory(error);
  for (uint32_t i = 0; i < n_leaves; i++) {
    const qn__plan_leaf *leaf = &plan->leaves[leaves[i].leaf];
    const qn__word_lists *word = &plan->words[leaf->words[0]].segments[segment];
    for (uint32_t l = 0; l < word->n_lists; l++)
      qn__clause_init(&clauses[at++], &word->lists[l], leaf->weight, scoring);
  }
  *out = clauses;
  *n = total;
  return QN_OK;
}

void qn__load_k(const qn__scoring *scoring, const uint32_t *docs, unsigned n, float *k) {
  for (unsigned i = 0; i < n; i++)
    k[i] = scoring->k[scoring->length_bytes[docs[i]]];
}

/* No loads through loads here: all arithmetic, which compilers turn into vectors. */
void qn__add_contributions(float weight, const uint32_t *freqs, const float *k, unsigned n, uint32_t more,
                           uint32_t *sums) {
  for (unsigned i = 0; i < n; i++)
    sums[i] += qn__contribution(weight, freqs[i], k[i]) + more;
}

bool qn__clause_skip(qn__clause *clause, uint32_t doc) {
  const qn__postings *list = clause->list;
  uint32_t n = list->n_blocks, low = clause->block + 1, step = 1;
  if (low >= n) {
    clause->block = n;
    return false;
  }
  while (low + step < n && qn__postings_block_last(list, low + step - 1) < doc) {
    low += step;
    step *= 2;
  }
  uint32_t high = low + step < n ? low + step : n;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (qn__postings_block_last(list, middle) < doc)
      low = middle + 1;
    else
      high = middle;
  }
  clause->block = low;
  return low < n;
}

/* Decodes clause->block's articles, behind the last of which none comes, and its frequencies unless NULL. */
static qn_status load_block(qn__clause *clause, uint32_t *freqs, qn_error *error) {
  clause->docs_block = QN__NO_BLOCK;
  clause->count = qn__postings_block(clause->list, clause->block, clause->docs, freqs, error);
  if (clause->count == 0)
    return QN_DAMAGED;
  for (unsigned i = clause->count; i < QN__BLOCK; i++)
    clause->docs[i] = QN__NO_DOC;
  clause->docs_block = clause->block;
  return QN_OK;
}

qn_status qn__clause_score_block(qn__clause *clause, const qn__scoring *scoring, uint32_t doc, qn_error *error) {
  uint32_t freqs[QN__BLOCK + 16];
  float k[QN__BLOCK + 16];
  qn_status status = load_block(clause, freqs, error);
  if (status != QN_OK)
    return status;
  clause->at = clause->docs[0] >= doc ? 0 : qn__first_at_least(clause->docs, clause->count, doc);
  qn__load_k(scoring, clause->docs, clause->count, k);
  memset(clause->scores, 0, clause->count * sizeof *clause->scores);
  qn__add_contributions(clause->weight, freqs, k, clause->count, 0, clause->scores);
  return QN_OK;
}

/* The index of an article in a block, or -1: a binary search without a branch to mispredict. */
static inline int index_of(const uint32_t *docs, uint32_t doc) {
  unsigned at = 0;
  QN_UNROLL
  for (unsigned half = QN__BLOCK / 2; half > 0; half /= 2)
    at += half & (0u - (docs[at + half - 1] < doc));
  return docs[at] == doc ? (int)at : -1;
}

qn_status qn__clause_find(qn__clause *clause, uint32_t doc, int *index, qn_error *error) {
  const qn__postings *list = clause->list;
  *index = -1;
  if (list->bits != NULL)
    return qn__postings_has(list, doc) ? qn__clause_find_rank(clause, doc, index, error) : QN_OK;
  qn_status status = clause->docs_block == clause->block ? QN_OK : load_block(clause, NULL, error);
  if (status == QN_OK)
    *index = index_of(clause->docs, doc);
  return status;
}

qn_status qn__clauses_find(qn__clause *clauses, uint32_t n, uint32_t doc, qn__clause **found, int *index,
                           qn_error *error) {
  *found = NULL;
  *index = -1;
  for (uint32_t i = 0; i < n; i++) {
    if (clauses[i].list->bits == NULL && !qn__clause_to_block(&clauses[i], doc))
      continue;
    qn_status status = qn__clause_find(&clauses[i], doc, index, error);
    if (status != QN_OK)
      return status;
    if (*index >= 0) {
      *found = &clauses[i];
      return QN_OK;
    }
  }
  return QN_OK;
}

qn_status qn__clause_load_freqs(qn__clause *clause, uint32_t block, qn_error *error) {
  clause->freqs_block = QN__NO_BLOCK;
  if (qn__postings_block(clause->list, block, NULL, clause->freqs, error) == 0)
    return QN_DAMAGED;
  clause->freqs_block = block;
  return QN_OK;
}

/* Whether the block, which is not the first, begins behind the window. */
static bool begins_behind(const qn__clause *clause, uint32_t end) {
  return clause->block > 0 && qn__postings_block_last(clause->list, clause->block - 1) >= end - 1;
}

static void set_bits(uint64_t *bits, const uint32_t *docs, unsigned at, unsigned n, uint32_t from) {
  for (; at < n; at++)
    bits[(docs[at] - from) / 64] |= UINT64_C(1) << ((docs[at] - from) % 64);
}

/* The end of the block's articles before `end`. */
static unsigned end_in_block(const qn__clause *clause, uint32_t end) {
  return clause->docs[clause->count - 1] < end ? clause->count : qn__first_at_least(clause->docs, clause->count, end);
}

qn_status qn__clause_accumulate(qn__clause *clause, const qn__scoring *scoring, uint32_t from, uint32_t end,
                                int32_t *scores, uint64_t *bits, qn_error *error) {
  while (qn__clause_to_block(clause, from) && !begins_behind(clause, end)) {
    if (clause->docs_block != clause->block || clause->at >= clause->count || clause->docs[clause->at] < from) {
      qn_status status = qn__clause_score_block(clause, scoring, from, error);
      if (status != QN_OK)
        return status;
    }
    unsigned n = end_in_block(clause, end);
    if (bits != NULL)
      set_bits(bits, clause->docs, clause->at, n, from);
    for (unsigned i = clause->at; i < n; i++)
      scores[clause->docs[i] - from] += (int32_t)clause->scores[i];
    clause->at = n;
    if (n < clause->count)
      break;
    clause->block++;
  }
  return QN_OK;
}

qn_status qn__clause_mark(qn__clause *clause, uint32_t from, uint32_t end, uint64_t *bits, qn_error *error) {
  const qn__postings *list = clause->list;
  if (list->bits != NULL) {
    for (uint32_t word = 0; word * 64 < end - from; word++)
      bits[word] |= qn__load_u64(list->bits + (size_t)(from / 64 + word) * 8);
    return QN_OK;
  }
  while (qn__clause_to_block(clause, from) && !begins_behind(clause, end)) {
    qn_status status = clause->docs_block == clause->block ? QN_OK : load_block(clause, NULL, error);
    if (status != QN_OK)
      return status;
    unsigned n = end_in_block(clause, end);
    set_bits(bits, clause->docs, qn__first_at_least(clause->docs, n, from), n, from);
    if (n < clause->count)
      break;
    clause->block++;
  }
  return QN_OK;
}
