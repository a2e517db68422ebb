/* SPDX-License-Identifier: MIT */
/* each_match.h: a sink that calls a visitor with every match, in the order of the index, and keeps nothing. */
#ifndef QN_QUERY_COLLECT_EACH_MATCH_H
#define QN_QUERY_COLLECT_EACH_MATCH_H

#include "collect/sink.h"

typedef struct qn__each_match {
  qn__sink sink; /* full as soon as the visitor has seen enough */
  bool (*visit)(void *context, uint64_t article);
  void *context;
} qn__each_match;

void qn__each_match_begin(qn__each_match *each, bool (*visit)(void *context, uint64_t article), void *context);

#endif
