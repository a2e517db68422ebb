/* SPDX-License-Identifier: MIT */
/* bm25.c: what a word weighs.  This idf is Lucene's: the 1 + keeps it positive for words in most articles, where the
 * idf of the papers turns negative and would make an article worse for having the word. */
#include "plan/bm25.h"

#include <math.h>

double qn__idf(uint64_t n_articles, uint64_t doc_freq) {
  double n = (double)n_articles, df = (double)(doc_freq < n_articles ? doc_freq : n_articles);
  return log(1.0 + (n - df + 0.5) / (df + 0.5));
}

double qn__score_scale(double sum_of_weights, double highest_boost) {
  /* A little below 2^31: weights rounded to float and contributions rounded up must not add up to more. */
  const double limit = 0x1p31 - 0x1p20;
  double scale = 0x1p22;
  for (; highest_boost > 0.0 && highest_boost <= 0.5; highest_boost *= 2)
    scale *= 2;
  while (scale * sum_of_weights >= limit)
    scale /= 2;
  return scale;
}

uint32_t qn__least_freq(float weight, int64_t limit, float k) {
  /* Less than the limit's by more than float rounds by. */
  float saturation = ((float)limit - 3.0f) / weight * 0.999999f;
  if (!(saturation > 0.0f && saturation < 1.0f))
    return 1;
  float freq = k * saturation / (1.0f - saturation) * 0.9999f;
  return freq > 1.0f && freq < 1e9f ? (uint32_t)freq : 1;
}
