/* SPDX-License-Identifier: MIT */
/* problem_kinds.h: problems of one kind are shown a few times and then counted: a folder with a thousand pictures is
 * one thing to know. */
#ifndef QN_INDEXER_TOOL_PROBLEM_KINDS_H
#define QN_INDEXER_TOOL_PROBLEM_KINDS_H

#include <stdbool.h>
#include <stdint.h>

enum { MOST_PROBLEM_KINDS = 32, SHOWN_PROBLEMS = 3 };

/* Messages that are equal but for numbers and what is in quotes. */
typedef struct problem_kind {
  uint64_t hash, count;
  char message[200]; /* the last one */
} problem_kind;

typedef struct problem_kinds {
  problem_kind kinds[MOST_PROBLEM_KINDS];
  unsigned n;
  bool all; /* every problem is shown */
} problem_kinds;

/* Counts a message; true if it is to be shown. */
bool problem_kinds_note(problem_kinds *kinds, const char *message);

/* Says how many of each kind were not shown, and how to see them. */
void problem_kinds_report(const problem_kinds *kinds);

#endif
