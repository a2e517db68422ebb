/* SPDX-License-Identifier: MIT */
/* word_run.h: words of a text, side by side. */
#ifndef QN_QUERY_SNIPPETS_WORD_RUN_H
#define QN_QUERY_SNIPPETS_WORD_RUN_H

#include "text/words.h"

/* Words numbered from `first` on, in the order of the text they were scanned in. */
typedef struct qn__word_run {
  const qn__word *words;
  uint32_t first;
  size_t n_words;
} qn__word_run;

static inline uint32_t qn__word_end(const qn__word *word) {
  return word->offset + word->size;
}

#endif
