/* SPDX-License-Identifier: MIT */
/* engine.c: which engine runs which plan.  All give the same answer; they differ in how little they look at. */
#include "engine/boolean_windows.h"
#include "engine/conjunction.h"
#include "engine/maxscore.h"
#include "result/searcher.h"

#include <string.h>

static qn_status collect_segment(qn_searcher *searcher, size_t segment, qn_error *error) {
  if (qn__is_disjunction(&searcher->plan, segment))
    return qn__disjunction_segment(searcher, segment, error);
  if (qn__is_conjunction(&searcher->plan, segment))
    return qn__conjunction_segment(searcher, segment, error);
  return qn__windows_collect(searcher, segment, error);
}

/* Bit sets count words fastest; phrases need candidates. */
static qn_status count_segment(qn_searcher *searcher, size_t segment, qn_error *error) {
  if (!searcher->plan.only_words && qn__is_conjunction(&searcher->plan, segment))
    return qn__conjunction_count(searcher, segment, error);
  return qn__windows_count(searcher, segment, error);
}

static qn_status run_engines(qn_searcher *searcher, qn_error *error) {
  const size_t n_segments = searcher->index->n_segments;
  qn_status status = qn__poll(searcher, error);
  if (searcher->options.exhaustive) {
    for (size_t segment = 0; status == QN_OK && segment < n_segments; segment++)
      status = qn__exhaustive_segment(searcher, segment, error);
    return status;
  }
  if (searcher->top_k.k > 0) {
    qn__disjunction_prime(searcher);
    for (size_t segment = 0; status == QN_OK && segment < n_segments; segment++)
      status = collect_segment(searcher, segment, error);
  }
  bool counts = searcher->count_limit > 0;
  for (size_t segment = 0; counts && status == QN_OK && segment < n_segments; segment++) {
    status = count_segment(searcher, segment, error);
    counts = searcher->counted <= searcher->count_limit;
  }
  return status;
}

qn_status qn__run_plan(qn_searcher *searcher, qn_error *error) {
  qn_status status = run_engines(searcher, error);
  if (status != QN_OK) { /* an engine that stopped half way left its window as it was */
    memset(searcher->window_scores, 0, sizeof searcher->window_scores);
    memset(searcher->window_bits, 0, sizeof searcher->window_bits);
  }
  return status;
}
