/* SPDX-License-Identifier: MIT */
/* memory.c: the allocation choke point. */
#include "base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

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

void qn__prefer_large_pages(void *memory, size_t size) {
#ifdef MADV_HUGEPAGE
  const uintptr_t large = (uintptr_t)2 << 20;
  uintptr_t first = ((uintptr_t)memory + large - 1) & ~(large - 1), end = ((uintptr_t)memory + size) & ~(large - 1);
  if (first < end)
    madvise((char *)memory + (first - (uintptr_t)memory), end - first, MADV_HUGEPAGE);
#else
  (void)memory;
  (void)size;
#endif
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
