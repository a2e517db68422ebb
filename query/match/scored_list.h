/* SPDX-License-Identifier: MIT */
/* scored_list.h: one list as the pruned engines see it: what it is worth at most, and its blocks scored or looked into.
 * A term with several lists (languages) is several scored lists of one weight: no article is in two of them. */
#ifndef QN_QUERY_MATCH_SCORED_LIST_H
#define QN_QUERY_MATCH_SCORED_LIST_H

#include "plan/bm25.h"
#include "plan/plan.h"

/* What scoring in one segment needs. */
typedef struct qn__scoring {
  const uint8_t *length_bytes; /* one an article */
  const float *k;              /* saturation K by length byte */
  bool as_stated;              /* the segment's bounds stand as they are */
  float rescale;               /* or by this, see qn__saturation_rescale */
} qn__scoring;

qn_status qn__scoring_init(qn__scoring *scoring, const qn__segment *segment, const qn__saturation *saturation,
                           qn_error *error);

/* No contribution of a list or block with this highest saturation is above. */
static inline uint32_t qn__bound(const qn__scoring *scoring, float weight, uint8_t max8) {
  float m = (float)max8 * (1.0f / 255.0f);
  if (QN_UNLIKELY(!scoring->as_stated) && max8 > 0)
    m = m / (m + (1.0f - m) * scoring->rescale);
  return (uint32_t)(int32_t)(weight * m * 1.00001f) + 1;
}

typedef struct qn__scored_list {
  const qn__postings *postings;
  float weight;
  uint32_t bound;      /* highest contribution */
  uint32_t block;      /* the walk's; postings->n_blocks at its end */
  uint32_t docs_block; /* whose articles are in `docs`, or QN__NO_BLOCK */
  unsigned count, at;  /* of `docs`; the walk's next */
  uint32_t docs[QN__POSTINGS_BLOCK + 16];
  uint32_t scores[QN__POSTINGS_BLOCK + 16]; /* of the walk's block */
  uint32_t freqs_block;                     /* whose frequencies are in `freqs`, or QN__NO_BLOCK */
  uint32_t freqs[QN__POSTINGS_BLOCK + 16];
} qn__scored_list;

void qn__scored_list_init(qn__scored_list *list, const qn__postings *postings, float weight,
                          const qn__scoring *scoring);

/* Some lists, in the arena. */
typedef struct qn__list_set {
  qn__scored_list *lists;
  uint32_t n;
} qn__list_set;

/* The saturation's K for the lengths of n articles. */
void qn__load_k(const qn__scoring *scoring, const uint32_t *docs, unsigned n, float *k);

/* Adds to each of n sums the contribution of a frequency, in an article of this K, and `more`. */
void qn__add_contributions(float weight, const uint32_t *freqs, const float *k, unsigned n, uint32_t more,
                           uint32_t *sums);

/* Moves list->block, never back, to the block that has `doc` if any has; false at the end of the list. */
bool qn__scored_list_skip(qn__scored_list *list, uint32_t doc);
static inline bool qn__scored_list_to_block(qn__scored_list *list, uint32_t doc) {
  const qn__postings *postings = list->postings;
  bool there = list->block < postings->n_blocks && qn__postings_block_last(postings, list->block) >= doc;
  return there || qn__scored_list_skip(list, doc);
}

/* Decodes list->block's articles and scores; the walk stands on the first article >= `doc`. */
qn_status qn__scored_list_score_block(qn__scored_list *list, const qn__scoring *scoring, uint32_t doc, qn_error *error);

/* Adds the contributions of the articles in [from, end) to scores[article - from] and, if `bits` is not NULL, sets
 * their bits there.  Windows ascend. */
qn_status qn__scored_list_accumulate(qn__scored_list *list, const qn__scoring *scoring, uint32_t from, uint32_t end,
                                     int32_t *scores, uint64_t *bits, qn_error *error);

/* Sets the bits of the articles in [from, end), from being a multiple of 64.  Nothing is scored. */
qn_status qn__scored_list_mark(qn__scored_list *list, uint32_t from, uint32_t end, uint64_t *bits, qn_error *error);

/* Looks up an article that a list with bits has: moves to its block, and gives its index there. */
static inline qn_status qn__scored_list_find_rank(qn__scored_list *list, uint32_t doc, int *index, qn_error *error) {
  const qn__postings *postings = list->postings;
  uint32_t rank = qn__postings_rank(postings, doc);
  list->block = rank / QN__POSTINGS_BLOCK;
  *index = (int)(rank % QN__POSTINGS_BLOCK);
  if (QN_LIKELY(rank < postings->info.doc_freq))
    return QN_OK; /* corrupt ranks must not cause an out-of-bounds read */
  return qn__section_damaged(&postings->source->postings, postings->bits, "the ranks of a postings are wrong", error);
}

/* Looks an article up: the index of its posting in list->block, or -1 if the list does not have it.  Without bits,
 * list->block must be where qn__scored_list_to_block has put it; with bits it is moved here. */
qn_status qn__scored_list_find(qn__scored_list *list, uint32_t doc, int *index, qn_error *error);

/* Looks an article up in several lists: the first that has it, or NULL, and the index there. */
qn_status qn__scored_lists_find(qn__scored_list *scored_lists, uint32_t n, uint32_t doc, qn__scored_list **found,
                                int *index, qn_error *error);

/* Decodes a block's frequencies into list->freqs. */
qn_status qn__scored_list_load_freqs(qn__scored_list *list, uint32_t block, qn_error *error);

/* The frequency of a posting in list->block.  Its neighbours are mostly asked for next, so all are decoded: measured,
 * that costs less than single ones. */
static inline qn_status qn__scored_list_freq(qn__scored_list *list, unsigned index, uint32_t *freq, qn_error *error) {
  if (list->freqs_block != list->block) {
    qn_status status = qn__scored_list_load_freqs(list, list->block, error);
    if (status != QN_OK)
      return status;
  }
  *freq = list->freqs[index];
  return QN_OK;
}

/* The index of the first of n ascending numbers that is >= `wanted`, n if there is none.  Has no branches to
 * mispredict. */
static inline unsigned qn__first_at_least(const uint32_t *numbers, unsigned n, uint32_t wanted) {
  unsigned base = 0;
  while (n > 1) {
    unsigned half = n / 2;
    base += half & (0u - (numbers[base + half - 1] < wanted));
    n -= half;
  }
  return base + (n == 1 && numbers[base] < wanted);
}

#endif
