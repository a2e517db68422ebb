/* SPDX-License-Identifier: MIT */
/* candidates.h: the inside of a conjunction's run: the lists that an article must be in, the leaves that must match,
 * and the articles of the lead's block that still may.
 *
 *     conjunction.c  which plans, what they need, one block after another, the last word on an article
 *     candidates.c   a block's bound, its candidates, narrowed list by list
 *     places.c       phrases and titles, by positions */
#ifndef QN_CANDIDATES_H
#define QN_CANDIDATES_H

#include "search/clause.h"
#include "search/occurrences.h"
#include "search/searcher.h"

/* A list that an article must be in. */
typedef struct qn__required {
  qn__clause clause;
  uint32_t word;        /* the plan's */
  uint32_t range_block; /* where the last range began */
  uint8_t range_max8;   /* highest saturation in the range of the lead's block */
  int64_t rest;         /* the most that words of this list and those after add, in that range */
  bool in_phrase;       /* then it is kept where the lead's postings are in it, by index in the lead's block: */
  uint32_t freqs[QN__BLOCK + 16], blocks[QN__BLOCK];
  uint8_t indexes[QN__BLOCK];
  qn__occurrences occurrences;
} qn__required;

/* A leaf that must match. */
typedef struct qn__needed {
  const qn__plan_leaf *leaf;
  qn__required **lists; /* of its words */
  uint32_t *lowest;     /* a phrase's: the lowest frequency known of its words in each candidate; or NULL */
  uint32_t *order;      /* of a phrase's words */
} qn__needed;

typedef struct qn__conjunction {
  qn_searcher *searcher;
  const qn__index_segment *segment;
  qn__scoring scoring;
  qn__required *lists; /* rarest first */
  uint32_t n_lists;
  qn__needed *leaves; /* phrases first */
  uint32_t n_leaves, n_phrases;
  qn__clause *wished, *excluded;
  uint32_t n_wished, n_excluded;
  int64_t wished_bound;
  /* Candidates, which are in all lists looked at: article, index in the lead's block, and what it scores for sure. */
  uint32_t n;
  uint32_t docs[QN__BLOCK + 16], scores[QN__BLOCK + 16];
  uint8_t slots[QN__BLOCK];
  bool needs_places; /* positions will be read: slots and places are kept */
  bool counting;     /* matches are counted, not scored: nothing is bounded */
} qn__conjunction;

static inline uint32_t qn__candidate_contribution(const qn__conjunction *run, float weight, uint32_t freq, uint32_t c) {
  return qn__contribution(weight, freq, run->scoring.k[run->scoring.length_bytes[run->docs[c]]]);
}

/* No frequency up to `freq` earns more.  Float rounds: a higher frequency may earn a unit less than a lower one. */
static inline int64_t qn__freq_bound(const qn__conjunction *run, float weight, uint32_t freq, uint32_t c) {
  return (int64_t)qn__candidate_contribution(run, weight, freq, c) + QN__ROUNDING;
}

/* --- candidates.c --- */

/* Bounds all lists within the lead's block, which begins behind `from`; returns the most that an article there scores.
 */
int64_t qn__bound_block(qn__conjunction *run, uint32_t from);

/* Decodes the lead's block and scores all of it at once: the candidates. */
qn_status qn__begin_candidates(qn__conjunction *run, qn_error *error);

/* Keeps the candidates that all other lists have too and that can still pass. */
qn_status qn__narrow_candidates(qn__conjunction *run, qn_error *error);

/* The most that phrases add to a candidate, from the lowest frequencies of their words. */
int64_t qn__phrase_bound(const qn__conjunction *run, uint32_t c);

/* --- places.c --- */

/* Whether a candidate has the phrases, and the words in its title, that are required; scores the phrases.  `phrases`
 * bounds what they add. */
qn_status qn__check_places(qn__conjunction *run, uint32_t c, int64_t phrases, bool *matches, qn_error *error);

#endif
