/* SPDX-License-Identifier: MIT */
/* snippet_extent.h: where does a snippet begin and end in its passage? */
#ifndef QN_QUERY_SNIPPETS_SNIPPET_EXTENT_H
#define QN_QUERY_SNIPPETS_SNIPPET_EXTENT_H

#include "snippets/best_spans.h"
#include "snippets/leaf_weights.h"
#include "snippets/match_places.h"
#include "store/store.h"

enum { QN__WHOLE_PERCENT = 136 }; /* what matches are worth in whole sentences, of what they are worth elsewhere */

/* What a snippet is cut for. */
typedef struct qn__cut {
  const qn__passage *passage;
  const qn__match *matches; /* of the text */
  size_t n_matches;
  qn__leaf_weights leaves;
  qn__place_finder *finder; /* NULL: every match is its words */
  qn__place_list places;    /* that it found among the words at hand */
  uint32_t base;            /* position of the text's first word */
  qn__span span;            /* positions to show */
  bool has_span;            /* false: nothing was found in the text, its beginning is shown */
  size_t min_offset;        /* in the text: what lies before is shown already */
  size_t max_chars;
  int64_t worth;    /* of what was chosen */
  bool keeps_lines; /* of code and the like */
} qn__cut;

/* The bytes of match i, which begins among the words: those from `first` to `last`, as a rule. */
static inline qn_range qn__match_bytes(const qn__cut *cut, const qn__word_run *run, size_t i, size_t first,
                                       size_t last) {
  if (cut->places.ranges != NULL)
    return cut->places.ranges[i - cut->places.first];
  return (qn_range){run->words[first].offset, qn__word_end(&run->words[last])};
}

/* The bytes of the passage to show; none if the span is shown already. */
qn_status qn__choose_extent(qn__arena *arena, qn__cut *cut, const qn__word_run *run, qn_range *extent, qn_error *error);

#endif
