/* SPDX-License-Identifier: MIT */
/* interrupt.c: asks the caller and the clock. */
#include "plan/interrupt.h"

#include "base/clock.h"
#include "base/status.h"

void qn__interrupt_begin(qn__interrupt *interrupt, const qn_search_options *options) {
  *interrupt = (qn__interrupt){
      .cancelled = options->cancelled, .cancel_context = options->cancel_context, .timeout_s = options->timeout_s};
  if (options->timeout_s != 0.0 && options->timeout_s < 1e9) {
    const double deadline = qn__seconds_now() + options->timeout_s;
    interrupt->deadline = deadline > 0.0 ? deadline : 1e-9;
  }
}

qn_status qn__interrupted(const qn__interrupt *interrupt, qn_error *error) {
  if (interrupt == NULL)
    return QN_OK;
  if (interrupt->cancelled != NULL && interrupt->cancelled(interrupt->cancel_context))
    return qn__fail(error, QN_CANCELLED, "the search was cancelled");
  if (interrupt->deadline > 0.0 && qn__seconds_now() > interrupt->deadline)
    return interrupt->timeout_s < 0.0
               ? qn__fail(error, QN_TIMEOUT, "the search had no time left")
               : qn__fail(error, QN_TIMEOUT, "the search took longer than %g s", interrupt->timeout_s);
  return QN_OK;
}

double qn__interrupt_left(const qn__interrupt *interrupt) {
  if (interrupt->deadline == 0.0)
    return 0.0;
  const double left = interrupt->deadline - qn__seconds_now();
  return left > 1e-9 ? left : 1e-9;
}
