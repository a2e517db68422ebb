/* SPDX-License-Identifier: MIT */
/* matcher.h: one leaf of a plan in one segment.  An operator is one file that fills in these operations; engines,
 * highlights and explanations know nothing else of it.  (For speed, the MAXSCORE and conjunction engines read the lists
 * of plain terms themselves, and the conjunction engine those of exact words and phrases.)
 *
 *     which articles of a window may match?     fill          a bit set: all that match, and maybe more
 *     how high can the leaf score?              max_saturation
 *     how often does one article match?         freq          0: not at all.  Always exact
 *     where?                                    positions     for highlights, and for operators around this one */
#ifndef QN_QUERY_MATCH_MATCHER_H
#define QN_QUERY_MATCH_MATCHER_H

#include "match/word_reader.h"
#include "store/store.h"

typedef struct qn__matcher qn__matcher;

/* Where a leaf is in an article, for highlights: n ascending positions at which it begins or, where it has parts, at
 * which one of them does. */
typedef struct qn__position_list {
  const uint32_t *data;
  uint32_t n;
  const uint32_t *parts; /* which: a word of QN__NEAR, an alternative of QN__SYNONYMS; NULL: the leaf is one */
  uint32_t freq;         /* of such a leaf: what the matcher's `freq` says; else n */
} qn__position_list;

typedef struct qn__matcher_ops {
  bool exact_bits; /* every article in the bits matches */

  /* Prepares matcher->state, in the arena. */
  qn_status (*open)(qn__matcher *matcher, qn_error *error);

  /* The bits of the articles in the segment's window, borrowed until the next window.  Windows ascend, but a filter's
   * may come in any order. */
  qn_status (*fill)(qn__matcher *matcher, const uint64_t **bits, qn_error *error);

  /* The highest saturation of the frequency in any article, in 255ths; 255: nothing is known. */
  uint8_t (*max_saturation)(const qn__matcher *matcher);

  /* No more articles than this match: which leaf to look at first. */
  uint64_t (*max_docs)(const qn__matcher *matcher);

  /* The frequency in one article; one below `least` may be reported as 0.  Articles in ascending order are found
   * fastest. */
  qn_status (*freq)(qn__matcher *matcher, uint32_t doc, uint32_t least, uint32_t *freq, qn_error *error);

  /* The positions in one article; none, too, if its frequency is below `least`.  Borrowed until the next call of any
   * matcher of the segment.  NULL: the operator has no positions. */
  qn_status (*positions)(qn__matcher *matcher, uint32_t doc, uint32_t least, qn__position_list *out, qn_error *error);
} qn__matcher_ops;

extern const qn__matcher_ops qn__match_term, qn__match_expanded, qn__match_exact, qn__match_phrase, qn__match_title,
    qn__match_language, qn__match_near, qn__match_synonyms, qn__match_everything, qn__match_id, qn__match_path,
    qn__match_range, qn__match_keyword;

/* Everything a plan looks for in one segment. */
typedef struct qn__matched_segment {
  const qn__plan *plan;
  const qn__index_segment *where;
  qn__scoring scoring;
  qn__store_reader *store_reader; /* for operators that read articles */
  qn__arena *arena;
  qn__word_reader *words; /* as the plan's: shared by its leaves */
  qn__matcher *leaves;    /* as the plan's */
  qn__window window;      /* for fill: set it before */
} qn__matched_segment;

struct qn__matcher {
  const qn__matcher_ops *ops;
  const qn__plan_leaf *leaf;
  qn__matched_segment *segment;
  void *state;
};

/* Opens a matcher for each leaf of the plan, in one segment of its index. */
qn_status qn__matched_segment_open(qn__matched_segment *segment, const qn__plan *plan, size_t number,
                                   qn__store_reader *store_reader, qn__arena *arena, qn_error *error);

/* The operations of a leaf, its scope apart. */
const qn__matcher_ops *qn__matcher_ops_of(qn__operator op);

/* --- for operators that are one word, or that only positions can answer --- */

static inline qn__word_reader *qn__matched_word(const qn__matcher *matcher) {
  return &matcher->segment->words[matcher->leaf->words[0]];
}

qn_status qn__open_nothing(qn__matcher *matcher, qn_error *error);
qn_status qn__fill_from_word(qn__matcher *matcher, const uint64_t **bits, qn_error *error);
uint8_t qn__max_saturation_of_word(const qn__matcher *matcher);
uint64_t qn__max_docs_of_word(const qn__matcher *matcher);
qn_status qn__freq_of_word(qn__matcher *matcher, uint32_t doc, uint32_t least, uint32_t *freq, qn_error *error);
qn_status qn__positions_of_word(qn__matcher *matcher, uint32_t doc, uint32_t least, qn__position_list *out,
                                qn_error *error);
qn_status qn__freq_by_positions(qn__matcher *matcher, uint32_t doc, uint32_t least, uint32_t *freq, qn_error *error);

/* --- for operators of several words --- */

static inline qn__word_reader *qn__matched_word_at(const qn__matcher *matcher, uint32_t i) {
  return &matcher->segment->words[matcher->leaf->words[i]];
}

/* Fills the bits of articles that have all words into *room, which is made if it is NULL. */
qn_status qn__fill_from_words(qn__matcher *matcher, uint64_t **room, qn_error *error);
uint64_t qn__max_docs_of_words(const qn__matcher *matcher);

#endif
