/* SPDX-License-Identifier: MIT */
/* collapse.h: which hits stand for others: of the articles that have the same value in a column, or that are
 * near-duplicates, the first in the order of the result is shown and the others are counted for it.
 *
 *     collapse.c         the hits that are shown, and which of them an article is like
 *     collapse_sinks.c   a sink that lets pass what is like none of them; one that counts what is like each
 *
 * To be near is not transitive: an article may be near to two hits that are not near to each other.  It counts for the
 * first one.  So what is shown, and what counts for it, depends on the order of the matches and on nothing else. */
#ifndef QN_QUERY_COLLECT_COLLAPSE_H
#define QN_QUERY_COLLECT_COLLAPSE_H

#include "base/arena.h"
#include "collect/sink.h"
#include "plan/field_values.h"

enum { QN__SIMILAR_KEPT = 100 }; /* articles that count for a hit and are kept: the first in the order of the index */

/* What makes articles alike. */
typedef struct qn__likeness {
  unsigned type; /* of a value; 0: the article is like itself alone */
  uint64_t bits; /* the sketch; of a value: its bits, of a keyword the hash of its bytes; else the article */
  const char *text;
  size_t size;
} qn__likeness;

/* A hit that is shown. */
typedef struct qn__shown_hit {
  uint64_t article;
  qn__likeness likeness;
  uint32_t next;      /* 1 + the hit after it in the same slot of the table; 0: none */
  uint64_t n_similar; /* articles that count for it, itself apart */
  uint64_t *similar;  /* the first QN__SIMILAR_KEPT of them; there is room for n_room */
  uint32_t n_room;
} qn__shown_hit;

typedef struct qn__collapse {
  const qn_index *index;
  qn__arena *arena;
  const char *column;   /* NULL: near-duplicates are alike */
  qn__shown_hit *shown; /* in order; n of at most `most` */
  size_t n, most;
  uint64_t *sketches; /* theirs, for near-duplicates */
  uint32_t *slots;    /* by hash of the value: 1 + the hit that came last; 0: none */
  size_t slot_mask;
  qn__field_values **fields; /* by segment; NULL until an article of it is looked at */
  size_t number;             /* of the segment that the last article was in */
  uint64_t n_seen;           /* matches, once they have been counted */
} qn__collapse;

/* Begins to collect up to `most` hits, none of them so far.  Everything lives in the arena; `column` must, too. */
qn_status qn__collapse_begin(qn__collapse *collapse, const qn_index *index, const char *column, size_t most,
                             qn__arena *arena, qn_error *error);

/* The first hit that an article is like, itself included; NULL if there is none. */
qn_status qn__collapse_find(qn__collapse *collapse, uint64_t article, qn__shown_hit **out, qn_error *error);

/* The next article in the order of the result: it is shown unless it is like one before.  There must be room. */
qn_status qn__collapse_offer(qn__collapse *collapse, uint64_t article, qn_error *error);

/* --- collapse_sinks.c --- */

/* Lets pass to another sink what is like none of the hits. */
typedef struct qn__unlike_filter {
  qn__sink sink;
  qn__sink *inner;
  qn__collapse *collapse;
  qn_status status; /* what went wrong; the sink is full then */
  qn_error error;
} qn__unlike_filter;

void qn__unlike_filter_begin(qn__unlike_filter *filter, qn__collapse *collapse, qn__sink *inner);

/* Counts what is like each of the hits, and all. */
typedef struct qn__similar_counter {
  qn__sink sink;
  qn__collapse *collapse;
  qn_status status; /* as above */
  qn_error error;
} qn__similar_counter;

void qn__similar_counter_begin(qn__similar_counter *counter, qn__collapse *collapse);

#endif
