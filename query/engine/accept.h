/* SPDX-License-Identifier: MIT */
/* accept.h: which articles of a segment may be hits at all: those that are live and inside every filter of the plan.
 * Engines ask here, and nowhere else. */
#ifndef QN_QUERY_ENGINE_ACCEPT_H
#define QN_QUERY_ENGINE_ACCEPT_H

#include "match/matcher.h"

typedef struct qn__accept {
  const uint8_t *deletes;       /* NULL: all articles are live */
  qn__matched_segment *matched; /* of the filters; NULL: there is no filter */
} qn__accept;

/* Whether all filters accept an article: the slow path of qn__accepts. */
qn_status qn__filters_accept(const qn__accept *accept, uint32_t doc, bool *accepted, qn_error *error);

/* Whether an article may be a hit. */
static inline qn_status qn__accepts(const qn__accept *accept, uint32_t doc, bool *accepted, qn_error *error) {
  *accepted = !qn__is_deleted(accept->deletes, doc);
  if (QN_LIKELY(accept->matched == NULL) || !*accepted)
    return QN_OK;
  return qn__filters_accept(accept, doc, accepted, error);
}

/* Clears the bits of the articles from `from` on that may not be hits. */
qn_status qn__accept_window(const qn__accept *accept, uint32_t from, uint64_t *bits, unsigned n_words, qn_error *error);

/* The same for deleted articles alone: where filters, which cost more, are asked last. */
void qn__accept_live(const qn__accept *accept, uint32_t from, uint64_t *bits, unsigned n_words);

#endif
