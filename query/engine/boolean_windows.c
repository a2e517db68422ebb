/* SPDX-License-Identifier: MIT */
/* boolean_windows.c: evaluates the boolean tree by bit sets of a window of articles, and scores what is left one by one.
 *
 * Words become bits, exactly; phrases, title words and prefixes become the bits of the articles that may have them. The
 * tree over these bits gives candidates, each with the sum of the bounds of the leaves it may have; those that cannot
 * pass the threshold are dropped on that alone.  For the others bounds give way to contributions, leaf by leaf, words
 * first and positions last, until they are dropped or known. */
#include "engine/boolean_windows.h"

#include "match/window_leaves.h"

#include <string.h>

#define NO_THRESHOLD (INT64_MIN / 2)

typedef struct windows {
  qn__leaf_window window;
  uint64_t *spare; /* a bit set for each level of the tree */
} windows;

/* --- preparing --------------------------------------------------------------------------------------------------- */

static unsigned depth_of(const qn__plan_group *group) {
  const qn__plan_node *parts[3] = {group->must, group->should, group->must_not};
  const uint32_t counts[3] = {group->n_must, group->n_should, group->n_must_not};
  unsigned deepest = 0;
  for (unsigned p = 0; p < 3; p++)
    for (uint32_t i = 0; i < counts[p]; i++) {
      unsigned depth = parts[p][i].group != NULL ? depth_of(parts[p][i].group) : 0;
      deepest = depth > deepest ? depth : deepest;
    }
  return deepest + 1;
}

static qn_status prepare(windows *run, qn_searcher *searcher, size_t segment, qn_error *error) {
  size_t depth = depth_of(&searcher->plan.root);
  run->spare = qn__arena_alloc(&searcher->arena, depth * QN__WINDOW_WORDS * sizeof *run->spare);
  if (run->spare == NULL)
    return qn__fail_memory(error);
  return qn__leaf_window_init(&run->window, searcher, segment, error);
}

/* --- the tree over bits ------------------------------------------------------------------------------------------ */

static void match_group(const windows *run, const qn__plan_group *group, bool at_most, unsigned depth, uint64_t *out);

/* The articles that a node matches at most, or (where it excludes) those it is sure to match. */
static const uint64_t *match_node(const windows *run, const qn__plan_node *node, bool at_most, unsigned depth) {
  static const uint64_t none[QN__WINDOW_WORDS];
  if (node->group == NULL)
    return at_most || run->window.leaves[node->leaf].certain ? run->window.leaves[node->leaf].bits : none;
  uint64_t *bits = run->spare + (size_t)depth * QN__WINDOW_WORDS;
  match_group(run, node->group, at_most, depth + 1, bits);
  return bits;
}

static void match_group(const windows *run, const qn__plan_group *group, bool at_most, unsigned depth, uint64_t *out) {
  memset(out, group->n_must > 0 ? 0xff : 0, QN__WINDOW_WORDS * sizeof *out);
  for (uint32_t i = 0; i < group->n_must; i++) {
    const uint64_t *bits = match_node(run, &group->must[i], at_most, depth);
    for (unsigned w = 0; w < QN__WINDOW_WORDS; w++)
      out[w] &= bits[w];
  }
  for (uint32_t i = 0; group->n_must == 0 && i < group->n_should; i++) {
    const uint64_t *bits = match_node(run, &group->should[i], at_most, depth);
    for (unsigned w = 0; w < QN__WINDOW_WORDS; w++)
      out[w] |= bits[w];
  }
  for (uint32_t i = 0; i < group->n_must_not; i++) {
    const uint64_t *bits = match_node(run, &group->must_not[i], !at_most, depth);
    for (unsigned w = 0; w < QN__WINDOW_WORDS; w++)
      out[w] &= ~bits[w];
  }
}

/* --- one candidate ----------------------------------------------------------------------------------------------- */

static bool has_bit(const uint64_t *bits, uint32_t at) {
  return bits[at / 64] >> (at % 64) & 1;
}

static bool group_matches(const windows *run, const qn__plan_group *group);

static uint32_t count_matching(const windows *run, const qn__plan_node *nodes, uint32_t n) {
  uint32_t matching = 0;
  for (uint32_t i = 0; i < n; i++)
    matching += nodes[i].group != NULL ? group_matches(run, nodes[i].group) : run->window.leaves[nodes[i].leaf].has;
  return matching;
}

static bool group_matches(const windows *run, const qn__plan_group *group) {
  if (count_matching(run, group->must, group->n_must) < group->n_must ||
      count_matching(run, group->must_not, group->n_must_not) > 0)
    return false;
  return group->n_must > 0 || count_matching(run, group->should, group->n_should) > 0;
}

