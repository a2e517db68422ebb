/* SPDX-License-Identifier: MIT */
/* count.h: a sink that counts matches, up to a limit. */
#ifndef QN_QUERY_COLLECT_COUNT_H
#define QN_QUERY_COLLECT_COUNT_H

#include "collect/sink.h"

typedef struct qn__counter {
  qn__sink sink;
  uint64_t counted; /* may pass the limit: then there are more than the limit */
  uint64_t limit;
} qn__counter;

void qn__counter_begin(qn__counter *counter, uint64_t limit);

#endif
