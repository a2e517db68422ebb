/* SPDX-License-Identifier: MIT */
/* best_window.c: where in an article do the words of the query stand closest together?  Positions are cut into buckets;
 * a window is two neighbours.  The title has buckets of its own, and counts once. */
#include "rank/rescore.h"

#include <string.h>

enum {
  WORDS_BITS = 4, /* log2 of a bucket's positions: windows of 32 words */
  PAIRS_BITS = 6, /* of a query in pairs of characters, each a position: a word is about four of them */
  MOST = 31,      /* occurrences of a word that count in a window */
};

/* n / (n + 1.2), in 65,536ths. */
static const uint16_t saturations[MOST + 1] = {
    0,     29789, 40960, 46811, 50412, 52851, 54613, 55945, 56987, 57825, 58514, 59089, 59578, 59997, 60362, 60681,
    60963, 61214, 61440, 61642, 61826, 61993, 62146, 62286, 62415, 62534, 62644, 62747, 62842, 62931, 63015, 63093};

/* What the windows of a candidate add up to so far. */
typedef struct window_sums {
  uint32_t *sums;                  /* sums[b]: of the window of buckets b - 1 and b */
  uint32_t title_words, text, end; /* where the title ends, where the text begins, and where what is looked at ends */
  uint32_t text_bucket;            /* the first of the text: no window has it and one of the title's */
  unsigned bits;
  uint32_t best;
} window_sums;

static void add_to_window(window_sums *windows, uint32_t bucket, uint32_t weight, uint32_t n) {
  uint32_t *sum = &windows->sums[bucket];
  *sum += (uint32_t)((uint64_t)weight * saturations[n < MOST ? n : MOST] / QN__ALL_OF_IT);
  windows->best = *sum > windows->best ? *sum : windows->best;
}

static uint32_t bucket_of(const window_sums *windows, uint32_t position) {
  return position < windows->title_words ? position >> windows->bits
                                         : windows->text_bucket + ((position - windows->text) >> windows->bits);
}

/* Adds a word's occurrences to the windows that they are in. */
static void add_occurrences(window_sums *windows, const qn__occurrences *found, uint32_t weight) {
  uint32_t bucket = 0, n = 0, n_before = 0; /* of the occurrences in a bucket, and in the one before */
  for (uint32_t i = 0; i < found->n; i++) {
    const uint32_t position = found->positions[i] - found->base;
    if (position >= windows->end)
      break;
    if (position >= windows->title_words && position < windows->text) /* a further copy of the title */
      continue;
    const uint32_t next = bucket_of(windows, position);
    if (next == bucket) {
      n++;
      continue;
    }
    add_to_window(windows, bucket, weight, n_before + n);
    if (next > bucket + 1)
      add_to_window(windows, bucket + 1, weight, n);
    n_before = next > bucket + 1 ? 0 : n;
    bucket = next;
    n = 1;
  }
  add_to_window(windows, bucket, weight, n_before + n);
  add_to_window(windows, bucket + 1, weight, n);
}

static qn_status begin_windows(qn__rescoring *r, const qn__candidate *c, window_sums *out, qn_error *error) {
  const unsigned bits = r->plan->has_pairs ? PAIRS_BITS : WORDS_BITS;
  const uint32_t title_words = c->title_words < QN__LOOKED_AT ? c->title_words : QN__LOOKED_AT;
  const uint32_t text = qn__text_position(c->title_words, r->plan->index->title_weight);
  const uint32_t text_bucket = title_words == 0 ? 0 : ((title_words - 1) >> bits) + 2;
  const uint32_t n = text_bucket + (QN__LOOKED_AT >> bits) + 1;
  *out = (window_sums){NULL, title_words, text, text + QN__LOOKED_AT, text_bucket, bits, 0};
  qn_status status = qn__reserve_numbers(r->arena, &r->windows, &r->windows_capacity, n, error);
  if (status == QN_OK)
    memset(r->windows, 0, n * sizeof *r->windows);
  out->sums = r->windows;
  return status;
}

uint64_t qn__best_window_bound(const qn__rescoring *r, uint32_t candidate) {
  return qn__base_share(r, candidate, QN__BEST_WINDOW);
}

qn_status qn__earn_best_window(qn__rescoring *r, uint32_t candidate, uint64_t *out, qn_error *error) {
  const qn__candidate *c = &r->candidates[candidate];
  window_sums windows;
  qn_status status = begin_windows(r, c, &windows, error);
  for (uint32_t i = 0; i < r->plan->n_leaves && status == QN_OK; i++) {
    qn__occurrences found;
    if (qn__candidate_freq(r, i, candidate) == 0)
      continue;
    status = qn__candidate_places(r, i, candidate, windows.end - 1, &found, error);
    if (status == QN_OK)
      add_occurrences(&windows, &found, (uint32_t)r->plan->leaves[i].weight);
  }
  *out = qn__share(windows.best < c->base ? windows.best : c->base, r->weights->of[QN__BEST_WINDOW]);
  return status;
}
