/* SPDX-License-Identifier: MIT */
/* word_lookup.h: a word of a plan looked up in one article after another: has it the word, how often, where? */
#ifndef QN_QUERY_MATCH_WORD_LOOKUP_H
#define QN_QUERY_MATCH_WORD_LOOKUP_H

#include "match/posting_positions.h"
#include "match/scored_list.h"

typedef struct qn__lookup {
  qn__scored_list *scored_lists; /* one a list, of which an article is in one at most; n_lists of them */
  qn__occurrence_reader *readers;
  uint32_t n_lists;
  uint32_t doc;           /* looked up last; QN__NO_DOC: none yet */
  qn__scored_list *found; /* the list that has it, or NULL */
  int index;              /* of its posting in found->block */
} qn__lookup;

qn_status qn__lookup_init(qn__lookup *lookup, const qn__word_lists *lists, const qn__scoring *scoring, qn__arena *arena,
                          qn_error *error);

/* Finds the posting of an article; articles ascend. */
qn_status qn__lookup_find(qn__lookup *lookup, uint32_t doc, qn_error *error);

/* The frequency in the article found; 0 if no list has it. */
qn_status qn__lookup_freq(qn__lookup *lookup, uint32_t *freq, qn_error *error);

/* Where the word is in the article found; at a place of no occurrences, which is not to be read, if no list has it. */
qn_status qn__lookup_place(qn__lookup *lookup, qn__phrase_word *out, qn_error *error);

#endif
