/* SPDX-License-Identifier: MIT */
/* allowance.h: the memory that reading one article may take, and whether to go on.  Readers ask it before they take
 * more, and while they work, at least once for some tens of kilobytes. */
#ifndef QN_INDEXER_ARTICLES_ALLOWANCE_H
#define QN_INDEXER_ARTICLES_ALLOWANCE_H

#include "base/cancel.h"
#include "base/status.h"

typedef struct qn__allowance {
  size_t memory; /* bytes */
  qn__cancel cancel;
} qn__allowance;

/* How a tool's memory is divided: an eighth is for reading, in addition to READING_LEAST that every process needs for
 * it; the rest is for the index, of at least the writer's least. */
enum { QN__READING_LEAST = 16 << 20, QN__WRITING_LEAST = 48 << 20, QN__MEMORY_DEFAULT = 256 << 20 };

/* The memory that is left for the index of `memory` bytes. */
size_t qn__memory_for_writing(size_t memory);

/* The memory that reading may take of it. */
size_t qn__memory_for_reading(size_t memory);

/* QN_CANCELLED, or QN_TOO_LARGE if reading an article takes `needed` bytes and that is more than allowed. */
qn_status qn__allow(const qn__allowance *allowance, size_t needed, qn_error *error);

/* QN_TOO_LARGE, with the memory that suffices: `needed` bytes for reading; 0: not known. */
qn_status qn__refuse_to_read(const qn__allowance *allowance, size_t needed, qn_error *error);

#endif
