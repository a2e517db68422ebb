/* SPDX-License-Identifier: MIT */
/* cancel.h: how a caller stops work that has begun. */
#ifndef QN_CORE_BASE_CANCEL_H
#define QN_CORE_BASE_CANCEL_H

#include <stdbool.h>
#include <stddef.h>

typedef struct qn__cancel {
  bool (*cancelled)(void *context); /* NULL: never; may be called by several threads at once */
  void *context;
} qn__cancel;

static inline bool qn__is_cancelled(const qn__cancel *cancel) {
  return cancel->cancelled != NULL && cancel->cancelled(cancel->context);
}

#endif
