/* SPDX-License-Identifier: MIT */
/* string_set.h: distinct byte strings, numbered from 0 as they come.  Strings of different tags are different. */
#ifndef QN_CORE_BASE_STRING_SET_H
#define QN_CORE_BASE_STRING_SET_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/hash.h"

typedef struct qn__string_entry {
  const char *data; /* in the set's arena */
  uint32_t size;
  uint32_t tag;
  uint64_t number; /* the owner's; 0 at first */
} qn__string_entry;

typedef struct qn__string_set {
  qn__arena arena;
  qn__buffer entries; /* qn__string_entry[n] */
  uint64_t *slots;    /* open addressing: upper half of the hash, then the entry's number + 1; 0: free */
  size_t n_slots;     /* a power of two, or 0 */
  uint32_t n;
  bool failed; /* out of memory; sticky */
} qn__string_set;

void qn__string_set_init(qn__string_set *set);
void qn__string_set_clear(qn__string_set *set);

/* The entry of a string, which is added if it is new, or NULL.  Entries move when one is added. */
qn__string_entry *qn__string_set_add(qn__string_set *set, uint32_t tag, const char *data, size_t size);

/* The same of a string whose hash is known. */
qn__string_entry *qn__string_set_add_hashed(qn__string_set *set, uint64_t hash, uint32_t tag, const char *data,
                                            size_t size);

/* The entry of a string; NULL: the set does not have it. */
qn__string_entry *qn__string_set_find(const qn__string_set *set, uint32_t tag, const char *data, size_t size);

/* The i-th entry. */
static inline qn__string_entry *qn__string_set_get(const qn__string_set *set, uint32_t i) {
  return QN__ARRAY(qn__string_entry, &set->entries) + i;
}

QN_ALWAYS_INLINE uint64_t qn__string_set_hash(uint32_t tag, const char *data, size_t size) {
  return qn__hash(data, size, tag);
}

#endif
