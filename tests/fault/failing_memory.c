/* SPDX-License-Identifier: MIT */
/* failing_memory.c: the functions that give memory are defined here, in front of the C library's, for everything in
 * the process; each counts, and fails when it is its turn.  The Makefile lists the programs that are linked with it. */
#include "fault/failing_memory.h"

#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

/* The functions in front of which these stand: the C library's under their other names, or a sanitizer's (the
 * Makefile sets SANITIZED, and builds this file without sanitizers: they cannot look at it before they have begun). */
#ifdef SANITIZED
#define REAL(name) __interceptor_##name
#else
#define REAL(name) __libc_##name
#endif
void *REAL(malloc)(size_t size);
void *REAL(calloc)(size_t count, size_t size);
void *REAL(realloc)(void *memory, size_t size);
void *REAL(memalign)(size_t alignment, size_t size);

/* libstemmer 2.2 crashes where it has no memory for a stemmer; quern makes sure before that there is some. */
struct sb_stemmer *__real_sb_stemmer_new(const char *name, const char *charset);
struct sb_stemmer *__wrap_sb_stemmer_new(const char *name, const char *charset);
static _Thread_local bool in_stemmer;

struct sb_stemmer *__wrap_sb_stemmer_new(const char *name, const char *charset) {
  in_stemmer = true;
  struct sb_stemmer *stemmer = __real_sb_stemmer_new(name, charset);
  in_stemmer = false;
  return stemmer;
}

static atomic_long requests, failing_request = -1;
static atomic_bool fails_on;

void failing_memory_begin(long n, failing_mode mode) {
  atomic_store(&requests, 0);
  atomic_store(&fails_on, mode == FAIL_ON);
  atomic_store(&failing_request, n);
}

long failing_memory_end(void) {
  atomic_store(&failing_request, -1);
  return atomic_load(&requests);
}

bool failing_memory_is_sanitized(void) {
#ifdef SANITIZED
  return true;
#else
  return false;
#endif
}

/* Counts a request; true if it is to fail. */
static bool is_refused(void) {
  long number = atomic_fetch_add(&requests, 1), first = atomic_load(&failing_request);
  if (first < 0 || in_stemmer || number < first || (number > first && !atomic_load(&fails_on)))
    return false;
  errno = ENOMEM;
  return true;
}

#pragma GCC visibility push(default)

void *malloc(size_t size) {
  return is_refused() ? NULL : REAL(malloc)(size);
}

void *calloc(size_t count, size_t size) {
  return is_refused() ? NULL : REAL(calloc)(count, size);
}

void *realloc(void *memory, size_t size) {
  return is_refused() ? NULL : REAL(realloc)(memory, size);
}

void *reallocarray(void *memory, size_t count, size_t size) {
  if (size > 0 && count > SIZE_MAX / size) {
    errno = ENOMEM;
    return NULL;
  }
  return realloc(memory, count * size);
}

void *memalign(size_t alignment, size_t size) {
  return is_refused() ? NULL : REAL(memalign)(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
  return memalign(alignment, size);
}

int posix_memalign(void **out, size_t alignment, size_t size) {
  void *memory = memalign(alignment, size);
  if (memory == NULL)
    return ENOMEM;
  *out = memory;
  return 0;
}

void *mmap(void *address, size_t size, int protection, int flags, int fd, off_t offset) {
  void *(*next)(void *, size_t, int, int, int, off64_t);
  *(void **)&next = dlsym(RTLD_NEXT, "mmap64");
  return is_refused() ? MAP_FAILED : next(address, size, protection, flags, fd, offset);
}

#pragma GCC visibility pop
