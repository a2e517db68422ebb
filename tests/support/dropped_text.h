/* SPDX-License-Identifier: MIT */
/* dropped_text.h: what of a query is neither in its tree nor in a warning. */
#ifndef QN_TESTS_SUPPORT_DROPPED_TEXT_H
#define QN_TESTS_SUPPORT_DROPPED_TEXT_H

#include "language/marks.h"
#include "language/query.h"

/* The first byte of the query, as valid UTF-8, that was dropped in silence, spaces apart; NULL: none was. */
static inline const char *find_dropped(const qn_query *query) {
  const char *text = query->source.data, *end = text + query->source.size;
  for (const char *at = text; at < end;) {
    const size_t space = qn__space_at(text, end, at);
    if (space == 0 && !query->covered[at - text])
      return at;
    at += space > 0 ? space : 1;
  }
  return NULL;
}

#endif
