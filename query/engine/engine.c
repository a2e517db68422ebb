/* SPDX-License-Identifier: MIT */
/* engine.c: which engine runs which segment. */
#include "engine/engine.h"

#include <string.h>

/* In order of preference; the last takes everything, and scores every match of an exhaustive search. */
static const qn__engine *const engines[] = {&qn__maxscore_engine, &qn__conjunction_engine, &qn__boolean_engine};

const qn__engine *qn__choose_engine(const qn__search_context *context) {
  size_t i = context->exhaustive ? sizeof engines / sizeof *engines - 1 : 0;
  while (!engines[i]->takes(context))
    i++;
  return engines[i];
}

static qn_status run_segments(qn__search_context *context, qn_error *error) {
  qn_status status = qn__interrupted(context->interrupt, error);
  if (status == QN_OK && context->sink->wants_scores && !context->exhaustive)
    status = qn__maxscore_prime(context, error);
  for (size_t s = 0; status == QN_OK && s < context->plan->index->n_segments && !context->sink->is_full; s++) {
    status = qn__enter_segment(context, s, error);
    if (status == QN_OK)
      status = qn__choose_engine(context)->run(context, error);
  }
  return status;
}

qn_status qn__run_plan(qn__search_context *context, qn_error *error) {
  qn_status status = run_segments(context, error);
  if (status != QN_OK) /* an engine that stopped half way left its window as it was */
    memset(context->scratch, 0, sizeof *context->scratch);
  return status;
}
