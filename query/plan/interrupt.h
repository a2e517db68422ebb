/* SPDX-License-Identifier: MIT */
/* interrupt.h: when a search stops early: when its caller says so, or its time is up. */
#ifndef QN_QUERY_PLAN_INTERRUPT_H
#define QN_QUERY_PLAN_INTERRUPT_H

#include "quern.h"

typedef struct qn__interrupt {
  bool (*cancelled)(void *context); /* NULL: never */
  void *cancel_context;
  double timeout_s;
  double deadline; /* by qn__seconds_now; 0: none */
} qn__interrupt;

/* Starts the time that a search may take. */
void qn__interrupt_begin(qn__interrupt *interrupt, const qn_search_options *options);

/* To be asked once per block of work, some thousands of postings or words: QN_CANCELLED, QN_TIMEOUT or QN_OK.  NULL:
 * nothing stops it. */
qn_status qn__interrupted(const qn__interrupt *interrupt, qn_error *error);

/* What is left of the time, for a search that is a part of the work: 0 if it has no end. */
double qn__interrupt_left(const qn__interrupt *interrupt);

#endif
