/* SPDX-License-Identifier: MIT */
/* check.h: what the parts of a segment's check share.  segment_check.c begins it; check_terms.c looks at terms,
 * postings and positions, and has check_forms.c look at forms; check_variants.c looks at variants, check_term_ends.c at
 * terms by their ends, check_articles.c at everything that is stored about articles. */
#ifndef QN_CORE_SEGMENT_CHECK_H
#define QN_CORE_SEGMENT_CHECK_H

#include "postings/exact_forms.h"
#include "segment/segment.h"

typedef struct qn__check {
  const qn__segment *segment;
  void (*report)(void *context, const char *problem);
  void *context;
  qn_error *error;  /* of the first problem; may be NULL */
  qn_status status; /* QN_DAMAGED after a problem; any other failure ends the check */
  uint32_t *lengths;
  uint32_t *text_ends; /* of each article: the position after its last word's */
} qn__check;

/* Reports that something is wrong; the message begins with the file's name. */
void qn__check_problem(qn__check *check, const char *format, ...) QN_PRINTF(2, 3);

/* Records the outcome of a read; true if it was good. */
bool qn__check_passed(qn__check *check, qn_status status, const qn_error *problem);

/* True if the check cannot go on. */
static inline bool qn__check_over(const qn__check *check) {
  return check->status != QN_OK && check->status != QN_DAMAGED;
}

/* Checks that the current key of a walk is above the one before, which `last` keeps, and is found where it is. */
void qn__check_key(qn__check *check, const qn__keys_cursor *cursor, qn__buffer *last, const char *what);

/* --- check_forms.c --- */

/* The articles that each form of each term is in, as the occurrences say. */
typedef struct qn__check_forms {
  qn__check *check;
  qn__buffer starts;    /* uint64_t of each term: where its counts begin */
  qn__buffer doc_freqs; /* uint32_t of each form: the terms' one after another, by rank */

  /* of the current term */
  qn__exact_forms list;
  qn__exact_cursor cursor;
  uint32_t posting;         /* their number so far */
  qn__buffer last_postings; /* uint32_t of each form: the last one that has it */
} qn__check_forms;

void qn__check_forms_begin(qn__check_forms *forms, qn__check *check);
void qn__check_forms_clear(qn__check_forms *forms);

/* The next term; then each of its blocks.  False if it cannot be read. */
bool qn__check_forms_term(qn__check_forms *forms, const qn__term_info *info);
bool qn__check_forms_block(qn__check_forms *forms, uint32_t block, unsigned n, const uint32_t *freqs);

/* Compares with the words as written. */
void qn__check_forms_end(qn__check_forms *forms);

void qn__check_terms(qn__check *check);
void qn__check_variants(qn__check *check);
void qn__check_term_ends(qn__check *check);
void qn__check_articles(qn__check *check);

#endif
