/* SPDX-License-Identifier: MIT */
/* source_trace.h: where in its file a text was, while a reader takes bytes out of it: a title, front matter, escape
 * sequences.  What is left becomes a source map (qn_article in quern.h), in which places of the source are counted.
 *
 * A text that nothing is taken out of has one place, {"at":0,"line":1,"offset":0}; a title at its beginning makes that
 * {"at":0,"line":3,"offset":45}.  A place at least every QN__TRACE_STEP bytes lets a place be counted from near. */
#ifndef QN_INDEXER_ARTICLES_SOURCE_TRACE_H
#define QN_INDEXER_ARTICLES_SOURCE_TRACE_H

#include <stdbool.h>

#include "base/buffer.h"
#include "quern.h"

enum { QN__TRACE_STEP = 16 << 10 };

/* How the text's bytes are the file's. */
typedef enum qn__trace_kind {
  QN__TRACE_NONE,     /* they are not, or it is not known: no source map */
  QN__TRACE_BYTES,    /* byte for byte */
  QN__TRACE_LINES,    /* line for line: the file has another charset */
  QN__TRACE_REPAIRED, /* line for line, and characters that are not valid will be replaced */
} qn__trace_kind;

typedef struct qn__source_trace {
  qn__trace_kind kind;
  qn__buffer cuts; /* what was taken out */
  qn__buffer map;
  size_t most; /* cuts that are kept */
} qn__source_trace;

void qn__trace_init(qn__source_trace *trace);
void qn__trace_clear(qn__source_trace *trace);

/* Begins a text of `size` bytes, before which there is a byte order mark of `mark` bytes in the file. */
void qn__trace_begin(qn__source_trace *trace, qn__trace_kind kind, size_t size, size_t mark);

/* These bytes are taken out of the text at its byte `at`, as it is after everything that was taken out before. */
void qn__trace_cut(qn__source_trace *trace, size_t at, qn_string bytes);

/* The source map of the text that is left; empty if there is none.  It is the trace's.  `is_markdown`: it has
 * headings. */
qn_string qn__trace_map(qn__source_trace *trace, qn_string text, bool is_markdown);

/* Whether there was no memory for it. */
bool qn__trace_failed(const qn__source_trace *trace);

#endif
