/* SPDX-License-Identifier: MIT */
/* index_readings.h: everything that a program can read of an index, as texts that can be compared: for tests of what
 * damage does to answers.  A new public function that reads, and a new operator, get a line in index_readings.c. */
#ifndef QN_TESTS_SUPPORT_INDEX_READINGS_H
#define QN_TESTS_SUPPORT_INDEX_READINGS_H

#include "quern.h"

typedef struct index_reading {
  const char *name; /* of the call; a query as it was written */
  qn_status status; /* the first failure, after which nothing more was read */
  char *text;       /* what was read, on the heap */
  qn_error error;   /* unless the status is QN_OK */
} index_reading;

enum { INDEX_READINGS_MAX = 32 };

typedef struct index_readings {
  index_reading all[INDEX_READINGS_MAX];
  size_t n;
} index_readings;

/* Opens the index and reads it in every way that `wanted` has a bit for (i & 7 is the bit of the i-th); the check is
 * always the last.  Where the index cannot be opened that is the only reading. */
enum { ALL_READINGS = 0xff, ARTICLES_READING = 1 };
void index_readings_take(index_readings *readings, const char *dir, unsigned wanted);
void index_readings_clear(index_readings *readings);

/* The reading of this name, or NULL. */
const index_reading *index_readings_find(const index_readings *readings, const char *name);

#endif
