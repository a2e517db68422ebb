/* SPDX-License-Identifier: MIT */
/* collapse_sinks.c: what passes to the next hits, and what counts for those that there are. */
#include "collect/collapse.h"

/* --- what passes -------------------------------------------------------------------------------------------------- */

static void follow_inner(qn__unlike_filter *filter) {
  filter->sink.threshold = filter->inner->threshold;
  filter->sink.is_full = filter->inner->is_full;
}

static void pass_unlike(qn__sink *sink, uint64_t article, uint32_t score) {
  qn__unlike_filter *filter = (qn__unlike_filter *)sink;
  qn__shown_hit *alike;
  filter->status = qn__collapse_find(filter->collapse, article, &alike, &filter->error);
  if (filter->status == QN_OK && alike == NULL) {
    filter->inner->take(filter->inner, article, score);
    follow_inner(filter);
  }
  sink->is_full |= filter->status != QN_OK;
}

static void pass_unlike_bits(qn__sink *sink, uint64_t first, const uint64_t *bits, size_t n_words) {
  for (size_t w = 0; w < n_words; w++)
    for (uint64_t left = bits[w]; left != 0 && !sink->is_full; left &= left - 1)
      pass_unlike(sink, first + w * 64 + qn__lowest_bit(left), 0);
}

/* Its k is 0: of the articles that are known to pass a threshold, some may not pass the filter. */
void qn__unlike_filter_begin(qn__unlike_filter *filter, qn__collapse *collapse, qn__sink *inner) {
  *filter = (qn__unlike_filter){.inner = inner, .collapse = collapse};
  filter->sink = (qn__sink){.wants_scores = inner->wants_scores, .take = pass_unlike, .take_bits = pass_unlike_bits};
  follow_inner(filter);
}

/* --- what counts -------------------------------------------------------------------------------------------------- */

/* Keeps an article that counts for a hit; false: out of memory. */
static bool keep_similar(qn__shown_hit *hit, uint64_t article, qn__arena *arena) {
  if (hit->n_similar == hit->n_room) {
    const uint32_t n_room = hit->n_room == 0 ? 4 : hit->n_room * 5;
    uint64_t *similar = qn__arena_alloc(arena, n_room * sizeof *similar);
    if (similar == NULL)
      return false;
    if (hit->n_room > 0)
      memcpy(similar, hit->similar, hit->n_room * sizeof *similar);
    hit->similar = similar;
    hit->n_room = n_room;
  }
  hit->similar[hit->n_similar] = article;
  return true;
}

static void count_similar(qn__sink *sink, uint64_t article, uint32_t score) {
  qn__similar_counter *counter = (qn__similar_counter *)sink;
  qn__shown_hit *alike;
  (void)score;
  counter->collapse->n_seen++;
  qn_status status = qn__collapse_find(counter->collapse, article, &alike, &counter->error);
  if (status == QN_OK && alike != NULL && alike->article != article) {
    if (alike->n_similar < QN__SIMILAR_KEPT && !keep_similar(alike, article, counter->collapse->arena))
      status = qn__fail_memory(&counter->error);
    alike->n_similar++;
  }
  counter->status = status;
  sink->is_full |= status != QN_OK;
}

static void count_similar_bits(qn__sink *sink, uint64_t first, const uint64_t *bits, size_t n_words) {
  for (size_t w = 0; w < n_words; w++)
    for (uint64_t left = bits[w]; left != 0 && !sink->is_full; left &= left - 1)
      count_similar(sink, first + w * 64 + qn__lowest_bit(left), 0);
}

void qn__similar_counter_begin(qn__similar_counter *counter, qn__collapse *collapse) {
  *counter =
      (qn__similar_counter){.sink = {.take = count_similar, .take_bits = count_similar_bits}, .collapse = collapse};
}
