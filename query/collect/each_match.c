/* SPDX-License-Identifier: MIT */
/* each_match.c: calls a visitor with every match. */
#include "collect/each_match.h"

#include "base/portability.h"

static void visit_match(qn__sink *sink, uint64_t article, uint32_t score) {
  qn__each_match *each = (qn__each_match *)sink;
  (void)score;
  sink->is_full = !each->visit(each->context, article);
}

static void visit_bits(qn__sink *sink, uint64_t first, const uint64_t *bits, size_t n_words) {
  for (size_t w = 0; w < n_words; w++)
    for (uint64_t left = bits[w]; left != 0 && !sink->is_full; left &= left - 1)
      visit_match(sink, first + w * 64 + qn__lowest_bit(left), 0);
}

void qn__each_match_begin(qn__each_match *each, bool (*visit)(void *context, uint64_t article), void *context) {
  *each = (qn__each_match){.sink = {.take = visit_match, .take_bits = visit_bits}, .visit = visit, .context = context};
}
