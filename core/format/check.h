/* SPDX-License-Identifier: MIT */
/* check.h: what the parts of a segment's check share.  segment_check.c begins it; check_words.c looks at terms,
 * postings and positions, check_articles.c at everything that is told of articles. */
#ifndef QN_CHECK_H
#define QN_CHECK_H

#include "format/segment.h"

typedef struct qn__check {
  const qn__segment *segment;
  void (*report)(void *context, const char *problem);
  void *context;
  qn_error *error;  /* of the first problem; may be NULL */
  qn_status status; /* QN_DAMAGED after a problem; any other failure ends the check */
  uint32_t *lengths;
  uint32_t *text_ends; /* of each article: the position behind its last word's */
} qn__check;

/* Tells that something is wrong, behind the file's name. */
void qn__check_problem(qn__check *check, const char *format, ...) QN_PRINTF(2, 3);

/* Takes note of a reading's outcome; true if it was good. */
bool qn__check_passed(qn__check *check, qn_status status, const qn_error *problem);

/* True if the check cannot go on. */
static inline bool qn__check_over(const qn__check *check) {
  return check->status != QN_OK && check->status != QN_DAMAGED;
}

/* Checks that the current key of a walk is above the one before, which `last` keeps, and is found where it is. */
void qn__check_key(qn__check *check, const qn__keys_cursor *cursor, qn__buffer *last, const char *what);

void qn__check_words(qn__check *check);
void qn__check_articles(qn__check *check);

#endif
