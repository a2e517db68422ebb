/* SPDX-License-Identifier: MIT */
/* windows.c: evaluates the boolean tree by bit sets of WINDOW articles.  Plain words are read a block at a time;
 * phrases, title words and prefixes article by article (leaf_cursor.h).  Serves what has no engine of its own, and
 * counts. */
#include "search/windows.h"

#include "search/clause.h"
#include "search/leaf_cursor.h"

#include <string.h>

enum { WINDOW = 8192, WORDS = WINDOW / 64 };

typedef struct window_leaf {
  const qn__plan_leaf *leaf;
  qn__clause *clauses; /* a plain word's */
  uint32_t n_clauses;
  qn__leaf_cursor *cursor; /* of anything else; or NULL */
  uint64_t *bits;          /* of the window */
} window_leaf;

typedef struct windows {
  qn_searcher *searcher;
  const qn__index_segment *segment;
  qn__scoring scoring;
  bool scored;
  window_leaf *leaves;
  uint64_t *spare;    /* a bit set for each level of the tree */
  uint32_t from, end; /* the window */
} windows;

/* --- leaves ------------------------------------------------------------------------------------------------------ */

static bool is_plain(const qn__plan *plan, const qn__plan_leaf *leaf) {
  return leaf->n_words == 1 && !leaf->title && !plan->words[leaf->words[0]].prefix;
}

static qn_status make_leaf(windows *run, uint32_t index, size_t segment, qn_error *error) {
  qn_searcher *searcher = run->searcher;
  const qn__plan *plan = &searcher->plan;
  window_leaf *out = &run->leaves[index];
  *out = (window_leaf){.leaf = &plan->leaves[index]};
  out->bits = qn__arena_alloc(&searcher->arena, WORDS * sizeof *out->bits);
  if (out->bits == NULL)
    return qn__fail_memory(error);
  if (is_plain(plan, out->leaf)) {
    const qn__plan_node node = {.group = NULL, .leaf = index};
    return qn__clauses_of(plan, &node, 1, segment, &run->scoring, &searcher->arena, &out->clauses, &out->n_clauses,
                          error);
  }
  out->cursor = &searcher->cursors[index];
  qn_status status = qn__leaf_cursor_begin(out->cursor, plan, segment, error);
  return status == QN_OK ? qn__leaf_cursor_seek(out->cursor, 0, error) : status;
}

static qn_status fill_from_cursor(windows *run, window_leaf *leaf, qn_error *error) {
  qn_status status = QN_OK;
  while (status == QN_OK && leaf->cursor->doc < run->end) {
    uint32_t at = leaf->cursor->doc - run->from;
    leaf->bits[at / 64] |= UINT64_C(1) << (at % 64);
    if (run->scored)
      run->searcher->window_scores[at] += (int32_t)qn__contribution(
          leaf->leaf->weight, leaf->cursor->freq, run->scoring.k[run->scoring.length_bytes[leaf->cursor->doc]]);
    status = qn__leaf_cursor_seek(leaf->cursor, leaf->cursor->doc + 1, error);
  }
  return status;
}

/* The leaf's bits in the window, and its contributions. */
static qn_status fill(windows *run, window_leaf *leaf, qn_error *error) {
  qn_status status = QN_OK;
  memset(leaf->bits, 0, WORDS * sizeof *leaf->bits);
  if (leaf->cursor != NULL)
    return fill_from_cursor(run, leaf, error);
  bool scored = run->scored && leaf->leaf->repetitions > 0;
  for (uint32_t i = 0; i < leaf->n_clauses && status == QN_OK; i++)
    status = scored ? qn__clause_accumulate(&leaf->clauses[i], &run->scoring, run->from, run->end,
                                            run->searcher->window_scores, leaf->bits, error)
                    : qn__clause_mark(&leaf->clauses[i], run->from, run->end, leaf->bits, error);
  return status;
}

/* --- the tree ---------------------------------------------------------------------------------------------------- */

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

static void match_group(const windows *run, const qn__plan_group *group, unsigned depth, uint64_t *out);

/* A node's bits: a leaf's own, a group's in the spare set of its level. */
static const uint64_t *match_node(const windows *run, const qn__plan_node *node, unsigned depth) {
  if (node->group == NULL)
    return run->leaves[node->leaf].bits;
  uint64_t *bits = run->spare + (size_t)depth * WORDS;
  match_group(run, node->group, depth + 1, bits);
  return bits;
}

