/* SPDX-License-Identifier: MIT */
/* snippet_cut.h: from a decoded passage to the snippet a person reads: where it begins and ends, what is marked, how it
 * looks. Knows no index. */
#ifndef QN_QUERY_SNIPPETS_SNIPPET_CUT_H
#define QN_QUERY_SNIPPETS_SNIPPET_CUT_H

#include "match/hit_positions.h"
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

/* The first match at or after a position; n_matches if there is none. */
size_t qn__first_match(const qn__match *matches, size_t n_matches, uint32_t position);

/* Byte ranges of the matches that begin among the words, ascending, those that touch as one.  Word 0 is at position
 * `base`.  `ranges` has room for one for each match; returns how many there are. */
size_t qn__mark_matches(const qn__word_run *run, const qn__match *matches, size_t n_matches, uint32_t base,
                        qn_range *ranges);

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

/* Cuts a snippet; *text_end is where it ends in the text.  Its strings are the arena's.  An empty one: there is nothing
 * left to show. */
qn_status qn__cut_snippet(qn__arena *arena, const qn__cut *cut, qn_snippet *snippet, size_t *text_end, qn_error *error);

#endif
