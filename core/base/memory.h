/* SPDX-License-Identifier: MIT */
/* memory.h: the one place that asks for heap, so that tests can fail the Nth request and measure the peak.
 * Only the caller knows sizes: free and realloc take none. */
#ifndef QN_CORE_BASE_MEMORY_H
#define QN_CORE_BASE_MEMORY_H

#include <stddef.h>

/* Each returns NULL when there is no memory.  A size of 0 is rounded up to 1. */
void *qn__malloc(size_t size);
void *qn__calloc(size_t count, size_t size);
void *qn__realloc(void *memory, size_t size);
void qn__free(void *memory);

/* A hint that these bytes will be used all over: large pages, where there are any, spare the processor most of its
 * look-ups of addresses. */
void qn__prefer_large_pages(void *memory, size_t size);

/* Zeroed memory for a table that is read all over, in large pages where it is large enough for them; it must be given
 * back with its size. */
void *qn__table_alloc(size_t size);
void qn__table_free(void *memory, size_t size);

/* A zero-terminated copy of `size` bytes. */
char *qn__copy_string(const char *data, size_t size);

#ifdef QN_TEST_MEMORY
/* The next request after `n` more fails, and all that follow; negative: none fails. */
void qn__memory_fail_after(long n);
#endif

#endif
