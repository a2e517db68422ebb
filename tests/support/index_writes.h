/* SPDX-License-Identifier: MIT */
/* index_writes.h: everything that a writer can do with an index, for tests of damage.  A new public function that
 * changes an index gets a row in index_writes.c. */
#ifndef QN_TESTS_SUPPORT_INDEX_WRITES_H
#define QN_TESTS_SUPPORT_INDEX_WRITES_H

#include "quern.h"

typedef struct index_write {
  const char *name;
  bool makes_new;   /* leaves the index as it is, and makes one in `other` */
  bool makes_clean; /* what is made holds no damaged file, if anything is written */
  qn_status (*run)(const char *dir, const char *other, qn_error *error);
} index_write;

/* A row with `run` NULL ends them. */
extern const index_write index_writes[];
enum { INDEX_WRITES = 7 };

#endif
