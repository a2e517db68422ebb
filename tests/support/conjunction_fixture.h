/* SPDX-License-Identifier: MIT */
/* conjunction_fixture.h: a conjunction in the middle of its run, for tests of what it is made of. */
#ifndef QN_TESTS_SUPPORT_CONJUNCTION_FIXTURE_H
#define QN_TESTS_SUPPORT_CONJUNCTION_FIXTURE_H

#include "engine/conjunction_block.h"
#include "support/engine_fixture.h"

typedef struct conjunction_fixture {
  engine_fixture *f;
  recorder sink;
  qn__conjunction run; /* before the lead's first block */
} conjunction_fixture;

/* Plans a query of required terms, phrases, exact words and titles, each word of which the segment has, and of excluded
 * terms; the sink wants scores or not. */
void conjunction_begin(conjunction_fixture *c, engine_fixture *f, const char *query, size_t segment, bool wants_scores);

/* The frequency of a leaf in an article, by its matcher. */
uint32_t conjunction_freq(conjunction_fixture *c, const qn__plan_leaf *leaf, uint32_t doc);

/* What a leaf contributes to an article. */
uint32_t conjunction_contribution(conjunction_fixture *c, const qn__plan_leaf *leaf, uint32_t doc);

/* The score of an article, by all matchers. */
uint32_t conjunction_score(conjunction_fixture *c, uint32_t doc);

/* Whether a segment's article has every word, in whatever order. */
bool conjunction_has_words(conjunction_fixture *c, uint32_t doc);

#endif
