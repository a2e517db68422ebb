/* SPDX-License-Identifier: MIT */
/* match_phrase.h: where do words stand side by side in an article?  Shared by the phrase's matcher and by the
 * conjunction engine, which looks at the phrases of a whole block of articles. */
#ifndef QN_QUERY_MATCH_MATCH_PHRASE_H
#define QN_QUERY_MATCH_MATCH_PHRASE_H

#include "match/posting_positions.h"

/* A word of a phrase, in an article that has it. */
typedef struct qn__phrase_word {
  qn__word_place at;
  uint32_t offset; /* in the phrase */
} qn__phrase_word;

/* Where a phrase begins. */
typedef struct qn__phrase_starts {
  uint32_t *starts; /* n ascending positions */
  uint32_t n, capacity;
  qn__arena *arena;
} qn__phrase_starts;

/* Finds where a phrase of n words begins; nowhere as soon as it is fewer than `least` times.  Puts the words in order
 * of their frequency, in which they are read. */
qn_status qn__find_phrase(qn__phrase_word *words, uint32_t n, uint32_t least, qn__phrase_starts *out, qn_error *error);

#endif
