/* SPDX-License-Identifier: MIT */
/* sink.h: where matches go.  Engines give what they find to a sink and ask it nothing but what it still wants; a sink
 * embeds this as its first member.
 *
 * One that wants scores takes an article with its score, those above its threshold only: the engines prune by it.  One
 * that does not takes articles as they come, or whole windows of them as bits. */
#ifndef QN_QUERY_COLLECT_SINK_H
#define QN_QUERY_COLLECT_SINK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct qn__sink qn__sink;

struct qn__sink {
  bool wants_scores;
  bool is_full;      /* the search may stop: nothing more is given to it */
  int32_t threshold; /* of a sink that wants scores: only a higher one is wanted; -1: any */
  size_t k;          /* of one that wants scores: how many articles; the threshold may rise to the k-th best known */

  /* Takes a match.  Articles ascend. */
  void (*take)(qn__sink *sink, uint64_t article, uint32_t score);

  /* Takes all articles whose bits are set, the first bit being `first`'s.  NULL if the sink wants scores. */
  void (*take_bits)(qn__sink *sink, uint64_t first, const uint64_t *bits, size_t n_words);
};

/* Raises the threshold to one that at least k articles of the search are known to pass: `score` is the k-th best of
 * some of them, or less. */
static inline void qn__sink_prime(qn__sink *sink, uint32_t score) {
  if ((int32_t)score - 1 > sink->threshold)
    sink->threshold = (int32_t)score - 1;
}

#endif
