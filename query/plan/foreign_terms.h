/* SPDX-License-Identifier: MIT */
/* foreign_terms.h: which term does a word have in a segment that other versions of Unicode or of the stemmers made?
 * Such a segment is foreign.  Its forms say it: a form is a word as it is written, which no version changes, and a
 * segment knows the term of each of its forms. */
#ifndef QN_QUERY_PLAN_FOREIGN_TERMS_H
#define QN_QUERY_PLAN_FOREIGN_TERMS_H

#include "plan/plan.h"
#include "text/spellings.h"

/* A form with its language tag byte, and the term that this reader makes of it. */
typedef struct qn__own_term {
  const char *form;
  size_t form_size;
  const char *term;
  size_t term_size;
} qn__own_term;

/* The term of the word in segment `number` of the index.  Of a foreign segment that does not have the form it is that
 * of another foreign segment, best one of the same versions; where none has the form, and in any other segment, it is
 * the reader's own. */
qn_status qn__term_in_segment(qn__spelling *out, const qn_index *index, size_t number, const qn__own_term *word,
                              qn_error *error);

/* The terms of the word in all segments, in the arena. */
qn_status qn__terms_in_segments(const qn__segment_term **out, const qn_index *index, const qn__own_term *word,
                                qn__arena *arena, qn_error *error);

/* In how many articles of the foreign segments the word is. */
qn_status qn__foreign_doc_freq(uint64_t *doc_freq, const qn_index *index, const qn__own_term *word, qn_error *error);

#endif