static void match_group(const windows *run, const qn__plan_group *group, unsigned depth, uint64_t *out) {
  memset(out, group->n_must > 0 ? 0xff : 0, WORDS * sizeof *out);
  for (uint32_t i = 0; i < group->n_must; i++) {
    const uint64_t *bits = match_node(run, &group->must[i], depth);
    for (unsigned w = 0; w < WORDS; w++)
      out[w] &= bits[w];
  }
  for (uint32_t i = 0; group->n_must == 0 && i < group->n_should; i++) {
    const uint64_t *bits = match_node(run, &group->should[i], depth);
    for (unsigned w = 0; w < WORDS; w++)
      out[w] |= bits[w];
  }
  for (uint32_t i = 0; i < group->n_must_not; i++) {
    const uint64_t *bits = match_node(run, &group->must_not[i], depth);
    for (unsigned w = 0; w < WORDS; w++)
      out[w] &= ~bits[w];
  }
}

static void drop_deleted(const windows *run, uint64_t *bits) {
  if (run->segment->deletes == NULL)
    return;
  for (unsigned w = 0; w < WORDS; w++)
    for (uint64_t left = bits[w]; left != 0; left &= left - 1) {
      unsigned at = qn__lowest_bit(left);
      if (qn__is_deleted(run->segment->deletes, run->from + w * 64 + at))
        bits[w] &= ~(UINT64_C(1) << at);
    }
}

/* --- the run ----------------------------------------------------------------------------------------------------- */

static void collect(windows *run, const uint64_t *bits) {
  int32_t *scores = run->searcher->window_scores;
  for (unsigned w = 0; w < WORDS; w++)
    for (uint64_t left = bits[w]; left != 0; left &= left - 1) {
      uint32_t at = w * 64 + qn__lowest_bit(left);
      qn__collector_offer(&run->searcher->collector, run->segment->first + run->from + at, (uint32_t)scores[at]);
    }
  memset(scores, 0, WINDOW * sizeof *scores);
}

static void count(windows *run, const uint64_t *bits) {
  for (unsigned w = 0; w < WORDS; w++)
    run->searcher->counted += qn__popcount64(bits[w]);
}

static qn_status prepare(windows *run, size_t segment, qn_error *error) {
  const qn__plan *plan = &run->searcher->plan;
  qn_status status = qn__scoring_init(&run->scoring, run->segment->segment, plan->saturation, error);
  run->leaves = qn__arena_alloc(&run->searcher->arena, plan->n_leaves * sizeof *run->leaves);
  run->spare = qn__arena_alloc(&run->searcher->arena, (depth_of(&plan->root) + 1) * WORDS * sizeof *run->spare);
  if (status == QN_OK && (run->leaves == NULL || run->spare == NULL))
    status = qn__fail_memory(error);
  for (uint32_t i = 0; i < plan->n_leaves && status == QN_OK; i++)
    status = make_leaf(run, i, segment, error);
  return status;
}

static bool counted_enough(const windows *run) {
  return !run->scored && run->searcher->counted > run->searcher->count_limit;
}

static qn_status run_segment(qn_searcher *searcher, size_t segment, bool scored, qn_error *error) {
  windows run = {.searcher = searcher, .segment = &searcher->index->segments[segment], .scored = scored};
  uint64_t matches[WORDS];
  uint32_t n_docs = run.segment->segment->meta.n_docs;
  qn_status status = prepare(&run, segment, error);
  for (; status == QN_OK && run.from < n_docs && !counted_enough(&run); run.from = run.end) {
    run.end = n_docs - run.from > WINDOW ? run.from + WINDOW : n_docs;
    for (uint32_t i = 0; i < searcher->plan.n_leaves && status == QN_OK; i++)
      status = fill(&run, &run.leaves[i], error);
    if (status != QN_OK)
      break;
    match_group(&run, &searcher->plan.root, 0, matches);
    drop_deleted(&run, matches);
    if (scored)
      collect(&run, matches);
    else
      count(&run, matches);
    status = qn__poll(searcher, error);
  }
  return status;
}

qn_status qn__windows_collect(qn_searcher *searcher, size_t segment, qn_error *error) {
  return run_segment(searcher, segment, true, error);
}

qn_status qn__windows_count(qn_searcher *searcher, size_t segment, qn_error *error) {
  return run_segment(searcher, segment, false, error);
}
