/* SPDX-License-Identifier: MIT */
/* variants_write.c: terms, each with those that are its variants, and a filter of them.  Partner: variants_read.c.
 * Bytes: index-data/FORMAT.md, "Variants". */
#include "dictionary/variants.h"

#include <stdlib.h>

#include "base/memory.h"

void qn__variants_begin(qn__variants_writer *writer, qn__output *output) {
  *writer = (qn__variants_writer){.key.failed = false};
  qn__keys_begin(&writer->keys, output);
}

static int compare_variants(const void *a, const void *b) {
  const qn__variant *first = a, *second = b;
  return (first->term > second->term) - (first->term < second->term);
}

/* Adds up the variants of one term; returns how many are left. */
static size_t unite(qn__variant *variants, size_t n) {
  size_t kept = 0;
  qsort(variants, n, sizeof *variants, compare_variants);
  for (size_t i = 0; i < n; i++) {
    if (kept > 0 && variants[kept - 1].term == variants[i].term)
      variants[kept - 1].doc_freq += variants[i].doc_freq;
    else
      variants[kept++] = variants[i];
  }
  return kept;
}

static void end_key(qn__variants_writer *writer) {
  qn__buffer *value = &writer->value;
  if (writer->key.size == 0)
    return;
  qn__variant *variants = QN__ARRAY(qn__variant, &writer->variants);
  size_t n = unite(variants, writer->variants.size / sizeof *variants);
  uint64_t next_term = 0;
  qn__buffer_reset(value);
  qn__buffer_varint(value, n);
  for (size_t i = 0; i < n; i++) {
    qn__buffer_varint(value, variants[i].term - next_term);
    qn__buffer_varint(value, variants[i].doc_freq);
    next_term = variants[i].term + 1;
  }
  qn__keys_add(&writer->keys, writer->key.data, writer->key.size, value->data, value->size);
  const uint32_t hash = qn__filter_hash(writer->key.data, writer->key.size);
  qn__buffer_bytes(&writer->hashes, &hash, sizeof hash);
  qn__buffer_reset(&writer->key);
  qn__buffer_reset(&writer->variants);
}

void qn__variants_add(qn__variants_writer *writer, const void *key, size_t size, qn__variant variant) {
  if (writer->key.size != size || memcmp(writer->key.data, key, size) != 0) {
    end_key(writer);
    qn__buffer_bytes(&writer->key, key, size);
  }
  qn__buffer_bytes(&writer->variants, &variant, sizeof variant);
}

/* Puts the filter after the keys. */
static void put_filter(qn__variants_writer *writer) {
  const uint32_t *hashes = QN__ARRAY(uint32_t, &writer->hashes);
  const size_t n = writer->hashes.size / sizeof *hashes;
  uint8_t bits = QN__FILTER_BITS_MIN;
  while (bits < QN__FILTER_BITS_MAX && UINT64_C(1) << bits < (uint64_t)n * 8)
    bits++;
  const size_t size = (size_t)(UINT64_C(1) << bits) / 8;
  uint8_t *filter = qn__calloc(size, 1);
  if (filter == NULL) {
    qn__output_fail_memory(writer->keys.output);
    return;
  }
  for (size_t i = 0; i < n; i++) {
    const uint64_t bit = hashes[i] & ((UINT64_C(1) << bits) - 1);
    filter[bit / 8] |= (uint8_t)(1U << bit % 8);
  }
  qn__output_bytes(writer->keys.output, filter, size);
  qn__output_bytes(writer->keys.output, &bits, 1);
  qn__free(filter);
}

void qn__variants_end(qn__variants_writer *writer) {
  qn__buffer *const buffers[] = {&writer->key, &writer->variants, &writer->value, &writer->hashes};
  bool failed = false;
  for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++)
    failed |= buffers[i]->failed;
  if (!failed)
    end_key(writer);
  failed |= writer->value.failed || writer->hashes.failed;
  if (failed)
    qn__output_fail_memory(writer->keys.output);
  qn__keys_end(&writer->keys);
  if (!failed)
    put_filter(writer);
  for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++)
    qn__buffer_clear(buffers[i]);
}
