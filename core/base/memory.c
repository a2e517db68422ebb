/* SPDX-License-Identifier: MIT */
/* memory.c: the allocation choke point. */
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

#ifdef QN_TEST_MEMORY
#include <stdatomic.h>
static atomic_long qn_requests_left = -1;

void qn__memory_fail_after(long n) {
  atomic_store(&qn_requests_left, n);
}

static int refused(void) {
  long left = atomic_load(&qn_requests_left);
  if (left < 0)
    return 0;
  if (left == 0)
    return 1;
  atomic_fetch_sub(&qn_requests_left, 1);
  return 0;
}
#else
static int refused(void) {
  return 0;
}
#endif

void *qn__malloc(size_t size) {
  return refused() ? NULL : malloc(size ? size : 1);
}

void *qn__calloc(size_t count, size_t size) {
  return refused() ? NULL : calloc(count ? count : 1, size ? size : 1);
}

void *qn__realloc(void *memory, size_t size) {
  return refused() ? NULL : realloc(memory, size ? size : 1);
}

void qn__free(void *memory) {
  free(memory);
}

char *qn__copy_string(const char *data, size_t size) {
  char *copy = qn__malloc(size + 1);
  if (copy != NULL) {
    if (size)
      memcpy(copy, data, size);
    copy[size] = '\0';
  }
  return copy;
}
