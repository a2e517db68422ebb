/* SPDX-License-Identifier: MIT */
/* kept_lines.h: which line breaks does a snippet keep? */
#ifndef QN_QUERY_SNIPPETS_KEPT_LINES_H
#define QN_QUERY_SNIPPETS_KEPT_LINES_H

#include "base/arena.h"
#include "store/store.h"

/* Where lines begin that are shown as such, ascending. */
typedef struct qn__kept_lines {
  size_t *starts; /* bytes of the passage */
  size_t n;
} qn__kept_lines;

/* Finds those in the extent: of code, a table, verse or a list, and then of other paragraphs beside it, too.  Prose has
 * none: neither its line breaks nor the blank lines between its paragraphs. */
qn_status qn__find_kept_lines(qn__arena *arena, const qn__passage *passage, qn_range extent, qn__kept_lines *out,
                              qn_error *error);

#endif
