/* SPDX-License-Identifier: MIT */
/* leaf_walk.h: walks the articles of a segment that have a word or a phrase, for code that is not in a hurry.
 * Memory is the arena's, and is used again for the next segment. */
#ifndef QN_QUERY_MATCH_LEAF_WALK_H
#define QN_QUERY_MATCH_LEAF_WALK_H

#include "plan/plan.h"

typedef struct qn__position_list {
  uint32_t *data;
  size_t n, capacity;
} qn__position_list;

/* One word's articles: the union of its lists. */
typedef struct qn__word_cursor {
  const qn__word_lists *lists;
  bool prefix;
  uint32_t n_docs;
  qn__postings_cursor *cursors; /* one a list; not of a prefix word, */
  uint32_t *freqs;              /* whose frequencies are added up here, by article */
  qn__exact_cursor *exact;      /* of an exact word: one a list */
  size_t capacity;              /* of any of these */
  uint32_t doc, freq;           /* current, in any form; QN__NO_DOC at the end */
} qn__word_cursor;

typedef struct qn__leaf_cursor {
  const qn__plan_leaf *leaf;
  const qn__segment *segment;
  qn__arena *arena;
  qn__word_cursor *words; /* one a word of the leaf */
  uint32_t doc;           /* current; QN__NO_DOC at the end */
  uint32_t freq;          /* of the word or phrase, in the whole article */
  qn__position_list positions, other;
} qn__leaf_cursor;

/* Cursors for all leaves of a plan; NULL: no memory. */
qn__leaf_cursor *qn__leaf_cursors_new(const qn__plan *plan, qn__arena *arena);

/* Enters a segment, before its first article: seek moves to one. */
qn_status qn__leaf_cursor_begin(qn__leaf_cursor *cursor, const qn__plan *plan, size_t segment, qn_error *error);

/* To the first article >= `doc` that has the word or phrase (in its title, if the leaf says so).  Never goes back. */
qn_status qn__leaf_cursor_seek(qn__leaf_cursor *cursor, uint32_t doc, qn_error *error);

/* To this very article, which lies ahead: whether it has the word or phrase. */
qn_status qn__leaf_cursor_visit(qn__leaf_cursor *cursor, uint32_t doc, bool *has, qn_error *error);

/* Where the word or phrase begins in the current article: ascending, in cursor->positions. */
qn_status qn__leaf_cursor_positions(qn__leaf_cursor *cursor, qn_error *error);

#endif
