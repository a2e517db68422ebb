/* SPDX-License-Identifier: MIT */
/* reference_term_ends.c: reads which terms end alike, as FORMAT.md has it. */
#include "reference/reference_parts.h"

#include <string.h>

enum { SORTED_BYTES = 11 };

/* Whether a term belongs there. */
static bool is_kept(reference_bytes term) {
  bool kept = memchr("\6\7\11\13\16\24\32", term.data[0], 7) != NULL && term.size >= 7;
  for (size_t i = 1; i < term.size && kept; i++)
    kept = term.data[i] >= 'a' && term.data[i] <= 'z';
  return kept;
}

/* Byte `i` of a term, counted from its end; 0 before its first. */
static int from_end(reference_bytes term, size_t i) {
  return i + 1 < term.size ? term.data[term.size - 1 - i] : 0;
}

static int compare_ends(reference_bytes a, reference_bytes b) {
  int order = a.data[0] - b.data[0];
  for (size_t i = 0; i < SORTED_BYTES && order == 0; i++)
    order = from_end(a, i) - from_end(b, i);
  return order;
}

void reference_read_term_ends(reference_index *index, reference_segment *segment, reference_bytes term_ends) {
  uint64_t n_kept = 0;
  for (uint64_t i = 0; i < segment->n_terms; i++)
    n_kept += is_kept(segment->terms[i].term);
  reference_require((term_ends.size == 0) == (n_kept == 0), "the term ends are absent, or for nothing");
  if (n_kept == 0)
    return;
  reference_cursor trailer = reference_from(term_ends, term_ends.size - 5, 5);
  uint64_t n = reference_number(&trailer, 4);
  unsigned bits = (unsigned)reference_number(&trailer, 1);
  reference_cursor array = reference_from(term_ends, 0, term_ends.size - 5);
  const uint8_t *packed = reference_take_packed(&array, n, bits);
  reference_require(n == n_kept && reference_left(&array) == 0, "some terms are missing from the term ends");
  segment->n_term_ends = n;
  segment->term_ends = reference_alloc(index, (size_t)n * sizeof *segment->term_ends);
  for (uint64_t i = 0; i < n; i++) {
    uint64_t term = segment->term_ends[i] = reference_packed(packed, i, bits);
    reference_require(term < segment->n_terms && is_kept(segment->terms[term].term), "a term end has no term");
    int order = i == 0 ? -1 : compare_ends(segment->terms[segment->term_ends[i - 1]].term, segment->terms[term].term);
    reference_require(order < 0 || (order == 0 && segment->term_ends[i - 1] < term), "term ends are out of order");
  }
}