/* Which leaves the candidate may have; returns what they add at most. */
static int64_t bound_candidate(windows *run, uint32_t at) {
  int64_t bound = 0;
  for (uint32_t i = 0; i < run->window.searcher->plan.n_leaves; i++) {
    qn__window_leaf *leaf = &run->window.leaves[i];
    leaf->has = has_bit(leaf->bits, at);
    bound += leaf->has && leaf->scored ? leaf->bound : 0;
  }
  return bound;
}

/* Certain leaves, then the others: reads what is needed to know the score, or that it cannot pass. */
static qn_status score_candidate(windows *run, uint32_t at, qn_error *error) {
  qn__top_k *top_k = &run->window.searcher->top_k;
  uint32_t doc = run->window.from + at;
  int64_t bound = bound_candidate(run, at);
  for (unsigned certain = 2; certain-- > 0;)
    for (uint32_t i = 0; i < run->window.searcher->plan.n_leaves; i++) {
      qn__window_leaf *leaf = &run->window.leaves[i];
      if (leaf->certain != (certain == 1) || !leaf->has || (leaf->certain && !leaf->scored))
        continue;
      if (bound <= top_k->threshold)
        return QN_OK;
      qn_status status = qn__leaf_window_resolve(&run->window, leaf, doc, top_k->threshold, &bound, error);
      if (status != QN_OK)
        return status;
    }
  if (bound > top_k->threshold && (run->window.certain || group_matches(run, &run->window.searcher->plan.root)))
    qn__top_k_insert(top_k, run->window.segment->first + doc, (uint32_t)bound);
  return QN_OK;
}

static qn_status count_candidate(windows *run, uint32_t at, qn_error *error) {
  qn_status status = QN_OK;
  bound_candidate(run, at);
  for (uint32_t i = 0; i < run->window.searcher->plan.n_leaves && status == QN_OK; i++) {
    int64_t bound = 0;
    if (!run->window.leaves[i].certain && run->window.leaves[i].has)
      status = qn__leaf_window_resolve(&run->window, &run->window.leaves[i], run->window.from + at, NO_THRESHOLD,
                                       &bound, error);
  }
  if (status == QN_OK)
    run->window.searcher->counted += group_matches(run, &run->window.searcher->plan.root);
  return status;
}

/* --- the run ----------------------------------------------------------------------------------------------------- */

static void drop_deleted(const windows *run, uint64_t *bits) {
  if (run->window.segment->deletes == NULL)
    return;
  for (unsigned w = 0; w < QN__WINDOW_WORDS; w++)
    for (uint64_t left = bits[w]; left != 0; left &= left - 1) {
      unsigned at = qn__lowest_bit(left);
      if (qn__is_deleted(run->window.segment->deletes, run->window.from + w * 64 + at))
        bits[w] &= ~(UINT64_C(1) << at);
    }
}

static qn_status each_candidate(windows *run, const uint64_t *bits, bool counting, qn_error *error) {
  qn_status status = QN_OK;
  for (unsigned w = 0; w < QN__WINDOW_WORDS; w++) {
    if (counting && run->window.certain) {
      run->window.searcher->counted += qn__popcount64(bits[w]);
      continue;
    }
    for (uint64_t left = bits[w]; left != 0 && status == QN_OK; left &= left - 1) {
      uint32_t at = w * 64 + qn__lowest_bit(left);
      status = counting ? count_candidate(run, at, error) : score_candidate(run, at, error);
    }
  }
  return status;
}

static qn_status run_window(windows *run, bool counting, qn_error *error) {
  uint64_t matches[QN__WINDOW_WORDS];
  bool any = true;
  qn_status status = qn__leaf_window_fill(&run->window, &any, error);
  if (status != QN_OK || !any)
    return status;
  match_group(run, &run->window.searcher->plan.root, true, 0, matches);
  drop_deleted(run, matches);
  status = each_candidate(run, matches, counting, error);
  return status == QN_OK ? qn__poll(run->window.searcher, error) : status;
}

static qn_status run_segment(qn_searcher *searcher, size_t segment, bool counting, qn_error *error) {
  windows run;
  uint32_t n_docs = searcher->index->segments[segment].segment->meta.n_docs, from = 0;
  qn_status status = prepare(&run, searcher, segment, error);
  for (; status == QN_OK && from < n_docs; from = run.window.end) {
    if (counting && searcher->counted > searcher->count_limit)
      break;
    run.window.from = from;
    run.window.end = n_docs - from > QN__WINDOW_DOCS ? from + QN__WINDOW_DOCS : n_docs;
    status = run_window(&run, counting, error);
  }
  return status;
}

qn_status qn__windows_collect(qn_searcher *searcher, size_t segment, qn_error *error) {
  return run_segment(searcher, segment, false, error);
}

qn_status qn__windows_count(qn_searcher *searcher, size_t segment, qn_error *error) {
  return run_segment(searcher, segment, true, error);
}
