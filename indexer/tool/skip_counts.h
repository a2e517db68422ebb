/* SPDX-License-Identifier: MIT */
/* skip_counts.h: what was left out of the folders that were added, counted by kind. */
#ifndef QN_INDEXER_TOOL_SKIP_COUNTS_H
#define QN_INDEXER_TOOL_SKIP_COUNTS_H

#include "walk/walk.h"

enum { MOST_SKIP_KINDS = 24 };

typedef struct skip_count {
  const char *one, *many; /* "link", "links"; both live as long as the program */
  uint64_t n;
} skip_count;

typedef struct skip_counts {
  skip_count kinds[MOST_SKIP_KINDS]; /* the last one has all that have no room */
  size_t n_kinds;
  uint64_t n;
} skip_counts;

/* Why a walk skipped something, and what helps: a line. */
const char *skip_reason(qn__skip why);

void skip_counts_note(skip_counts *counts, const char *one, const char *many);

/* The same for what a walk skipped. */
void skip_counts_note_walk(skip_counts *counts, qn__skip why);

/* ", 108 skipped (70 links, 30 pictures, 8 PDF documents)", the most frequent first; nothing if none was.  Returns the
 * size. */
size_t skip_counts_print(const skip_counts *counts, char *out, size_t size);

#endif
