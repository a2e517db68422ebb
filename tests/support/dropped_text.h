/* SPDX-License-Identifier: MIT */
/* dropped_text.h: what of a query is neither in its tree nor in a warning. */
#ifndef QN_TESTS_SUPPORT_DROPPED_TEXT_H
#define QN_TESTS_SUPPORT_DROPPED_TEXT_H

#include "language/marks.h"
#include "language/slips.h"
#include "text/utf8.h"

static inline bool is_word(const char *text, size_t size) {
  qn__word word;
  size_t cursor = 0;
  return qn__scan_words(text, size, &cursor, &word, 1) > 0;
}

/* The first character of the query, as valid UTF-8, that was dropped in silence: a letter or digit that is not taken,
 * or another sign that does not even stand between words, spaces apart; NULL: none was. */
static inline const char *find_dropped(const qn_query *query) {
  const char *text = query->source.data, *end = text + query->source.size;
  for (const char *at = text, *next; at < end; at = next) {
    const size_t space = qn__space_at(text, end, at);
    next = at + (space > 0 ? space : qn__utf8_character(at, (size_t)(end - at)));
    const uint8_t covered = query->covered[at - text];
    if (space == 0 && (covered == 0 || (covered != QN__TAKEN && is_word(at, (size_t)(next - at)))))
      return at;
  }
  return NULL;
}

#endif
