/* SPDX-License-Identifier: MIT */
/* bm25.h: what a word contributes to an article's score: idf * f / (f + K), after Robertson and Zaragoza (2009), as
 * Lucene computes it.
 *
 * Scores are integers.  A contribution is computed in float, in one order of operations and without fused multiply-add,
 * and rounded to an integer; a score is the sum of its contributions.  Sums of integers do not depend on their order,
 * so any strategy, instruction set and cut into segments gives the same scores, and pruned results are exact. */
#ifndef QN_QUERY_PLAN_BM25_H
#define QN_QUERY_PLAN_BM25_H

#include "codec/saturation.h"

/* ln(1 + (N - df + 0.5) / (df + 0.5)): positive for every df up to N. */
double qn__idf(uint64_t n_articles, uint64_t doc_freq);

/* The power of two that brings weights of this sum to integers of at most 31 bits: no score passes INT32_MAX.  Where
 * everything is boosted by less than one, small weights are brought up to where they would be without. */
double qn__score_scale(double sum_of_weights, double highest_boost);

/* Units by which a contribution may fall, in float, where its frequency rises: two, and what a saturation rounds by. */
QN_ALWAYS_INLINE uint32_t qn__rounding(float weight) {
  return 2 + (uint32_t)(int32_t)(weight * 0x1p-21f);
}

/* The contribution of a word or phrase; `weight` is scaled, `k` the saturation's for the article's length byte.
 * Frequencies are far below 2^31: as signed numbers they convert in one instruction. */
QN_ALWAYS_INLINE uint32_t qn__contribution(float weight, uint32_t freq, float k) {
  return (uint32_t)(int32_t)(weight * qn__saturate((float)(int32_t)freq, k) + 0.5f);
}

/* No frequency up to `freq` earns more.  Float rounds: a higher frequency may earn a little less than a lower one. */
QN_ALWAYS_INLINE uint32_t qn__freq_bound(float weight, uint32_t freq, float k) {
  return qn__contribution(weight, freq, k) + qn__rounding(weight);
}

/* A frequency such that no lower one earns more than `limit`. */
uint32_t qn__least_freq(float weight, int64_t limit, float k);

#endif
