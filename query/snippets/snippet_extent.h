/* SPDX-License-Identifier: MIT */
/* snippet_extent.h: where does a snippet begin and end in its passage? */
#ifndef QN_QUERY_SNIPPETS_SNIPPET_EXTENT_H
#define QN_QUERY_SNIPPETS_SNIPPET_EXTENT_H

#include "snippets/best_spans.h"
#include "store/store.h"

/* Words numbered from `first` on, in the order of the text they were scanned in. */
typedef struct qn__word_run {
  const qn__word *words;
  uint32_t first;
  size_t n_words;
} qn__word_run;

static inline uint32_t qn__word_end(const qn__word *word) {
  return word->offset + word->size;
}

/* What a snippet is cut for. */
typedef struct qn__cut {
  const qn__passage *passage;
  const qn__match *matches; /* of the text */
  size_t n_matches;
  uint32_t base;     /* position of the text's first word */
  qn__span span;     /* positions to show */
  bool has_span;     /* false: nothing was found in the text, its beginning is shown */
  size_t min_offset; /* in the text: what lies before is shown already */
  size_t max_size;   /* bytes */
} qn__cut;

/* The bytes of the passage to show; none if the span is shown already. */
qn_range qn__choose_extent(const qn__cut *cut, const qn__word_run *run);

#endif
