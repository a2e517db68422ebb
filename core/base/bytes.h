/* SPDX-License-Identifier: MIT */
/* bytes.h: the order of byte strings: by their bytes, a string before its continuations. */
#ifndef QN_CORE_BASE_BYTES_H
#define QN_CORE_BASE_BYTES_H

#include <stddef.h>
#include <string.h>

/* Below, equal to or above 0, as a is before, equal to or after b.  Either may be NULL if it is empty. */
static inline int qn__compare_bytes(const void *a, size_t a_size, const void *b, size_t b_size) {
  size_t common = a_size < b_size ? a_size : b_size;
  int order = common == 0 ? 0 : memcmp(a, b, common);
  return order != 0 ? order : (a_size > b_size) - (a_size < b_size);
}

#endif
