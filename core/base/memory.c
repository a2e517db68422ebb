/* SPDX-License-Identifier: MIT */
/* memory.c: the allocation choke point. */
#include "base/memory.h"

#include <stdbool.h>
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

#ifdef MADV_HUGEPAGE
static const uintptr_t large_page = (uintptr_t)2 << 20;

void qn__prefer_large_pages(void *memory, size_t size) {
  uintptr_t first = ((uintptr_t)memory + large_page - 1) & ~(large_page - 1);
  uintptr_t end = ((uintptr_t)memory + size) & ~(large_page - 1);
  if (first < end)
    madvise((char *)memory + (first - (uintptr_t)memory), end - first, MADV_HUGEPAGE);
}

/* Maps a page more than it needs and gives back what lies around the aligned part. */
static void *map_aligned(size_t size) {
  char *map = mmap(NULL, size + large_page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (map == MAP_FAILED)
    return NULL;
  size_t before = (size_t)(-(uintptr_t)map & (large_page - 1));
  if (before > 0)
    munmap(map, before);
  if (before < large_page)
    munmap(map + before + size, large_page - before);
  madvise(map + before, size, MADV_HUGEPAGE);
  return map + before;
}

static bool is_mapped(size_t size) {
  return size >= large_page && size % large_page == 0;
}

void *qn__table_alloc(size_t size) {
  if (!is_mapped(size))
    return qn__calloc(size, 1);
  return refused() ? NULL : map_aligned(size);
}

void qn__table_free(void *memory, size_t size) {
  if (!is_mapped(size))
    qn__free(memory);
  else if (memory != NULL)
    munmap(memory, size);
}
#else
void qn__prefer_large_pages(void *memory, size_t size) {
  (void)memory;
  (void)size;
}

void *qn__table_alloc(size_t size) {
  return qn__calloc(size, 1);
}

void qn__table_free(void *memory, size_t size) {
  (void)size;
  qn__free(memory);
}
#endif

char *qn__copy_string(const char *data, size_t size) {
  char *copy = qn__malloc(size + 1);
  if (copy != NULL) {
    if (size)
      memcpy(copy, data, size);
    copy[size] = '\0';
  }
  return copy;
}
