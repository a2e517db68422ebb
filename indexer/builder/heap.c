/* SPDX-License-Identifier: MIT */
/* heap.c: a binary heap of keys. */
#include "builder/heap.h"

#include "base/memory.h"

qn_status qn__heap_init(qn__heap *heap, size_t n_sources, qn_error *error) {
  heap->n = 0;
  heap->entries = qn__malloc(n_sources * sizeof *heap->entries);
  return heap->entries == NULL ? qn__fail_memory(error) : QN_OK;
}

void qn__heap_clear(qn__heap *heap) {
  qn__free(heap->entries);
  *heap = (qn__heap){NULL, 0};
}

uint64_t qn__key_prefix(const uint8_t *key, size_t size) {
  if (size >= 8)
    return qn__load_u64_be(key);
  uint8_t bytes[8] = {0};
  if (size > 0)
    memcpy(bytes, key, size);
  return qn__load_u64_be(bytes);
}

static bool is_before(const qn__heap_entry *a, const qn__heap_entry *b) {
  if (a->prefix != b->prefix)
    return a->prefix < b->prefix;
  int order = qn__compare_bytes(a->key, a->size, b->key, b->size);
  return order != 0 ? order < 0 : a->source < b->source;
}

static qn__heap_entry entry_of(const uint8_t *key, size_t size, uint32_t source) {
  return (qn__heap_entry){qn__key_prefix(key, size), key, (uint32_t)size, source};
}

void qn__heap_push(qn__heap *heap, const uint8_t *key, size_t size, uint32_t source) {
  qn__heap_entry entry = entry_of(key, size, source);
  size_t at = heap->n++;
  for (; at > 0 && is_before(&entry, &heap->entries[(at - 1) / 2]); at = (at - 1) / 2)
    heap->entries[at] = heap->entries[(at - 1) / 2];
  heap->entries[at] = entry;
}

static void sift_entry(qn__heap *heap, qn__heap_entry entry) {
  size_t at = 0;
  for (size_t child; (child = 2 * at + 1) < heap->n; at = child) {
    if (child + 1 < heap->n && is_before(&heap->entries[child + 1], &heap->entries[child]))
      child++;
    if (!is_before(&heap->entries[child], &entry))
      break;
    heap->entries[at] = heap->entries[child];
  }
  heap->entries[at] = entry;
}

void qn__heap_replace(qn__heap *heap, const uint8_t *key, size_t size) {
  sift_entry(heap, entry_of(key, size, heap->entries[0].source));
}

void qn__heap_pop(qn__heap *heap) {
  if (--heap->n > 0)
    sift_entry(heap, heap->entries[heap->n]);
}
