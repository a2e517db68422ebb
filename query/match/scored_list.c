/* SPDX-License-Identifier: MIT */
/* scored_list.c: bounds, scores and look-ups in one list. */
#include "match/scored_list.h"

#include <float.h>
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
  if (!(scoring->rescale <= FLT_MAX)) /* corrupt settings: every bound is the highest that there is */
    scoring->rescale = 0.0f;
  return QN_OK;
}

void qn__scored_list_init(qn__scored_list *list, const qn__postings *postings, float weight,
                          const qn__scoring *scoring) {
  list->postings = postings;
  list->weight = weight;
  list->bound = qn__bound(scoring, weight, postings->max8);
  list->block = 0;
  list->docs_block = list->freqs_block = QN__NO_BLOCK;
  list->count = list->at = 0;
}

void qn__load_k(const qn__scoring *scoring, const uint32_t *docs, unsigned n, float *k) {
  for (unsigned i = 0; i < n; i++)
    k[i] = scoring->k[scoring->length_bytes[docs[i]]];
}

/* All arithmetic, no indirect loads: compilers turn it into vector instructions. */
void qn__add_contributions(float weight, const uint32_t *freqs, const float *k, unsigned n, uint32_t more,
                           uint32_t *sums) {
  for (unsigned i = 0; i < n; i++)
    sums[i] += qn__contribution(weight, freqs[i], k[i]) + more;
}

bool qn__scored_list_skip(qn__scored_list *list, uint32_t doc) {
  const qn__postings *postings = list->postings;
  uint32_t n = postings->n_blocks, low = list->block + 1, step = 1;
  if (low >= n) {
    list->block = n;
    return false;
  }
  while (low + step < n && qn__postings_block_last(postings, low + step - 1) < doc) {
    low += step;
    step *= 2;
  }
  uint32_t high = low + step < n ? low + step : n;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (qn__postings_block_last(postings, middle) < doc)
      low = middle + 1;
    else
      high = middle;
  }
  list->block = low;
  return low < n;
}

/* Decodes list->block's articles, filled up with QN__NO_DOC, and its frequencies unless NULL. */
static qn_status load_block(qn__scored_list *list, uint32_t *freqs, qn_error *error) {
  list->docs_block = QN__NO_BLOCK;
  list->count = qn__postings_block(list->postings, list->block, list->docs, freqs, error);
  if (list->count == 0)
    return QN_DAMAGED;
  for (unsigned i = list->count; i < QN__POSTINGS_BLOCK; i++)
    list->docs[i] = QN__NO_DOC;
  list->docs_block = list->block;
  return QN_OK;
}

qn_status qn__scored_list_score_block(qn__scored_list *list, const qn__scoring *scoring, uint32_t doc,
                                      qn_error *error) {
  uint32_t freqs[QN__POSTINGS_BLOCK + 16];
  float k[QN__POSTINGS_BLOCK + 16];
  qn_status status = load_block(list, freqs, error);
  if (status != QN_OK)
    return status;
  list->at = list->docs[0] >= doc ? 0 : qn__first_at_least(list->docs, list->count, doc);
  qn__load_k(scoring, list->docs, list->count, k);
  memset(list->scores, 0, list->count * sizeof *list->scores);
  qn__add_contributions(list->weight, freqs, k, list->count, 0, list->scores);
  return QN_OK;
}

/* The index of an article in a block, or -1: a binary search without a branch to mispredict. */
static inline int index_of(const uint32_t *docs, uint32_t doc) {
  unsigned at = 0;
  QN_UNROLL
  for (unsigned half = QN__POSTINGS_BLOCK / 2; half > 0; half /= 2)
    at += half & (0u - (docs[at + half - 1] < doc));
  return docs[at] == doc ? (int)at : -1;
}

