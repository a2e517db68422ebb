/* SPDX-License-Identifier: MIT */
/* index_versions.c: which versions of Unicode and of the stemmers made the segments of an index. */
#include "plan/index.h"

#include <stdio.h>

static const qn__segment_meta *meta_of(const qn_index *index, size_t i) {
  return &index->segments[i].segment->meta;
}

/* Whether a segment before number `i` has its fingerprint. */
static bool was_visited(const qn_index *index, size_t i) {
  bool found = false;
  for (size_t before = 0; before < i && !found; before++)
    found = meta_of(index, before)->fingerprint == meta_of(index, i)->fingerprint &&
            index->segments[before].segment->is_foreign == index->segments[i].segment->is_foreign;
  return found;
}

/* Adds up the segments from number `i` on that have its fingerprint. */
static void add_up(const qn_index *index, size_t i, qn_index_version *out) {
  for (size_t other = i; other < index->n_segments; other++)
    if (meta_of(index, other)->fingerprint == meta_of(index, i)->fingerprint &&
        index->segments[other].segment->is_foreign == out->is_foreign) {
      out->n_segments++;
      out->n_articles += meta_of(index, other)->n_docs;
    }
}

void qn_index_each_version(const qn_index *index, void (*visit)(void *context, const qn_index_version *version),
                           void *context) {
  for (size_t i = 0; i < index->n_segments; i++) {
    char fingerprint[9];
    qn_index_version version = {.fingerprint = fingerprint, .is_foreign = index->segments[i].segment->is_foreign};
    if (was_visited(index, i))
      continue;
    snprintf(fingerprint, sizeof fingerprint, "%08x", (unsigned)meta_of(index, i)->fingerprint);
    add_up(index, i, &version);
    visit(context, &version);
  }
}
