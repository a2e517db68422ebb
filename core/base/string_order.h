/* SPDX-License-Identifier: MIT */
/* string_order.h: strings compared by their bytes. */
#ifndef QN_CORE_BASE_STRING_ORDER_H
#define QN_CORE_BASE_STRING_ORDER_H

#include <stdbool.h>
#include <string.h>

#include "quern.h"

/* Below 0: `a` comes first; a string comes before its continuations. */
static inline int qn__compare_strings(qn_string a, qn_string b) {
  const size_t common = a.size < b.size ? a.size : b.size;
  const int order = common == 0 ? 0 : memcmp(a.data, b.data, common);
  return order != 0 ? order : (a.size > b.size) - (a.size < b.size);
}

static inline bool qn__equal_strings(qn_string a, qn_string b) {
  return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

#endif
