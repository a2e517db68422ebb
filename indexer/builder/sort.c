/* SPDX-License-Identifier: MIT */
/* sort.c: a radix sort of the prefixes, a byte at a time from the last; then strings of the same prefix are
 * compared. */
#include "builder/sort.h"

#include "builder/heap.h"

#include <stdlib.h>

uint64_t qn__sort_prefix(uint8_t tag, const uint8_t *bytes, size_t size) {
  return (uint64_t)tag << 56 | qn__key_prefix(bytes, size) >> 8;
}

static int compare_entries(const void *a, const void *b) {
  const qn__sort_entry *first = a, *second = b;
  if (first->prefix != second->prefix)
    return first->prefix < second->prefix ? -1 : 1;
  return qn__compare_bytes(first->bytes, first->size, second->bytes, second->size);
}

/* Moves entries from one array to the other in order of byte `digit`; equal ones keep their order.  If all are equal,
 * returns 0 and moves nothing. */
static int sort_by_digit(const qn__sort_entry *from, qn__sort_entry *to, size_t n, unsigned digit) {
  size_t starts[256] = {0}, sum = 0;
  for (size_t i = 0; i < n; i++)
    starts[from[i].prefix >> digit * 8 & 0xff]++;
  if (starts[from[0].prefix >> digit * 8 & 0xff] == n)
    return 0;
  for (unsigned value = 0; value < 256; value++) {
    size_t count = starts[value];
    starts[value] = sum;
    sum += count;
  }
  for (size_t i = 0; i < n; i++)
    to[starts[from[i].prefix >> digit * 8 & 0xff]++] = from[i];
  return 1;
}

void qn__sort(qn__sort_entry *entries, qn__sort_entry *scratch, size_t n) {
  enum { FEW = 256 }; /* fewer are sorted without counting bytes */
  if (n < FEW) {
    if (n > 1)
      qsort(entries, n, sizeof *entries, compare_entries);
    return;
  }
  qn__sort_entry *from = entries, *to = scratch;
  for (unsigned digit = 0; digit < 8; digit++)
    if (sort_by_digit(from, to, n, digit)) {
      qn__sort_entry *swap = from;
      from = to;
      to = swap;
    }
  if (from != entries)
    memcpy(entries, from, n * sizeof *entries);
  for (size_t i = 0, end; i < n; i = end) {
    for (end = i + 1; end < n && entries[end].prefix == entries[i].prefix;)
      end++;
    if (end - i > 1)
      qsort(entries + i, end - i, sizeof *entries, compare_entries);
  }
}
