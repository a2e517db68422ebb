/* SPDX-License-Identifier: MIT */
/* word_reader.h: one word of a plan in one segment, for all matchers that need it: which articles of a window have it,
 * as bits; and in one article, how often and where? */
#ifndef QN_QUERY_MATCH_WORD_READER_H
#define QN_QUERY_MATCH_WORD_READER_H

#include "match/expanded_lists.h"
#include "match/scored_list.h"

typedef struct qn__word_reader {
  const qn__word_lists *lists;
  const qn__scoring *scoring;
  qn__arena *arena;
  qn__expanded_lists *expanded; /* of an expanded word: these do all the work; else NULL */

  /* windows */
  uint64_t *bits; /* of the articles in `window`; NULL: no window was filled yet */
  qn__window window;
  qn__scored_list *walks; /* one a list: they mark the bits, window by window */

  /* single articles */
  qn__scored_list *scored_lists; /* one a list, of which an article is in one at most; NULL: none looked up yet */
  qn__occurrence_reader *readers;
  uint32_t doc;           /* looked up last */
  qn__scored_list *found; /* the list that has it, or NULL */
  int index;              /* of its posting in found->block */
} qn__word_reader;

/* Memory is taken from the arena when it is first needed. */
qn_status qn__word_reader_init(qn__word_reader *word, const qn__plan_word *plan_word, size_t segment,
                               const qn__scoring *scoring, qn__arena *arena, qn_error *error);

/* The bits of the articles in a window that have the word.  Windows ascend; one may be asked for many times. */
qn_status qn__word_fill(qn__word_reader *word, const qn__window *window, const uint64_t **bits, qn_error *error);

/* The highest saturation of the word in any article, in 255ths; 255 if nothing is known. */
uint8_t qn__word_max_saturation(const qn__word_reader *word);

/* How often an article has the word, in any form; 0: not at all.  Articles in ascending order are found fastest. */
qn_status qn__word_freq(qn__word_reader *word, uint32_t doc, uint32_t *freq, qn_error *error);

/* Where an article has the word: at a place that counts no occurrences, and is not to be read, if it does not.  The
 * place of an exact word counts occurrences in any form; reading it gives those in its own. */
qn_status qn__word_find(qn__word_reader *word, uint32_t doc, qn__word_place *out, qn_error *error);

/* The same of n ascending articles of a word that is not expanded. */
qn_status qn__word_find_each(qn__word_reader *word, const uint32_t *docs, uint32_t n, qn__word_place *out,
                             qn_error *error);

#endif
