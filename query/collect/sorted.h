/* SPDX-License-Identifier: MIT */
/* sorted.h: a sink that keeps the first k articles in an order of several keys, from anywhere in that order on.
 *
 * A key is the score, the id, or a column: the least value of an article, or the greatest where the order descends.
 * Under one name numbers come before dates, and these before keywords.  Articles without a value come last either way;
 * articles that all keys find equal are in the order of the index. */
#ifndef QN_QUERY_COLLECT_SORTED_H
#define QN_QUERY_COLLECT_SORTED_H

#include "base/arena.h"
#include "collect/sink.h"
#include "collect/top_k.h"
#include "plan/field_values.h"
#include "plan/interrupt.h"

enum { QN__MOST_SORT_KEYS = 8 };

typedef enum qn__sort_kind {
  QN__SORT_NUMBER,
  QN__SORT_DATE,
  QN__SORT_TEXT, /* keywords and ids */
  QN__SORT_MISSING,
} qn__sort_kind;

/* What a key is for one article. */
typedef struct qn__sort_value {
  qn__sort_kind kind;
  uint64_t bits;    /* orders as the value does; of a text: its rank in its segment */
  size_t segment;   /* of a text; SIZE_MAX: of none, and only the text says what it is */
  const char *text; /* NULL: not read yet */
  size_t size;
} qn__sort_value;

#define QN__BEFORE_ALL UINT64_MAX /* the number of no article: it comes before those that all keys find equal */

/* A place in the order: an article that is kept, or the one after which to begin. */
typedef struct qn__sorted_place {
  uint64_t article;
  uint32_t score;
  qn__sort_value *values; /* one a key */
} qn__sorted_place;

typedef struct qn__sorted {
  qn__sink sink;
  const qn_index *index;
  const qn__interrupt *interrupt;
  qn__arena *arena;
  const qn_sort_key *keys;
  size_t n_keys;
  qn__sorted_place *places; /* a heap, the last in the order on top; then in order.  n of at most k */
  size_t k, n;
  qn__sorted_place candidate;
  qn__keys_cursor candidate_id;  /* its id, if it has been read */
  const qn__sorted_place *after; /* NULL: from the beginning */
  uint64_t n_seen;               /* matches */
  uint64_t n_before;             /* of them, up to `after`: all are seen, because they rank above what is kept */
  size_t number;                 /* of the segment that is open */
  qn__field_values *fields;      /* of it, one a key */
  uint32_t *id_ranks;            /* of its articles; NULL: no key is the id */
  qn_status status;              /* what went wrong; the sink is full then */
  qn_error error;
} qn__sorted;

/* Begins to keep k articles.  Everything lives in the arena; keys and `after` must, too.  `interrupt` may be NULL. */
qn_status qn__sorted_begin(qn__sorted *sorted, const qn_index *index, const qn_sort_key *keys, size_t n_keys, size_t k,
                           const qn__sorted_place *after, const qn__interrupt *interrupt, qn__arena *arena,
                           qn_error *error);

/* Puts what is kept in order and reads its texts.  Nothing can be taken after. */
qn_status qn__sorted_end(qn__sorted *sorted, qn_error *error);

#endif
