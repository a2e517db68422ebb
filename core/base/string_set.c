/* SPDX-License-Identifier: MIT */
/* string_set.c: open addressing with linear probing, at most half full. */
#include "base/string_set.h"

#include "base/memory.h"

#include <string.h>

enum { FIRST_SLOTS = 256 };

void qn__string_set_init(qn__string_set *set) {
  *set = (qn__string_set){.n = 0};
  qn__arena_init(&set->arena);
}

void qn__string_set_clear(qn__string_set *set) {
  qn__arena_clear(&set->arena);
  qn__buffer_clear(&set->entries);
  qn__free(set->slots);
  qn__string_set_init(set);
}

/* Where a string is, or the free slot where it would go. */
static uint64_t *find_string_slot(const qn__string_set *set, uint64_t hash, uint32_t tag, const char *data,
                                  size_t size) {
  for (size_t i = (size_t)hash & (set->n_slots - 1);; i = (i + 1) & (set->n_slots - 1)) {
    uint64_t *slot = &set->slots[i];
    if (*slot == 0)
      return slot;
    if (*slot >> 32 != hash >> 32)
      continue;
    const qn__string_entry *entry = qn__string_set_get(set, (uint32_t)*slot - 1);
    if (entry->size == size && entry->tag == tag && memcmp(entry->data, data, size) == 0)
      return slot;
  }
}

static uint64_t slot_of(uint64_t hash, uint32_t i) {
  return (hash >> 32) << 32 | (i + 1);
}

static bool grow_slots(qn__string_set *set) {
  size_t n_slots = set->n_slots == 0 ? FIRST_SLOTS : set->n_slots * 2;
  uint64_t *slots = qn__calloc(n_slots, sizeof *slots);
  if (slots == NULL)
    return false;
  for (uint32_t i = 0; i < set->n; i++) {
    const qn__string_entry *entry = qn__string_set_get(set, i);
    uint64_t hash = qn__string_set_hash(entry->tag, entry->data, entry->size);
    size_t at = (size_t)hash & (n_slots - 1);
    while (slots[at] != 0)
      at = (at + 1) & (n_slots - 1);
    slots[at] = slot_of(hash, i);
  }
  qn__free(set->slots);
  set->slots = slots;
  set->n_slots = n_slots;
  return true;
}

qn__string_entry *qn__string_set_find(const qn__string_set *set, uint32_t tag, const char *data, size_t size) {
  if (set->n_slots == 0)
    return NULL;
  const uint64_t *slot = find_string_slot(set, qn__string_set_hash(tag, data, size), tag, data, size);
  return *slot != 0 ? qn__string_set_get(set, (uint32_t)*slot - 1) : NULL;
}

qn__string_entry *qn__string_set_add(qn__string_set *set, uint32_t tag, const char *data, size_t size) {
  return qn__string_set_add_hashed(set, qn__string_set_hash(tag, data, size), tag, data, size);
}

qn__string_entry *qn__string_set_add_hashed(qn__string_set *set, uint64_t hash, uint32_t tag, const char *data,
                                            size_t size) {
  if (set->failed || (set->n >= set->n_slots / 2 && !grow_slots(set))) {
    set->failed = true;
    return NULL;
  }
  uint64_t *slot = find_string_slot(set, hash, tag, data, size);
  if (*slot != 0)
    return qn__string_set_get(set, (uint32_t)*slot - 1);
  qn__string_entry entry = {.data = qn__arena_copy(&set->arena, data, size), .size = (uint32_t)size, .tag = tag};
  if (entry.data != NULL)
    qn__buffer_bytes(&set->entries, &entry, sizeof entry);
  if (entry.data == NULL || set->entries.failed) {
    set->failed = true;
    return NULL;
  }
  *slot = slot_of(hash, set->n);
  return qn__string_set_get(set, set->n++);
}
