/* SPDX-License-Identifier: MIT */
/* window.h: articles that are looked at together, as bit sets. */
#ifndef QN_QUERY_MATCH_WINDOW_H
#define QN_QUERY_MATCH_WINDOW_H

#include <stdint.h>

enum { QN__WINDOW_DOCS = 8192, QN__WINDOW_WORDS = QN__WINDOW_DOCS / 64 };

/* Articles that are looked at together: `from` is a multiple of 64, at most QN__WINDOW_DOCS lie before `end`. */
typedef struct qn__window {
  uint32_t from, end;
} qn__window;

#endif
