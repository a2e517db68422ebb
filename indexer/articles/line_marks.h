/* SPDX-License-Identifier: MIT */
/* line_marks.h: on which lines of a source are the bytes of what was made of it?  Marks ascend, and are asked for in
 * the same order. */
#ifndef QN_INDEXER_ARTICLES_LINE_MARKS_H
#define QN_INDEXER_ARTICLES_LINE_MARKS_H

#include "base/buffer.h"

typedef struct qn__line_mark {
  size_t at, line; /* what begins at this byte is on this line */
} qn__line_mark;

typedef struct qn__line_marks {
  qn__buffer list;
  size_t next; /* the mark after the one that was asked for last */
} qn__line_marks;

void qn__line_marks_clear(qn__line_marks *marks);

/* A mark at `at`, in the place of one there; none where the line is that of the mark before. */
void qn__line_marks_add(qn__line_marks *marks, size_t at, size_t line);

/* The last mark up to `at`; zeros if there is none. */
qn__line_mark qn__line_marks_find(qn__line_marks *marks, size_t at);

/* Forgets marks before the one that was found last, now and then. */
void qn__line_marks_forget(qn__line_marks *marks);

/* The next question may be about the beginning. */
static inline void qn__line_marks_rewind(qn__line_marks *marks) {
  marks->next = 0;
}

#endif
