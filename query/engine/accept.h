/* SPDX-License-Identifier: MIT */
/* accept.h: which articles of a segment may be hits at all: those that are live and inside every filter of the plan.
 * Engines ask here, and nowhere else.
 *
 * Filters are asked about one article, or, as bits, about a window of them, whichever is less work: a window in which
 * many articles have been asked about gets bits. */
#ifndef QN_QUERY_ENGINE_ACCEPT_H
#define QN_QUERY_ENGINE_ACCEPT_H

#include "engine/filter_memory.h"
#include "match/matcher.h"

/* The filters of a plan in one segment, and what is known of them. */
typedef struct qn__filter_set qn__filter_set;

typedef struct qn__accept {
  const uint8_t *deletes;  /* NULL: all articles are live */
  qn__filter_set *filters; /* NULL: there are none */
  const uint64_t *bits;    /* the articles that all filters accept, deleted ones too; NULL: not known of all yet */
  uint32_t n_bits;         /* how many they are */
} qn__accept;

/* Opens the filters of a plan in a segment of its index, of which this is known: it grows as filters are asked. */
qn_status qn__filter_set_open(qn__filter_set **out, const qn__plan *plan, size_t number, qn__filter_bits *known,
                              qn__store_reader *store_reader, qn__arena *arena, qn_error *error);

/* The matchers of the filters. */
qn__matched_segment *qn__filter_set_matched(qn__filter_set *filters);

/* Makes the filters those that decide; `accept` gets the bits, if they are known. */
void qn__accept_filters(qn__accept *accept, qn__filter_set *filters);

/* Whether all filters accept an article, and whether those do that cost little: the slow paths of the two below. */
qn_status qn__filters_accept(const qn__accept *accept, uint32_t doc, bool *accepted, qn_error *error);
qn_status qn__filters_may_accept(const qn__accept *accept, uint32_t doc, bool *accepted, qn_error *error);

static inline bool qn__has_accepted_bit(const qn__accept *accept, uint32_t doc) {
  return accept->bits[doc / 64] >> (doc % 64) & 1;
}

/* Whether an article may be a hit. */
static inline qn_status qn__accepts(const qn__accept *accept, uint32_t doc, bool *accepted, qn_error *error) {
  *accepted = !qn__is_deleted(accept->deletes, doc);
  if (QN_LIKELY(accept->filters == NULL) || !*accepted)
    return QN_OK;
  if (accept->bits == NULL)
    return qn__filters_accept(accept, doc, accepted, error);
  *accepted = qn__has_accepted_bit(accept, doc);
  return QN_OK;
}

/* A cheap first check: false if a filter with bits refuses the article.  Filters that accept most are not asked. */
static inline qn_status qn__may_accept(const qn__accept *accept, uint32_t doc, bool *accepted, qn_error *error) {
  *accepted = accept->bits == NULL || qn__has_accepted_bit(accept, doc);
  return accept->bits == NULL && accept->filters != NULL ? qn__filters_may_accept(accept, doc, accepted, error) : QN_OK;
}

/* Clears the bits of the articles from `from` on that may not be hits. */
qn_status qn__accept_window(const qn__accept *accept, uint32_t from, uint64_t *bits, unsigned n_words, qn_error *error);

/* The same for deleted articles alone: where filters, which cost more, are asked last. */
void qn__accept_live(const qn__accept *accept, uint32_t from, uint64_t *bits, unsigned n_words);

#endif
