/* SPDX-License-Identifier: MIT */
/* engine.h: how a plan is run over an index.  All engines give the same answer; they differ in how little they look at.
 *
 *     maxscore.c         optional terms: MAXSCORE over windows of articles
 *     conjunction.c      required terms and phrases: the rarest list leads, a block at a time
 *     boolean_windows.c  any plan: the tree over bit sets of windows
 */
#ifndef QN_QUERY_ENGINE_ENGINE_H
#define QN_QUERY_ENGINE_ENGINE_H

#include "engine/search_context.h"

typedef struct qn__engine {
  const char *name;
  bool (*takes)(const qn__search_context *context); /* whether it can, and had better, run the context's segment */
  qn_status (*run)(qn__search_context *context, qn_error *error);
} qn__engine;

extern const qn__engine qn__maxscore_engine, qn__conjunction_engine, qn__boolean_engine;

/* The engine that runs the context's segment. */
const qn__engine *qn__choose_engine(const qn__search_context *context);

/* Runs the plan over all segments, until the sink is full. */
qn_status qn__run_plan(qn__search_context *context, qn_error *error);

/* --- maxscore.c --- */

/* Raises the sink's threshold, if the plan is optional terms alone, from the best postings that their lists keep in all
 * segments. */
qn_status qn__maxscore_prime(qn__search_context *context, qn_error *error);

#endif
