/* SPDX-License-Identifier: MIT */
/* add_summary.h: the last line of `add`. */
#ifndef QN_INDEXER_TOOL_ADD_SUMMARY_H
#define QN_INDEXER_TOOL_ADD_SUMMARY_H

#include "tool/skip_counts.h"

typedef struct add_summary {
  uint64_t added;      /* articles that are new */
  uint64_t changed;    /* articles that took the place of others */
  uint64_t unchanged;  /* articles of files that were not read again */
  uint64_t moved;      /* articles of files that have another path now */
  uint64_t removed;    /* articles of files that are gone, or that have them no longer */
  uint64_t undetected; /* articles whose language was to be detected and was not */
  uint64_t failed;     /* articles and files that should have been read */
  const skip_counts *skipped;
} add_summary;

enum { ADD_SUMMARY_MAX = 1200 };

/* "3 articles added, 2 changed, 8 skipped (8 links), 1 failed": what is zero is left out, but for what was added. */
const char *add_summary_print(const add_summary *summary, char out[ADD_SUMMARY_MAX]);

#endif
