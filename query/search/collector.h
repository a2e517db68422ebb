/* SPDX-License-Identifier: MIT */
/* collector.h: the best k of the articles offered, by falling score, ties by article.  A heap with its worst on top. */
#ifndef QN_COLLECTOR_H
#define QN_COLLECTOR_H

#include "base/status.h"

#include <stdbool.h>

typedef struct qn__ranked {
  uint64_t article;
  uint32_t score; /* at most INT32_MAX */
} qn__ranked;

typedef struct qn__collector {
  qn__ranked *heap; /* owned; room for `capacity` */
  size_t capacity;
  size_t k; /* wanted */
  size_t n; /* held */
  /* Only a higher score gets in.  -1 at first; the k-th best once there are k; more if it was raised. */
  int32_t threshold;
} qn__collector;

void qn__collector_init(qn__collector *collector);
void qn__collector_clear(qn__collector *collector);

/* Empties it and makes room for k. */
qn_status qn__collector_begin(qn__collector *collector, size_t k, qn_error *error);

/* Offers an article that scores above the threshold.  Articles come in ascending order: of equals the first stays. */
void qn__collector_insert(qn__collector *collector, uint64_t article, uint32_t score);

static inline void qn__collector_offer(qn__collector *collector, uint64_t article, uint32_t score) {
  if ((int32_t)score > collector->threshold)
    qn__collector_insert(collector, article, score);
}

/* Raises the threshold to one that at least k articles of the search are known to pass: `score` is the k-th best of
 * some of them, or less. */
static inline void qn__collector_prime(qn__collector *collector, uint32_t score) {
  if ((int32_t)score - 1 > collector->threshold)
    collector->threshold = (int32_t)score - 1;
}

/* Sorts what is held, best first.  Nothing can be offered after. */
void qn__collector_sort(qn__collector *collector);

#endif