qn_status qn__scored_list_find(qn__scored_list *list, uint32_t doc, int *index, qn_error *error) {
  const qn__postings *postings = list->postings;
  *index = -1;
  if (postings->bits != NULL)
    return qn__postings_has(postings, doc) ? qn__scored_list_find_rank(list, doc, index, error) : QN_OK;
  qn_status status = list->docs_block == list->block ? QN_OK : load_block(list, NULL, error);
  if (status == QN_OK)
    *index = index_of(list->docs, doc);
  return status;
}

qn_status qn__scored_lists_find(qn__scored_list *scored_lists, uint32_t n, uint32_t doc, qn__scored_list **found,
                                int *index, qn_error *error) {
  *found = NULL;
  *index = -1;
  for (uint32_t i = 0; i < n; i++) {
    if (scored_lists[i].postings->bits == NULL && !qn__scored_list_to_block(&scored_lists[i], doc))
      continue;
    qn_status status = qn__scored_list_find(&scored_lists[i], doc, index, error);
    if (status != QN_OK)
      return status;
    if (*index >= 0) {
      *found = &scored_lists[i];
      return QN_OK;
    }
  }
  return QN_OK;
}

qn_status qn__scored_list_load_freqs(qn__scored_list *list, uint32_t block, qn_error *error) {
  list->freqs_block = QN__NO_BLOCK;
  if (qn__postings_block(list->postings, block, NULL, list->freqs, error) == 0)
    return QN_DAMAGED;
  list->freqs_block = block;
  return QN_OK;
}

/* Whether the block, which is not the first, begins after the window. */
static bool begins_after(const qn__scored_list *list, uint32_t end) {
  return list->block > 0 && qn__postings_block_last(list->postings, list->block - 1) >= end - 1;
}

static void set_bits(uint64_t *bits, const uint32_t *docs, unsigned at, unsigned n, uint32_t from) {
  for (; at < n; at++)
    bits[(docs[at] - from) / 64] |= UINT64_C(1) << ((docs[at] - from) % 64);
}

/* The end of the block's articles before `end`. */
static unsigned end_in_block(const qn__scored_list *list, uint32_t end) {
  return list->docs[list->count - 1] < end ? list->count : qn__first_at_least(list->docs, list->count, end);
}

qn_status qn__scored_list_accumulate(qn__scored_list *list, const qn__scoring *scoring, uint32_t from, uint32_t end,
                                     int32_t *scores, uint64_t *bits, qn_error *error) {
  while (qn__scored_list_to_block(list, from) && !begins_after(list, end)) {
    if (list->docs_block != list->block || list->at >= list->count || list->docs[list->at] < from) {
      qn_status status = qn__scored_list_score_block(list, scoring, from, error);
      if (status != QN_OK)
        return status;
    }
    unsigned n = end_in_block(list, end);
    if (bits != NULL)
      set_bits(bits, list->docs, list->at, n, from);
    for (unsigned i = list->at; i < n; i++)
      scores[list->docs[i] - from] += (int32_t)list->scores[i];
    list->at = n;
    if (n < list->count)
      break;
    list->block++;
  }
  return QN_OK;
}

qn_status qn__scored_list_mark(qn__scored_list *list, uint32_t from, uint32_t end, uint64_t *bits, qn_error *error) {
  const qn__postings *postings = list->postings;
  if (postings->bits != NULL) {
    for (uint32_t word = 0; word * 64 < end - from; word++)
      bits[word] |= qn__load_u64(postings->bits + (size_t)(from / 64 + word) * 8);
    return QN_OK;
  }
  while (qn__scored_list_to_block(list, from) && !begins_after(list, end)) {
    qn_status status = list->docs_block == list->block ? QN_OK : load_block(list, NULL, error);
    if (status != QN_OK)
      return status;
    unsigned n = end_in_block(list, end);
    set_bits(bits, list->docs, qn__first_at_least(list->docs, n, from), n, from);
    if (n < list->count)
      break;
    list->block++;
  }
  return QN_OK;
}
