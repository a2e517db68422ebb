/* SPDX-License-Identifier: MIT */
/* find_last.h: memrchr, which not every C library has. */
#ifndef QN_CORE_BASE_FIND_LAST_H
#define QN_CORE_BASE_FIND_LAST_H

#include <stddef.h>

/* The last byte `c` of a text; NULL: it has none. */
static inline const char *qn__find_last(const char *text, size_t size, char c) {
  while (size > 0 && text[size - 1] != c)
    size--;
  return size > 0 ? text + size - 1 : NULL;
}

#endif
