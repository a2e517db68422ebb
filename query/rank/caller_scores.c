/* SPDX-License-Identifier: MIT */
/* caller_scores.c: a program that searches may weigh features in its own way, and score the first hits again. */
#include "base/sized.h"
#include "rank/rescore.h"

#define MOST_WEIGHT 100.0
#define MOST_SCORE 1e9

_Static_assert((int)QN_FEATURE_ALL_WORDS == QN__ALL_WORDS && (int)QN_FEATURE_RECENCY == QN__RECENCY &&
                   (int)QN_FEATURE_BOOST == QN__COLUMN_BOOST && (int)QN_FEATURE_TITLE_COVERAGE == QN__TITLE_COVERAGE &&
                   (int)QN_FEATURE_EXACT_TITLE == QN__EXACT_TITLE && (int)QN_FEATURE_BEST_WINDOW == QN__BEST_WINDOW &&
                   (int)QN_FEATURE_TYPED_FORMS == QN__TYPED_FORMS,
               "callers number features as stage 2 does");

/* --- weights ----------------------------------------------------------------------------------------------------- */

qn_status qn__read_profile(qn__feature_weights *out, const qn_rank_profile *profile, qn_error *error) {
  qn_rank_profile given;
  qn__feature_weights weights = qn__default_weights;
  qn_status status = qn__options_read(&given, sizeof given, profile, "qn_rank_profile", error);
  if (status != QN_OK)
    return status;
  const struct {
    double given;
    uint32_t *weight;
  } all[] = {{given.all_of_few_words, &weights.all_of_few},
             {given.all_words, &weights.of[QN__ALL_WORDS]},
             {given.title_coverage, &weights.of[QN__TITLE_COVERAGE]},
             {given.exact_title, &weights.of[QN__EXACT_TITLE]},
             {given.best_window, &weights.of[QN__BEST_WINDOW]},
             {given.typed_forms, &weights.of[QN__TYPED_FORMS]},
             {given.recency, &weights.of[QN__RECENCY]},
             {given.boost, &weights.of[QN__COLUMN_BOOST]}};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
    if (!(all[i].given >= 0.0 && all[i].given <= MOST_WEIGHT))
      return qn__fail(error, QN_INVALID, "a weight of a rank profile is 0 to 100, not %g", all[i].given);
    *all[i].weight = (uint32_t)(all[i].given * QN__ALL_OF_IT);
  }
  *out = weights;
  return QN_OK;
}

/* --- scores ------------------------------------------------------------------------------------------------------ */

/* What a callback is shown. */
typedef struct shown_candidates {
  qn_candidate candidates[QN__RESCORED];
  double features[QN__RESCORED][QN__N_FEATURES];
} shown_candidates;

static void show(const qn__rescoring *r, uint32_t n, shown_candidates *shown) {
  const double scale = r->plan->scale;
  for (uint32_t i = 0; i < n; i++) {
    const qn__candidate *c = &r->candidates[r->order[i]];
    for (unsigned f = 0; f < QN__N_FEATURES; f++)
      shown->features[i][f] = (double)c->parts[f] / scale;
    shown->candidates[i] =
        (qn_candidate){c->article, c->base / scale, shown->features[i], QN__N_FEATURES, (double)c->score / scale};
  }
}

/* Takes the scores; those that were not touched stay as they are. */
static qn_status take(qn__rescoring *r, uint32_t n, const shown_candidates *shown, qn_error *error) {
  for (uint32_t i = 0; i < n; i++) {
    const double score = shown->candidates[i].score;
    if (!(score >= 0.0 && score <= MOST_SCORE))
      return qn__fail(error, QN_INVALID, "a hit is given the score %g, which is not from 0 to 1,000,000,000", score);
    qn__candidate *c = &r->candidates[r->order[i]];
    c->score = c->bound = (uint64_t)(score * r->plan->scale + 0.5);
  }
  return QN_OK;
}

qn_status qn__rescore_by_caller(qn__rescoring *r, uint32_t n, void (*rescore)(void *, qn_candidate *, size_t),
                                void *context, qn_error *error) {
  shown_candidates *shown = qn__arena_alloc(r->arena, sizeof *shown);
  if (shown == NULL)
    return qn__fail_memory(error);
  if (n == 0)
    return QN_OK;
  show(r, n, shown);
  rescore(context, shown->candidates, n);
  qn_status status = take(r, n, shown, error);
  if (status == QN_OK)
    qn__sort_candidates(r, n);
  return status;
}
