/* SPDX-License-Identifier: MIT */
/* markdown_lines.h: which lines of Markdown are headings, and which are code. */
#ifndef QN_CORE_TEXT_MARKDOWN_LINES_H
#define QN_CORE_TEXT_MARKDOWN_LINES_H

#include <stdbool.h>

#include "quern.h"

enum { QN__MARKDOWN_HEADING_MAX = 2000 }; /* bytes of the line; a longer one is not a heading */

/* The title of a line `## Title ##`; empty if it is not a heading.  *level is its number of signs, 1 to 6. */
qn_string qn__markdown_heading(qn_string line, unsigned *level);

/* A block of code that has begun with so many back quotes or tildes; 0: the text is outside of code. */
typedef struct qn__code_block {
  size_t n_signs;
  char sign;
} qn__code_block;

/* Whether a line is a fence, by which a block of code begins or ends; *code is what follows it. */
bool qn__pass_code_fence(qn__code_block *code, const char *line, size_t size);

/* Whether a line makes a heading of the one before it: it has nothing but two signs = or - or more. */
bool qn__is_underline(const char *line, size_t size);

/* Goes through the lines of a text, piece by piece. */
typedef struct qn__heading_scan {
  qn__code_block code;
  bool found;        /* there was a heading outside of code */
  uint64_t at;       /* where the last of them begins */
  uint64_t alone_at; /* where the last line begins, if it is the only one of its paragraph so far: */
  unsigned n_lines;  /* 1; of others 0, or 2 and more */
} qn__heading_scan;

/* The next lines, of which the first begins at the byte `at` of the text; the last may be the beginning of one. */
void qn__scan_headings(qn__heading_scan *scan, qn_string lines, uint64_t at);

#endif
