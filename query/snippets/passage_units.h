/* SPDX-License-Identifier: MIT */
/* passage_units.h: the sentences of a decoded passage, and the headings and menu entries between them. */
#ifndef QN_QUERY_SNIPPETS_PASSAGE_UNITS_H
#define QN_QUERY_SNIPPETS_PASSAGE_UNITS_H

#include "base/arena.h"
#include "store/store.h"

typedef struct qn__unit {
  size_t start, end;   /* in the passage, without the blanks around */
  size_t chars_before; /* characters shown from the passage's start up to it */
  size_t chars;        /* that it is shown as */
  bool prose;          /* a sentence; false: a heading, a menu entry, a caption */
  bool is_start;       /* it begins there: false where the passage cuts it off */
  bool is_end;
} qn__unit;

typedef struct qn__unit_list {
  const qn__unit *units;
  size_t n;
} qn__unit_list;

/* Those that overlap [low, high) of the passage, in their order. */
qn_status qn__passage_units(qn__arena *arena, const qn__passage *passage, size_t low, size_t high, qn__unit_list *out,
                            qn_error *error);

#endif
