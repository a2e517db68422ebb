/* SPDX-License-Identifier: MIT */
/* scored_list.c: bounds, scores and look-ups in one list. */
#include "match/scored_list.h"

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

void qn__scored_list_init(qn__scored_list *scored, const qn__postings *list, float weight, const qn__scoring *scoring) {
  scored->list = list;
  scored->weight = weight;
  scored->bound = qn__bound(scoring, weight, list->max8);
  scored->block = 0;
  scored->docs_block = scored->freqs_block = QN__NO_BLOCK;
  scored->count = scored->at = 0;
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

bool qn__scored_list_skip(qn__scored_list *scored, uint32_t doc) {
  const qn__postings *list = scored->list;
  uint32_t n = list->n_blocks, low = scored->block + 1, step = 1;
  if (low >= n) {
    scored->block = n;
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
  scored->block = low;
  return low < n;
}

/* Decodes scored->block's articles, behind the last of which none comes, and its frequencies unless NULL. */
static qn_status load_block(qn__scored_list *scored, uint32_t *freqs, qn_error *error) {
  scored->docs_block = QN__NO_BLOCK;
  scored->count = qn__postings_block(scored->list, scored->block, scored->docs, freqs, error);
  if (scored->count == 0)
    return QN_DAMAGED;
  for (unsigned i = scored->count; i < QN__POSTINGS_BLOCK; i++)
    scored->docs[i] = QN__NO_DOC;
  scored->docs_block = scored->block;
  return QN_OK;
}

qn_status qn__scored_list_score_block(qn__scored_list *scored, const qn__scoring *scoring, uint32_t doc,
                                      qn_error *error) {
  uint32_t freqs[QN__POSTINGS_BLOCK + 16];
  float k[QN__POSTINGS_BLOCK + 16];
  qn_status status = load_block(scored, freqs, error);
  if (status != QN_OK)
    return status;
  scored->at = scored->docs[0] >= doc ? 0 : qn__first_at_least(scored->docs, scored->count, doc);
  qn__load_k(scoring, scored->docs, scored->count, k);
  memset(scored->scores, 0, scored->count * sizeof *scored->scores);
  qn__add_contributions(scored->weight, freqs, k, scored->count, 0, scored->scores);
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

qn_status qn__scored_list_find(qn__scored_list *scored, uint32_t doc, int *index, qn_error *error) {
  const qn__postings *list = scored->list;
  *index = -1;
  if (list->bits != NULL)
    return qn__postings_has(list, doc) ? qn__scored_list_find_rank(scored, doc, index, error) : QN_OK;
  qn_status status = scored->docs_block == scored->block ? QN_OK : load_block(scored, NULL, error);
  if (status == QN_OK)
    *index = index_of(scored->docs, doc);
  return status;
}

qn_status qn__scored_lists_find(qn__scored_list *scored_lists, uint32_t n, uint32_t doc, qn__scored_list **found,
                                int *index, qn_error *error) {
  *found = NULL;
  *index = -1;
  for (uint32_t i = 0; i < n; i++) {
    if (scored_lists[i].list->bits == NULL && !qn__scored_list_to_block(&scored_lists[i], doc))
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

qn_status qn__scored_list_load_freqs(qn__scored_list *scored, uint32_t block, qn_error *error) {
  scored->freqs_block = QN__NO_BLOCK;
  if (qn__postings_block(scored->list, block, NULL, scored->freqs, error) == 0)
    return QN_DAMAGED;
  scored->freqs_block = block;
  return QN_OK;
}

/* Whether the block, which is not the first, begins behind the window. */
static bool begins_behind(const qn__scored_list *scored, uint32_t end) {
  return scored->block > 0 && qn__postings_block_last(scored->list, scored->block - 1) >= end - 1;
}

static void set_bits(uint64_t *bits, const uint32_t *docs, unsigned at, unsigned n, uint32_t from) {
  for (; at < n; at++)
    bits[(docs[at] - from) / 64] |= UINT64_C(1) << ((docs[at] - from) % 64);
}

/* The end of the block's articles before `end`. */
static unsigned end_in_block(const qn__scored_list *scored, uint32_t end) {
  return scored->docs[scored->count - 1] < end ? scored->count : qn__first_at_least(scored->docs, scored->count, end);
}

qn_status qn__scored_list_accumulate(qn__scored_list *scored, const qn__scoring *scoring, uint32_t from, uint32_t end,
                                     int32_t *scores, uint64_t *bits, qn_error *error) {
  while (qn__scored_list_to_block(scored, from) && !begins_behind(scored, end)) {
    if (scored->docs_block != scored->block || scored->at >= scored->count || scored->docs[scored->at] < from) {
      qn_status status = qn__scored_list_score_block(scored, scoring, from, error);
      if (status != QN_OK)
        return status;
    }
    unsigned n = end_in_block(scored, end);
    if (bits != NULL)
      set_bits(bits, scored->docs, scored->at, n, from);
    for (unsigned i = scored->at; i < n; i++)
      scores[scored->docs[i] - from] += (int32_t)scored->scores[i];
    scored->at = n;
    if (n < scored->count)
      break;
    scored->block++;
  }
  return QN_OK;
}

qn_status qn__scored_list_mark(qn__scored_list *scored, uint32_t from, uint32_t end, uint64_t *bits, qn_error *error) {
  const qn__postings *list = scored->list;
  if (list->bits != NULL) {
    for (uint32_t word = 0; word * 64 < end - from; word++)
      bits[word] |= qn__load_u64(list->bits + (size_t)(from / 64 + word) * 8);
    return QN_OK;
  }
  while (qn__scored_list_to_block(scored, from) && !begins_behind(scored, end)) {
    qn_status status = scored->docs_block == scored->block ? QN_OK : load_block(scored, NULL, error);
    if (status != QN_OK)
      return status;
    unsigned n = end_in_block(scored, end);
    set_bits(bits, scored->docs, qn__first_at_least(scored->docs, n, from), n, from);
    if (n < scored->count)
      break;
    scored->block++;
  }
  return QN_OK;
}
