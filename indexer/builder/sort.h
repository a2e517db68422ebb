/* SPDX-License-Identifier: MIT */
/* sort.h: sorts many short strings, each with a language tag byte: by the tag, then by their bytes. */
#ifndef QN_INDEXER_BUILDER_SORT_H
#define QN_INDEXER_BUILDER_SORT_H

#include <stddef.h>
#include <stdint.h>

typedef struct qn__sort_entry {
  uint64_t prefix; /* see qn__sort_prefix */
  const uint8_t *bytes;
  uint32_t size;
  uint32_t number; /* the caller's */
} qn__sort_entry;

/* The tag and the first seven bytes, as a number that orders as they do. */
uint64_t qn__sort_prefix(uint8_t tag, const uint8_t *bytes, size_t size);

/* Sorts; `scratch` has room for n entries. */
void qn__sort(qn__sort_entry *entries, qn__sort_entry *scratch, size_t n);

#endif
