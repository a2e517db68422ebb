/* SPDX-License-Identifier: MIT */
/* conjunction_block.h: the inside of a conjunction's run: the lists that an article must be in, the leaves that must
 * match, and the articles of the lead's block that still may.
 *
 *     conjunction.c         which plans, what they need, one block after another, the final check of an article
 *     conjunction_block.c   a block's bound, its candidates, narrowed list by list
 *     conjunction_places.c  phrases and titles, by positions
 *
 * What is known of a candidate stands in arrays by its slot, the index of its posting in the lead's block, and never
 * moves: dropping a candidate is dropping its slot. */
#ifndef QN_QUERY_ENGINE_CONJUNCTION_BLOCK_H
#define QN_QUERY_ENGINE_CONJUNCTION_BLOCK_H

#include "engine/search_context.h"
#include "match/match_phrase.h"

enum { QN__SLOTS = QN__POSTINGS_BLOCK + 16 };

/* A list that an article must be in. */
typedef struct qn__required {
  qn__scored_list scored;
  uint32_t word;                      /* the plan's */
  uint32_t range_block;               /* where the last range began */
  uint8_t range_max8;                 /* highest saturation in the range of the lead's block */
  int64_t rest;                       /* the most that words of this list and those after add, in that range */
  bool needs_places;                  /* its positions will be read */
  uint32_t postings[QN__SLOTS];       /* by slot: the index of the posting among the list's, */
  uint32_t freqs[QN__SLOTS];          /* its frequency, */
  qn__posting_span places[QN__SLOTS]; /* and where its positions are */
  qn__occurrence_reader reader;
} qn__required;

/* A leaf that must match. */
typedef struct qn__needed {
  const qn__plan_leaf *leaf;
  qn__required **lists;   /* of its words */
  uint32_t rarest[2];     /* of a phrase's words, by doc_freq */
  qn__phrase_word *words; /* room for a phrase's */
  uint64_t tried, met;    /* candidates in which these two were looked for, and found side by side */
} qn__needed;

typedef struct qn__conjunction {
  qn__search_context *context;
  qn__sink *sink;
  qn__scoring scoring;
  qn__required *lists; /* rarest first: the lead is the first */
  uint32_t n_lists;
  qn__needed *leaves; /* phrases first, and with them what else scores by a frequency of its own: exact words */
  uint32_t n_leaves, n_phrases;
  qn__scored_list **optional; /* in descending order of bound */
  uint32_t n_optional;
  qn__list_set excluded;
  int64_t optional_bound;
  bool needs_places;       /* positions will be read */
  qn__phrase_starts found; /* of the phrase that is looked at */
  bool scoring_matches;    /* else all are taken, and nothing is bounded */
  /* Candidates, which are in all lists looked at. */
  uint32_t n;
  uint8_t slots[QN__SLOTS];    /* ascending */
  uint32_t docs[QN__SLOTS];    /* by slot: the article, */
  float k[QN__SLOTS];          /* the saturation's K for its length, */
  uint32_t scores[QN__SLOTS];  /* what it scores for sure, */
  uint32_t phrases[QN__SLOTS]; /* and what phrases add at most to that, while candidates are narrowed down */
} qn__conjunction;

/* The last of the lists. */
static inline const qn__required *qn__last_list(const qn__conjunction *run) {
  return &run->lists[run->n_lists - 1];
}

/* --- conjunction_block.c --- */

/* Bounds all lists within the lead's block, whose articles are `from` and after; returns the most that one scores. */
int64_t qn__bound_block(qn__conjunction *run, uint32_t from);

/* Decodes the lead's block and scores all of it at once: the candidates. */
qn_status qn__begin_candidates(qn__conjunction *run, qn_error *error);

/* Keeps the candidates that all other lists have too and that can still pass. */
qn_status qn__narrow_candidates(qn__conjunction *run, qn_error *error);

/* The most that phrases from the i-th on add to a candidate, from the lowest frequencies that their words have in the
 * lists up to `last`. */
uint32_t qn__bound_phrases(const qn__conjunction *run, uint32_t i, unsigned slot, const qn__required *last);

/* --- conjunction_places.c --- */

/* Drops the candidates in which a phrase's two rarest words never stand as they should, as long as that is most of
 * them: the others are looked at again, one by one, as the threshold rises. */
qn_status qn__drop_apart(qn__conjunction *run, qn__needed *leaf, qn_error *error);

/* Whether candidate c has the phrases, and the words in its title, that are required; scores the phrases. */
qn_status qn__check_places(qn__conjunction *run, uint32_t c, bool *matches, qn_error *error);

#endif
