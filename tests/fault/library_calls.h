/* SPDX-License-Identifier: MIT */
/* library_calls.h: the calls of quern.h, in groups, each with a transcript of what it returned. */
#ifndef QN_TESTS_FAULT_LIBRARY_CALLS_H
#define QN_TESTS_FAULT_LIBRARY_CALLS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/portability.h"
#include "quern.h"

typedef struct transcript {
  char text[1 << 15];
  size_t size;
} transcript;

/* Calls in a row until one fails; what each returned is in the transcript.  The indexes that they use are in the
 * working directory: `index` and `other`; `damaged`, of which a text cannot be read; `broken`, of which a whole segment
 * cannot. */
typedef qn_status library_call(transcript *t, qn_error *error);

void transcript_note(transcript *t, const char *format, ...) QN_PRINTF(2, 3);

/* --- narrowed_calls.c --- */

library_call narrowed_calls, expanded_calls;

/* --- library_calls.c --- */

typedef struct call_group {
  const char *name;
  library_call *run;
  const char *changed; /* the directory of the index that it writes; NULL: none */
} call_group;

extern const call_group call_groups[];
extern const size_t n_call_groups;

/* Makes these indexes in the working directory. */
void make_indexes(void);

#endif
