/* SPDX-License-Identifier: MIT */
/* engines.c: which engine runs which plan. */
#include "search/searcher.h"

qn_status qn__run_plan(qn_searcher *searcher, qn_error *error) {
  qn_status status = qn__poll(searcher, error);
  for (size_t segment = 0; status == QN_OK && segment < searcher->index->n_segments; segment++)
    status = qn__exhaustive_segment(searcher, segment, error);
  return status;
}
