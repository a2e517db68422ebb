/* SPDX-License-Identifier: MIT */
/* html_headings.h: the headings of a page, their anchors, and where in its text they are. */
#ifndef QN_INDEXER_ARTICLES_HTML_HEADINGS_H
#define QN_INDEXER_ARTICLES_HTML_HEADINGS_H

#include <stdbool.h>

#include "articles/line_steps.h"
#include "quern.h"

typedef struct qn__html_headings {
  qn__buffer list;    /* in the order of the page: see html_headings.c */
  qn__buffer anchors; /* their characters */
} qn__html_headings;

void qn__html_headings_clear(qn__html_headings *headings);

enum { QN__HTML_HEADINGS_MAX = 2048, QN__HTML_ANCHOR_MAX = 200 }; /* of a page; bytes of an anchor */

/* A heading of this level begins at a byte of the events; `anchor` NULL: it has none.  What is beyond the numbers above
 * is left out. */
void qn__html_headings_add(qn__html_headings *headings, size_t event, unsigned level, const char *anchor);

/* The first word of the heading that begins at this event is at a byte of the text. */
void qn__html_headings_place(qn__html_headings *headings, size_t event, size_t at);

/* The parts of a page's text: the article's own, what stands apart from it, and what its head says. */
enum { QN__HTML_PARTS = 3 };

typedef struct qn__html_part {
  size_t end; /* in the text */
  qn__line_steps lines;
} qn__html_part;

typedef struct qn__html_layout {
  qn__html_part parts[QN__HTML_PARTS];
} qn__html_layout;

/* Bytes that the source map has at most, its lines not counted. */
size_t qn__html_headings_map_size(const qn__html_headings *headings);

/* Writes the source map of a page: its headings, its lines and, where the text goes on after the article's own, that it
 * is not.  Nothing if there is no text. */
void qn__html_headings_map(qn__html_headings *headings, const qn__html_layout *layout, qn__buffer *out);

#endif
