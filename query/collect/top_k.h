/* SPDX-License-Identifier: MIT */
/* top_k.h: a sink that keeps the best k articles, in descending order of score, ties by article. */
#ifndef QN_QUERY_COLLECT_TOP_K_H
#define QN_QUERY_COLLECT_TOP_K_H

#include "base/status.h"
#include "collect/sink.h"

#include <stdbool.h>

typedef struct qn__ranked {
  uint64_t article;
  uint32_t score; /* at most INT32_MAX */
} qn__ranked;

typedef struct qn__top_k {
  qn__sink sink;    /* k is what is wanted; the threshold becomes the k-th best score once there are k */
  qn__ranked *heap; /* owned; room for `capacity` */
  size_t capacity;
  size_t n; /* held */
} qn__top_k;

void qn__top_k_init(qn__top_k *top_k);
void qn__top_k_clear(qn__top_k *top_k);

/* Empties it and makes room for k. */
qn_status qn__top_k_begin(qn__top_k *top_k, size_t k, qn_error *error);

/* Sorts what is held, best first.  Nothing can be taken after. */
void qn__top_k_sort(qn__top_k *top_k);

#endif
