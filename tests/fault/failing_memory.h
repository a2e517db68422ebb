/* SPDX-License-Identifier: MIT */
/* failing_memory.h: makes requests for memory fail: those of the whole program, the libraries that it uses and the C
 * library included.  (base/memory.h's qn__memory_fail_after knows the library's own requests only.) */
#ifndef QN_TESTS_FAULT_FAILING_MEMORY_H
#define QN_TESTS_FAULT_FAILING_MEMORY_H

#include <stdbool.h>

typedef enum failing_mode {
  FAIL_ONCE,
  FAIL_ON, /* that request and all after it */
} failing_mode;

/* The next request after `n` more fails; negative: none fails, they are only counted. */
void failing_memory_begin(long n, failing_mode mode);

/* No request fails from here on.  Returns how many there were since the beginning, the failed ones included. */
long failing_memory_end(void);

/* Whether a sanitizer watches: it ends the process if there is no memory to account for a thread, and where a library
 * leaks. */
bool failing_memory_is_sanitized(void);

#endif
