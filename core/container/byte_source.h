/* SPDX-License-Identifier: MIT */
/* byte_source.h: where the bytes of a file come from: a mapped file, or memory of the caller's.  All of them have an
 * address for as long as the source is open; the view (container.h) decides which may be looked at.  A source that
 * fetches ranges of a remote file would reserve the addresses and fill a chunk in qn__view_verify, which every chunk
 * passes before it is first read. */
#ifndef QN_CORE_CONTAINER_BYTE_SOURCE_H
#define QN_CORE_CONTAINER_BYTE_SOURCE_H

#include "base/status.h"

#include <stddef.h>
#include <stdint.h>

typedef struct qn__byte_source qn__byte_source;
struct qn__byte_source {
  const uint8_t *data;
  size_t size;
  void (*close)(qn__byte_source *source); /* NULL: there is nothing to give back */
};

/* Maps a file, whose size must not change while it is open; where its file system cannot map files, reads it into
 * memory.  QN_NOT_FOUND if it does not exist. */
qn_status qn__byte_source_map(qn__byte_source *source, const char *path, qn_error *error);

/* Bytes in memory, which must outlive the source. */
qn__byte_source qn__byte_source_of_memory(const uint8_t *data, size_t size);

void qn__byte_source_close(qn__byte_source *source);

#endif
