/* SPDX-License-Identifier: MIT */
/* term_ends_write.c: sorts terms by their last letters.  Partner: term_ends_read.c.
 * Bytes: index-data/FORMAT.md, "Term ends". */
#include "dictionary/term_ends.h"

typedef struct entry {
  uint64_t key; /* qn__term_end_key */
  uint64_t ordinal;
} entry;

void qn__term_ends_init(qn__term_ends_writer *writer) {
  qn__buffer_init(&writer->entries);
}

void qn__term_ends_add(qn__term_ends_writer *writer, const void *term, size_t size, uint64_t ordinal) {
  const entry added = {qn__term_end_key(term, size), ordinal};
  if (added.key != 0)
    qn__buffer_bytes(&writer->entries, &added, sizeof added);
}

bool qn__term_ends_none(const qn__term_ends_writer *writer) {
  return writer->entries.size == 0 && !writer->entries.failed;
}

/* Sorts by `bits` bits of the keys from `shift` on; what is equal there keeps its order. */
static void sort_by_bits(const entry *from, entry *to, size_t n, unsigned shift, unsigned bits) {
  size_t starts[1 << 11] = {0};
  const uint64_t mask = (UINT64_C(1) << bits) - 1;
  size_t sum = 0;
  for (size_t i = 0; i < n; i++)
    starts[from[i].key >> shift & mask]++;
  for (size_t i = 0; i <= mask; i++) {
    size_t count = starts[i];
    starts[i] = sum;
    sum += count;
  }
  for (size_t i = 0; i < n; i++)
    to[starts[from[i].key >> shift & mask]++] = from[i];
}

/* Sorts by the keys, which have 61 bits, and then the order in which they came; `scratch` has room for n. */
static entry *sort_entries(entry *entries, entry *scratch, size_t n) {
  enum { DIGIT = 11, KEY_BITS = 61 };
  for (unsigned shift = 0; shift < KEY_BITS; shift += DIGIT) {
    sort_by_bits(entries, scratch, n, shift, DIGIT);
    entry *sorted = scratch;
    scratch = entries;
    entries = sorted;
  }
  return entries;
}

void qn__term_ends_end(qn__term_ends_writer *writer, qn__output *output) {
  const size_t n = writer->entries.size / sizeof(entry);
  entry *scratch = QN__RESERVE(entry, &writer->entries, n);
  if (writer->entries.failed || scratch == NULL || n > UINT32_MAX) {
    qn__output_fail_memory(output);
    qn__buffer_clear(&writer->entries);
    return;
  }
  const entry *sorted = sort_entries(QN__ARRAY(entry, &writer->entries), scratch, n);
  uint64_t highest = 0;
  for (size_t i = 0; i < n; i++)
    highest = sorted[i].ordinal > highest ? sorted[i].ordinal : highest;
  qn__packed_writer packed;
  qn__packed_begin(&packed, output, highest);
  for (size_t i = 0; i < n; i++)
    qn__packed_add(&packed, sorted[i].ordinal);
  qn__packed_end(&packed);
  uint8_t trailer[5];
  qn__store_u32(trailer, (uint32_t)n);
  trailer[4] = (uint8_t)packed.bits;
  qn__output_bytes(output, trailer, sizeof trailer);
  qn__buffer_clear(&writer->entries);
}
