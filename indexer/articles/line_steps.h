/* SPDX-License-Identifier: MIT */
/* line_steps.h: about which line of the source a text is from that a reader makes of it: of a page, of a manual.  A
 * source map says it in steps (qn_article in quern.h): so many lines for each QN__LINE_STEP bytes of the text. */
#ifndef QN_INDEXER_ARTICLES_LINE_STEPS_H
#define QN_INDEXER_ARTICLES_LINE_STEPS_H

#include "base/buffer.h"

enum { QN__LINE_STEP = 640 };

typedef struct qn__line_steps {
  qn__buffer steps;   /* a character for each, or more */
  size_t next;        /* the byte whose line is wanted next; it moves on by a step with each line */
  size_t first, last; /* lines: of the text's beginning and of the last step's end; 0: none is known */
} qn__line_steps;

void qn__line_steps_clear(qn__line_steps *steps);

/* A text begins at this byte of a buffer. */
void qn__line_steps_begin(qn__line_steps *steps, size_t start);

/* The line of the byte that is wanted. */
void qn__line_steps_add(qn__line_steps *steps, size_t line);

/* The text ends at this byte, on this line. */
void qn__line_steps_end(qn__line_steps *steps, size_t end, size_t line);

/* Bytes that the steps of a text of this size, with a copy, take at most. */
size_t qn__line_steps_most(size_t size, size_t lines);

/* Appends what the place says where the text begins, after other members; nothing if no line is known. */
void qn__line_steps_put(const qn__line_steps *steps, qn__buffer *out);

#endif
