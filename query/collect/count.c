/* SPDX-License-Identifier: MIT */
/* count.c: counts matches. */
#include "collect/count.h"

#include "base/portability.h"

static void add(qn__counter *counter, uint64_t n) {
  counter->counted += n;
  counter->sink.is_full = counter->counted > counter->limit;
}

static void count_hit(qn__sink *sink, uint64_t article, uint32_t score) {
  (void)article, (void)score;
  add((qn__counter *)sink, 1);
}

static void take_bits(qn__sink *sink, uint64_t first, const uint64_t *bits, size_t n_words) {
  uint64_t n = 0;
  (void)first;
  for (size_t w = 0; w < n_words; w++)
    n += qn__popcount64(bits[w]);
  add((qn__counter *)sink, n);
}

void qn__counter_begin(qn__counter *counter, uint64_t limit) {
  *counter = (qn__counter){.sink = {.take = count_hit, .take_bits = take_bits}, .limit = limit};
}
