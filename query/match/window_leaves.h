/* SPDX-License-Identifier: MIT */
/* window_leaves.h: which articles of a window may have each leaf of a plan, as bits; and, asked of one article after
 * another, which leaves it has and what they earn.  What articles match by that is windows.c's. */
#ifndef QN_QUERY_MATCH_WINDOW_LEAVES_H
#define QN_QUERY_MATCH_WINDOW_LEAVES_H

#include "match/leaf_walk.h"
#include "match/scored_list.h"
#include "match/word_lookup.h"
#include "result/searcher.h"

enum { QN__WINDOW_DOCS = 8192, QN__WINDOW_WORDS = QN__WINDOW_DOCS / 64 };

/* A word's lists, and the articles of the window that are in any. */
typedef struct qn__window_word {
  const qn__word_lists *lists;
  qn__scored_list *walks; /* one a list: they mark the bits, window by window */
  qn__lookup lookup;
  uint64_t *bits;
} qn__window_word;

typedef struct qn__window_leaf {
  const qn__plan_leaf *leaf;
  bool certain; /* a plain word: its bits are the truth */
  bool scored;
  bool has;                /* the truth for the current article, or what its bit says until it is known */
  uint32_t bound;          /* most that it adds to a score */
  const uint64_t *bits;    /* articles of the window that may have it */
  uint64_t *own_bits;      /* of a leaf with several words */
  qn__phrase_word *words;  /* room for its words, if positions tell; or NULL */
  qn__leaf_cursor *cursor; /* what tells of a leaf with a prefix; or NULL */
} qn__window_leaf;

typedef struct qn__leaf_window {
  qn_searcher *searcher;
  const qn__index_segment *segment;
  qn__scoring scoring;
  uint32_t from, end; /* its articles */
  qn__window_word *words;
  uint32_t *required; /* words without which nothing matches, the rarest first */
  uint32_t n_required;
  qn__window_leaf *leaves; /* as the plan's */
  bool certain;            /* all leaves are */
  qn__phrase_places found; /* of the phrase that is looked at */
} qn__leaf_window;

/* Enters a segment, before its first window. */
qn_status qn__leaf_window_init(qn__leaf_window *window, qn_searcher *searcher, size_t segment, qn_error *error);

/* Sets all bits of the articles in window->from to before window->end, which ascend from call to call.  *any is false,
 * and the bits are nothing, where a required word has no article among them. */
qn_status qn__leaf_window_fill(qn__leaf_window *window, bool *any, qn_error *error);

/* Whether an article, which its bit says may have it, has a leaf after all.  *bound is what the article scores at most,
 * and becomes what it does with the leaf for what it is.  An article that cannot pass the threshold then is let go
 * without the truth.  Articles ascend. */
qn_status qn__leaf_window_resolve(qn__leaf_window *window, qn__window_leaf *leaf, uint32_t doc, int64_t threshold,
                                  int64_t *bound, qn_error *error);

#endif
