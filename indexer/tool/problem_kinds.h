/* SPDX-License-Identifier: MIT */
/* problem_kinds.h: problems of one kind are shown a few times and then counted, and of many kinds not all are shown:
 * what is said of a folder of thousands of files fits on a screen. */
#ifndef QN_INDEXER_TOOL_PROBLEM_KINDS_H
#define QN_INDEXER_TOOL_PROBLEM_KINDS_H

#include <stdbool.h>
#include <stdint.h>

enum { MOST_PROBLEM_KINDS = 32, SHOWN_OF_KIND = 3, SHOWN_PROBLEMS = 6, SHOWN_COUNTS = 2 };

/* Messages that are equal but for numbers and what is in quotes. */
typedef struct problem_kind {
  uint64_t hash, count, shown;
  char message[200]; /* the last one */
} problem_kind;

typedef struct problem_kinds {
  problem_kind kinds[MOST_PROBLEM_KINDS];
  unsigned n;
  uint64_t count, shown; /* of all kinds */
  bool all;              /* every problem is shown */
} problem_kinds;

/* Counts a message; true if it is to be shown. */
bool problem_kinds_note(problem_kinds *kinds, const char *message);

/* Says how many were not shown, of each kind if these are few, and how to see them. */
void problem_kinds_report(const problem_kinds *kinds);

#endif
