/* SPDX-License-Identifier: MIT */
/* title_coverage.c: how much of its title does the query cover?  Words of titles are found by their positions, which
 * every article begins with: no title is read. */
#include "rank/rescore.h"

#include <string.h>

enum { FULL_AT = 3 }; /* words of the query in a title, for the whole bonus: a title of one word says little */

/* a * base * P * min(1, h / 3): P is the share of the title's idf that the query covers, h the units in it.  The other
 * words count with the same idf each. */
static uint64_t coverage_bonus(const qn__rescoring *r, const qn__candidate *candidate, const qn__coverage *covered) {
  if (covered->n_units == 0)
    return 0;
  const uint32_t others = covered->n_words < candidate->title_words ? candidate->title_words - covered->n_words : 0;
  const uint64_t all = covered->idf + (uint64_t)others * r->other_idf;
  const uint64_t share = all > 0 ? covered->idf * QN__ALL_OF_IT / all : 0;
  const uint32_t units = covered->n_units < FULL_AT ? covered->n_units : FULL_AT;
  return qn__share(qn__share(candidate->base, share), r->weights->of[QN__TITLE_COVERAGE]) * units / FULL_AT;
}

static void add_covered(qn__coverage *covered, const qn__query_unit *unit, uint32_t n_words) {
  covered->idf += n_words > 0 ? unit->idf : 0;
  covered->n_units += n_words > 0;
  covered->n_words += n_words;
}

/* A word in the title counts title_weight times. */
static bool may_be_in_title(const qn__rescoring *r, uint32_t leaf, uint32_t candidate) {
  return qn__candidate_freq(r, leaf, candidate) >= r->plan->index->title_weight;
}

/* The most words of each candidate's title that a unit covers. */
static void most_words(const qn__rescoring *r, const qn__query_unit *unit, uint32_t *n_words) {
  const uint32_t least = r->plan->index->title_weight;
  memset(n_words, 0, r->n * sizeof *n_words);
  for (uint32_t l = 0; l < unit->n_leaves; l++) {
    const uint32_t *freqs = r->freqs + (size_t)unit->leaves[l].leaf * r->n, n = unit->leaves[l].n_words;
    for (uint32_t i = 0; i < r->n; i++)
      n_words[i] = freqs[i] >= least && n_words[i] < n ? n : n_words[i];
  }
}

void qn__bound_coverage(qn__rescoring *r) {
  uint32_t n_words[QN__RESCORED];
  for (uint32_t u = 0; u < r->n_units; u++) {
    most_words(r, &r->units[u], n_words);
    for (uint32_t i = 0; i < r->n; i++)
      add_covered(&r->candidates[i].covered, &r->units[u], n_words[i]);
  }
}

static qn_status is_in_title(qn__rescoring *r, uint32_t leaf, uint32_t candidate, bool *in_title, qn_error *error) {
  const uint32_t title_words = r->candidates[candidate].title_words;
  qn__occurrences found = {NULL, 0, 0};
  *in_title = false;
  if (!may_be_in_title(r, leaf, candidate))
    return QN_OK;
  qn_status status = qn__candidate_places(r, leaf, candidate, title_words - 1, &found, error);
  *in_title = status == QN_OK && found.n > 0 && found.positions[0] - found.base < title_words;
  return status;
}

/* The words of a title that a unit covers. */
static qn_status cover_unit(qn__rescoring *r, const qn__query_unit *unit, uint32_t candidate, uint32_t *n_words,
                            qn_error *error) {
  qn_status status = QN_OK;
  *n_words = 0;
  for (uint32_t l = 0; l < unit->n_leaves && status == QN_OK; l++) {
    bool in_title = false;
    if (unit->leaves[l].n_words > *n_words)
      status = is_in_title(r, unit->leaves[l].leaf, candidate, &in_title, error);
    if (in_title)
      *n_words = unit->leaves[l].n_words;
  }
  return status;
}

qn_status qn__cover_title(qn__rescoring *r, uint32_t candidate, qn_error *error) {
  qn__candidate *c = &r->candidates[candidate];
  qn__coverage covered = {0, 0, 0};
  qn_status status = QN_OK;
  if (c->has_covered)
    return QN_OK;
  for (uint32_t i = 0; i < r->n_units && status == QN_OK; i++) {
    uint32_t n_words;
    status = cover_unit(r, &r->units[i], candidate, &n_words, error);
    add_covered(&covered, &r->units[i], n_words);
  }
  c->has_covered = status == QN_OK;
  c->covered = covered;
  return status;
}

uint64_t qn__title_coverage_bound(const qn__rescoring *r, uint32_t candidate) {
  const qn__candidate *c = &r->candidates[candidate];
  return c->title_words > 0 ? coverage_bonus(r, c, &c->covered) : 0;
}

qn_status qn__earn_title_coverage(qn__rescoring *r, uint32_t candidate, uint64_t *out, qn_error *error) {
  qn_status status = qn__cover_title(r, candidate, error);
  *out = coverage_bonus(r, &r->candidates[candidate], &r->candidates[candidate].covered);
  return status;
}
