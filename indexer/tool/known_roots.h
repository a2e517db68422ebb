/* SPDX-License-Identifier: MIT */
/* known_roots.h: what was added to an index before, to be added again. */
#ifndef QN_INDEXER_TOOL_KNOWN_ROOTS_H
#define QN_INDEXER_TOOL_KNOWN_ROOTS_H

#include "base/buffer.h"
#include "quern.h"

typedef struct known_roots {
  qn__buffer text;  /* the paths, each with its zero */
  qn__buffer paths; /* char *: the folders, then the files that were named, then those that were followed */
  size_t n;
  size_t n_followed; /* of the n */
} known_roots;

/* Reads them from the index in `dir`.  Clear them also after a failure. */
qn_status known_roots_read(known_roots *roots, const char *dir, qn_error *error);
void known_roots_clear(known_roots *roots);

#endif
