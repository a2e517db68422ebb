/* SPDX-License-Identifier: MIT */
/* spool.h: bytes kept for later: in memory while they are few, then in a temporary file of the index directory.
 * The file loses its name as soon as it is made, so that nothing is left of it however the process ends.  The bytes
 * that come back are trusted, as memory is. */
#ifndef QN_INDEXER_BUILDER_SPOOL_H
#define QN_INDEXER_BUILDER_SPOOL_H

#include "base/buffer.h"
#include "base/status.h"

#define QN__SPOOL_NAME "spool"
#define QN__SPOOL_SUFFIX ".tmp"

typedef struct qn__spool {
  const char *dir; /* borrowed */
  size_t keep;     /* bytes that may stay in memory */
  qn__buffer memory;
  int fd; /* -1: all is in memory */
  uint64_t written;
  uint8_t *map;
  size_t map_size;
} qn__spool;

void qn__spool_init(qn__spool *spool, const char *dir, size_t keep);
void qn__spool_clear(qn__spool *spool);

/* Forgets the bytes, and keeps the memory if they were there. */
void qn__spool_empty(qn__spool *spool);

static inline uint64_t qn__spool_size(const qn__spool *spool) {
  return spool->written + spool->memory.size;
}

qn_status qn__spool_append(qn__spool *spool, const void *bytes, size_t size, qn_error *error);

/* All bytes so far, readable until the next call for this spool. */
qn_status qn__spool_map(qn__spool *spool, const uint8_t **data, qn_error *error);

#endif
