/* SPDX-License-Identifier: MIT */
/* top_k.h: the best k of the articles offered, by falling score, ties by article.  A heap with its worst on top. */
#ifndef QN_QUERY_COLLECT_TOP_K_H
#define QN_QUERY_COLLECT_TOP_K_H

#include "base/status.h"

#include <stdbool.h>

typedef struct qn__ranked {
  uint64_t article;
  uint32_t score; /* at most INT32_MAX */
} qn__ranked;

typedef struct qn__top_k {
  qn__ranked *heap; /* owned; room for `capacity` */
  size_t capacity;
  size_t k; /* wanted */
  size_t n; /* held */
  /* Only a higher score gets in.  -1 at first; the k-th best once there are k; more if it was raised. */
  int32_t threshold;
} qn__top_k;

void qn__top_k_init(qn__top_k *top_k);
void qn__top_k_clear(qn__top_k *top_k);

/* Empties it and makes room for k. */
qn_status qn__top_k_begin(qn__top_k *top_k, size_t k, qn_error *error);

/* Offers an article that scores above the threshold.  Articles come in ascending order: of equals the first stays. */
void qn__top_k_insert(qn__top_k *top_k, uint64_t article, uint32_t score);

static inline void qn__top_k_offer(qn__top_k *top_k, uint64_t article, uint32_t score) {
  if ((int32_t)score > top_k->threshold)
    qn__top_k_insert(top_k, article, score);
}

/* Raises the threshold to one that at least k articles of the search are known to pass: `score` is the k-th best of
 * some of them, or less. */
static inline void qn__top_k_prime(qn__top_k *top_k, uint32_t score) {
  if ((int32_t)score - 1 > top_k->threshold)
    top_k->threshold = (int32_t)score - 1;
}

/* Sorts what is held, best first.  Nothing can be offered after. */
void qn__top_k_sort(qn__top_k *top_k);

#endif
