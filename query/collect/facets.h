/* SPDX-License-Identifier: MIT */
/* facets.h: a sink that counts, for columns, how many of the matches have each value.
 *
 *     facets.c         one article after another, segment after segment
 *     facet_window.c   the articles of a window, given as bits: fast
 *     facet_order.c    what was counted, put together, and in order
 *
 * Where a segment's values are packed in few bits (keywords by their rank, most dates and numbers), an array has a
 * count for each; other numbers are gathered and sorted at the end of the segment. */
#ifndef QN_QUERY_COLLECT_FACETS_H
#define QN_QUERY_COLLECT_FACETS_H

#include "base/arena.h"
#include "collect/number_list.h"
#include "collect/sink.h"
#include "plan/field_values.h"

/* A value with its number of articles. */
typedef struct qn__counted {
  qn_value_type type;
  uint64_t bits; /* of a date or a number: ordered (field_values.h); of a range: 0 */
  const char *text;
  size_t size;
  uint64_t n;
} qn__counted;

/* One column that is counted. */
typedef struct qn__facet {
  const qn_facet *asked;
  bool exact_dates; /* by second */
  unsigned types;   /* that are counted: a bit, 1 << type, each */
  qn__field_values field;
  const qn__column *only; /* the one column of the open segment that is counted, by windows; NULL: there are several */
  uint32_t *counts;       /* of the open segment's keywords by rank, or of the packed values of that column */
  uint32_t n_counts;
  uint32_t *last; /* of numbers that an article may have twice: 1 + the article that was counted last */
  qn__number_list numbers[QN__COLUMN_TYPES]; /* dates and numbers of the open segment, ordered, each once an article;
                                                without those that `counts` has */
  qn__arena *arena;
  qn__counted *ranges;
  uint64_t *range_last; /* articles that were counted; UINT64_MAX: none yet */
  uint64_t n_articles;  /* that have a value */
  qn__counted *values;  /* of the segments before, in order; at the end those wanted */
  size_t n_values;
  uint64_t n_distinct;
} qn__facet;

typedef struct qn__facets {
  qn__sink sink;
  const qn_index *index;
  qn__arena *arena;
  qn__facet *facets;
  size_t n_facets;
  uint64_t n_seen;
  size_t number;    /* of the segment that is open; SIZE_MAX: none */
  qn_status status; /* what went wrong; the sink is full then */
  qn_error error;
} qn__facets;

/* Everything lives in the arena; what is asked must, too. */
qn_status qn__facets_begin(qn__facets *facets, const qn_index *index, const qn_facet *asked, size_t n, qn__arena *arena,
                           qn_error *error);

/* Sorts what was counted. */
qn_status qn__facets_end(qn__facets *facets, qn_error *error);

/* The range of a facet that a number, ordered, is in. */
size_t qn__range_of(const qn_facet *asked, uint64_t ordered);

/* Gathers a date or a number, ordered.  False: out of memory. */
bool qn__gather_number(qn__facet *facet, qn__column_type type, uint64_t ordered);

/* A date as the facet counts it: by day, unless it wants seconds. */
uint64_t qn__counted_date(const qn__facet *facet, uint64_t ordered);

/* A counted value as the interface has it. */
qn_value qn__counted_value(const qn__counted *counted);

/* --- facet_window.c --- */

/* Whether the open segment can be counted by windows, and an array of counts for keywords and for values that are few
 * enough. */
qn_status qn__open_counts(qn__facet *facet, uint32_t n_docs, qn__arena *arena, qn_error *error);

/* Adds what that array has counted of dates and numbers to the values or the ranges. */
qn_status qn__close_counts(qn__facet *facet, qn__arena *arena, qn_error *error);

/* Counts the articles of a segment whose bits are set, the first being `from`'s, in a facet whose `only` is set. */
qn_status qn__count_window(qn__facet *facet, uint32_t from, const uint64_t *bits, size_t n_words, qn_error *error);

/* --- facet_order.c --- */

/* Merges values, in order, into others in order: counts of the same value add up.  May keep `more`, in the arena. */
qn_status qn__merge_counted(qn__counted **values, size_t *n, qn__counted *more, size_t n_more, qn__arena *arena,
                            qn_error *error);

/* Adds the gathered numbers of a type to the values. */
qn_status qn__merge_numbers(qn__facet *facet, qn__column_type type, qn__arena *arena, qn_error *error);

/* Puts the values of a facet that are wanted in order. */
qn_status qn__order_facet(qn__facet *facet, qn__arena *arena, qn_error *error);

#endif
