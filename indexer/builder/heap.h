/* SPDX-License-Identifier: MIT */
/* heap.h: many sorted sources of byte strings as one.  The smallest key stands on top; of equal keys the one from the
 * source with the lowest number, so that articles keep their order. */
#ifndef QN_INDEXER_BUILDER_HEAP_H
#define QN_INDEXER_BUILDER_HEAP_H

#include "base/bytes.h"
#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct qn__heap_entry {
  uint64_t prefix; /* the key's first 8 bytes as a number: prefixes compare as the keys do */
  const uint8_t *key;
  uint32_t size;
  uint32_t source;
} qn__heap_entry;

typedef struct qn__heap {
  qn__heap_entry *entries; /* the top first */
  size_t n;
} qn__heap;

qn_status qn__heap_init(qn__heap *heap, size_t n_sources, qn_error *error);
void qn__heap_clear(qn__heap *heap);

void qn__heap_push(qn__heap *heap, const uint8_t *key, size_t size, uint32_t source);

/* The top's source has moved on to this key. */
void qn__heap_replace(qn__heap *heap, const uint8_t *key, size_t size);

/* The top's source is at its end. */
void qn__heap_pop(qn__heap *heap);

/* The first 8 bytes of a key, zeros where it is shorter. */
uint64_t qn__key_prefix(const uint8_t *key, size_t size);

#endif
