/* SPDX-License-Identifier: MIT */
/* all_words.c: an article that has every word of the query that any article has. */
#include "rank/rescore.h"

uint64_t qn__all_words_bound(const qn__rescoring *r, uint32_t candidate) {
  if (r->n_units < 2 || r->candidates[candidate].n_units < r->n_units)
    return 0;
  return r->n_units <= QN__FEW_WORDS ? r->all_of_few : qn__base_share(r, candidate, QN__ALL_WORDS);
}
