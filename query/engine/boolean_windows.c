/* SPDX-License-Identifier: MIT */
/* boolean_windows.c: evaluates the boolean tree by bit sets of a window of articles, and scores what is left one by
 * one.
 *
 * Leaves become the bits of the articles that may match them.  The tree over these bits gives candidates, each with the
 * sum of the bounds of the leaves it may match; those that cannot beat the threshold are dropped.  For the others,
 * bounds are replaced by contributions, leaf by leaf, those with exact bits first, until they are dropped or known. */
#include "engine/engine.h"

#include <string.h>

#define NO_THRESHOLD (INT64_MIN / 2)

/* A leaf in the window. */
typedef struct window_leaf {
  qn__matcher *matcher;
  bool scored;
  bool has;             /* whether the current article matches; until it is resolved, whether it may */
  uint32_t bound;       /* most that it adds to a score */
  const uint64_t *bits; /* articles of the window that may match it */
} window_leaf;

typedef struct boolean_windows {
  qn__search_context *context;
  const qn__plan *plan;
  qn__matched_segment *matched;
  window_leaf *leaves; /* as the plan's */
  uint32_t *order;     /* n_leaves of them are in the tree: those that it requires first, the rarest first */
  uint32_t n_leaves, n_required;
  bool exact_bits; /* of all leaves in the tree */
  uint64_t *spare; /* bit sets for each level of it */
  int64_t bound;   /* the most that an article scores */
} boolean_windows;

/* --- preparing --------------------------------------------------------------------------------------------------- */

/* The digits of binary numbers up to how many of the optional nodes match; none if they are not counted. */
static unsigned count_planes(const qn__plan_group *group) {
  unsigned n = 0;
  for (uint32_t left = group->n_should; qn__counts_optional(group) && left > 0; left /= 2)
    n++;
  return n;
}

/* The bit sets that a group takes while it is matched: one for its nodes, and one a plane. */
static size_t spare_of(const qn__plan_group *group) {
  const qn__plan_node *parts[3] = {group->must, group->should, group->must_not};
  const uint32_t counts[3] = {group->n_must, group->n_should, group->n_must_not};
  size_t most = 0;
  for (unsigned p = 0; p < 3; p++)
    for (uint32_t i = 0; i < counts[p]; i++) {
      size_t spare = parts[p][i].group != NULL ? spare_of(parts[p][i].group) : 0;
      most = spare > most ? spare : most;
    }
  return most + 1 + count_planes(group);
}

static bool is_ordered(const boolean_windows *run, uint32_t leaf) {
  for (uint32_t i = 0; i < run->n_leaves; i++)
    if (run->order[i] == leaf)
      return true;
  return false;
}

/* Adds a leaf, once; a required one in its place by how many articles it can match. */
static void add_leaf(boolean_windows *run, uint32_t index, bool required) {
  qn__matcher *matcher = &run->matched->leaves[index];
  const bool scored = matcher->leaf->boost > 0.0;
  if (is_ordered(run, index))
    return;
  run->leaves[index] = (window_leaf){.matcher = matcher, .scored = scored};
  if (scored)
    run->leaves[index].bound =
        qn__bound(&run->context->scoring, matcher->leaf->weight, matcher->ops->max_saturation(matcher));
  run->bound += run->leaves[index].bound;
  run->exact_bits &= matcher->ops->exact_bits;
  uint32_t at = run->n_leaves++;
  for (uint64_t n = matcher->ops->max_docs(matcher); required && at > 0; at--) {
    const qn__matcher *before = run->leaves[run->order[at - 1]].matcher;
    if (before->ops->max_docs(before) <= n)
      break;
    run->order[at] = run->order[at - 1];
  }
  run->order[at] = index;
  run->n_required += required;
}

static void add_leaves(boolean_windows *run, const qn__plan_group *group) {
  const qn__plan_node *parts[3] = {group->must, group->should, group->must_not};
  const uint32_t counts[3] = {group->n_must, group->n_should, group->n_must_not};
  for (unsigned p = 0; p < 3; p++)
    for (uint32_t i = 0; i < counts[p]; i++) {
      if (parts[p][i].group == NULL)
        add_leaf(run, parts[p][i].leaf, false);
      else
        add_leaves(run, parts[p][i].group);
    }
}

static qn_status prepare_windows(boolean_windows *run, qn__search_context *context, qn_error *error) {
  const qn__plan *plan = context->plan;
  *run = (boolean_windows){.context = context, .plan = plan, .exact_bits = true};
  run->leaves = qn__arena_alloc(context->arena, plan->n_leaves * sizeof *run->leaves);
  run->order = qn__arena_alloc(context->arena, plan->n_leaves * sizeof *run->order);
  run->spare = qn__arena_alloc(context->arena, spare_of(&plan->root) * QN__WINDOW_WORDS * sizeof *run->spare);
  if (run->leaves == NULL || run->order == NULL || run->spare == NULL)
    return qn__fail_memory(error);
  qn_status status = qn__match_segment(context, &run->matched, error);
  if (status != QN_OK)
    return status;
  for (uint32_t i = 0; i < plan->root.n_must; i++)
    if (plan->root.must[i].group == NULL)
      add_leaf(run, plan->root.must[i].leaf, true);
  add_leaves(run, &plan->root);
  return QN_OK;
}

/* --- the tree over bits ------------------------------------------------------------------------------------------ */

/* Fills the bits of all leaves.  *any is false, and not all bits are filled, where a required leaf matches no article
 * of the window. */
static qn_status fill_leaves(boolean_windows *run, bool *any, qn_error *error) {
  qn_status status = QN_OK;
  *any = true;
  for (uint32_t i = 0; i < run->n_leaves && *any && status == QN_OK; i++) {
    window_leaf *leaf = &run->leaves[run->order[i]];
    status = leaf->matcher->ops->fill(leaf->matcher, &leaf->bits, error);
    uint64_t all = 0;
    for (unsigned w = 0; status == QN_OK && i < run->n_required && w < QN__WINDOW_WORDS; w++)
      all |= leaf->bits[w];
    *any = i >= run->n_required || all != 0;
  }
  return status;
}

static void match_group(const boolean_windows *run, const qn__plan_group *group, bool at_most, uint64_t *spare,
                        uint64_t *out);

/* The articles that a node matches at most, or (where it excludes) those it is sure to match. */
static const uint64_t *match_node(const boolean_windows *run, const qn__plan_node *node, bool at_most,
                                  uint64_t *spare) {
  static const uint64_t none[QN__WINDOW_WORDS];
  if (node->group == NULL)
    return at_most || run->leaves[node->leaf].matcher->ops->exact_bits ? run->leaves[node->leaf].bits : none;
  match_group(run, node->group, at_most, spare + QN__WINDOW_WORDS, spare);
  return spare;
}

/* Counts the optional nodes of all articles at once, a bit set a binary digit of the counts. */
static void count_optional(const boolean_windows *run, const qn__plan_group *group, bool at_most, uint64_t *planes) {
  const unsigned n_planes = count_planes(group);
  uint64_t *spare = planes + (size_t)n_planes * QN__WINDOW_WORDS;
  memset(planes, 0, n_planes * QN__WINDOW_WORDS * sizeof *planes);
  for (uint32_t i = 0; i < group->n_should; i++) {
    const uint64_t *bits = match_node(run, &group->should[i], at_most, spare);
    for (unsigned w = 0; w < QN__WINDOW_WORDS; w++) {
      uint64_t carry = bits[w];
      for (uint64_t *plane = planes + w; carry != 0; plane += QN__WINDOW_WORDS) {
        const uint64_t both = *plane & carry;
        *plane ^= carry;
        carry = both;
      }
    }
  }
}

/* Clears the articles in which fewer than `min_match` optional nodes match: compares digit by digit, lowest first. */
static void keep_counted(const boolean_windows *run, const qn__plan_group *group, bool at_most, uint64_t *spare,
                         uint64_t *out) {
  const unsigned n_planes = count_planes(group);
  count_optional(run, group, at_most, spare);
  for (unsigned w = 0; w < QN__WINDOW_WORDS; w++) {
    uint64_t enough = UINT64_MAX;
    for (unsigned digit = 0; digit < n_planes; digit++) {
      const uint64_t plane = spare[digit * QN__WINDOW_WORDS + w];
      enough = group->min_match >> digit & 1 ? enough & plane : enough | plane;
    }
    out[w] &= group->min_match >> n_planes != 0 ? 0 : enough;
  }
}

static void match_group(const boolean_windows *run, const qn__plan_group *group, bool at_most, uint64_t *spare,
                        uint64_t *out) {
  const bool counts = qn__counts_optional(group);
  memset(out, group->n_must > 0 || counts ? 0xff : 0, QN__WINDOW_WORDS * sizeof *out);
  for (uint32_t i = 0; i < group->n_must; i++) {
    const uint64_t *bits = match_node(run, &group->must[i], at_most, spare);
    for (unsigned w = 0; w < QN__WINDOW_WORDS; w++)
      out[w] &= bits[w];
  }
  for (uint32_t i = 0; group->n_must == 0 && !counts && i < group->n_should; i++) {
    const uint64_t *bits = match_node(run, &group->should[i], at_most, spare);
    for (unsigned w = 0; w < QN__WINDOW_WORDS; w++)
      out[w] |= bits[w];
  }
  if (counts)
    keep_counted(run, group, at_most, spare, out);
  for (uint32_t i = 0; i < group->n_must_not; i++) {
    const uint64_t *bits = match_node(run, &group->must_not[i], !at_most, spare);
    for (unsigned w = 0; w < QN__WINDOW_WORDS; w++)
      out[w] &= ~bits[w];
  }
}

/* --- one candidate ----------------------------------------------------------------------------------------------- */

static bool has_bit(const uint64_t *bits, uint32_t at) {
  return bits[at / 64] >> (at % 64) & 1;
}

static bool group_matches(const boolean_windows *run, const qn__plan_group *group);

static uint32_t count_matching(const boolean_windows *run, const qn__plan_node *nodes, uint32_t n) {
  uint32_t matching = 0;
  for (uint32_t i = 0; i < n; i++)
    matching += nodes[i].group != NULL ? group_matches(run, nodes[i].group) : run->leaves[nodes[i].leaf].has;
  return matching;
}

static bool group_matches(const boolean_windows *run, const qn__plan_group *group) {
  if (count_matching(run, group->must, group->n_must) < group->n_must ||
      count_matching(run, group->must_not, group->n_must_not) > 0)
    return false;
  const uint32_t least = qn__least_optional(group);
  return least == 0 || count_matching(run, group->should, group->n_should) >= least;
}

/* Which leaves the candidate may match; returns what they add at most. */
static int64_t bound_candidate(boolean_windows *run, uint32_t at) {
  int64_t bound = 0;
  for (uint32_t i = 0; i < run->n_leaves; i++) {
    window_leaf *leaf = &run->leaves[run->order[i]];
    leaf->has = has_bit(leaf->bits, at);
    bound += leaf->has ? leaf->bound : 0;
  }
  return bound;
}

/* Asks whether an article, which its bit says may match a leaf, does.  *bound is the article's upper bound; on return
 * this leaf's part of it is its real contribution.  If the article can no longer beat the threshold the leaf may be
 * left unresolved: as not matching. */
static qn_status resolve_leaf(boolean_windows *run, window_leaf *leaf, uint32_t doc, int64_t threshold, int64_t *bound,
                              qn_error *error) {
  const qn__scoring *scoring = &run->context->scoring;
  const float weight = leaf->matcher->leaf->weight, k = scoring->k[scoring->length_bytes[doc]];
  *bound -= leaf->bound;
  uint32_t freq = 0, least = 1;
  if (leaf->scored && !leaf->matcher->ops->exact_bits)
    least = qn__least_freq(weight, threshold - *bound, k);
  qn_status status = leaf->matcher->ops->freq(leaf->matcher, doc, least, &freq, error);
  leaf->has = status == QN_OK && freq > 0;
  if (leaf->has && leaf->scored)
    *bound += qn__contribution(weight, freq, k);
  return status;
}

/* Resolves leaves with exact bits, then the others: all that is needed to know the score, or that it is too low. */
static qn_status score_candidate(boolean_windows *run, uint32_t at, qn_error *error) {
  const qn__sink *sink = run->context->sink;
  uint32_t doc = run->matched->window.from + at;
  int64_t bound = bound_candidate(run, at);
  for (unsigned pass = 0; pass < 2; pass++)
    for (uint32_t i = 0; i < run->n_leaves; i++) {
      window_leaf *leaf = &run->leaves[run->order[i]];
      bool exact = leaf->matcher->ops->exact_bits;
      if (exact != (pass == 0) || !leaf->has || (exact && !leaf->scored))
        continue;
      int64_t threshold = run->context->exhaustive ? NO_THRESHOLD : sink->threshold;
      if (bound <= threshold)
        return QN_OK;
      qn_status status = resolve_leaf(run, leaf, doc, threshold, &bound, error);
      if (status != QN_OK)
        return status;
    }
  bool accepted = bound > sink->threshold && (run->exact_bits || group_matches(run, &run->plan->root));
  qn_status status = accepted ? qn__accepts(&run->context->accept, doc, &accepted, error) : QN_OK;
  if (status == QN_OK && accepted)
    qn__take(run->context, doc, (uint32_t)bound);
  return status;
}

/* Of a sink that wants no scores: clears the candidate's bit if it does not match after all. */
static qn_status confirm_candidate(boolean_windows *run, uint32_t at, uint64_t *bits, qn_error *error) {
  qn_status status = QN_OK;
  bound_candidate(run, at);
  for (uint32_t i = 0; i < run->n_leaves && status == QN_OK; i++) {
    window_leaf *leaf = &run->leaves[run->order[i]];
    int64_t bound = 0;
    if (!leaf->matcher->ops->exact_bits && leaf->has)
      status = resolve_leaf(run, leaf, run->matched->window.from + at, NO_THRESHOLD, &bound, error);
  }
  if (status == QN_OK && !group_matches(run, &run->plan->root))
    bits[at / 64] &= ~(UINT64_C(1) << (at % 64));
  return status;
}

/* --- the run ----------------------------------------------------------------------------------------------------- */

static qn_status take_candidates(boolean_windows *run, uint64_t *bits, qn_error *error) {
  qn__sink *sink = run->context->sink;
  const bool as_bits = !sink->wants_scores && run->exact_bits;
  qn_status status = QN_OK;
  for (unsigned w = 0; w < QN__WINDOW_WORDS && !as_bits; w++)
    for (uint64_t left = bits[w]; left != 0 && status == QN_OK; left &= left - 1) {
      uint32_t at = w * 64 + qn__lowest_bit(left);
      status = sink->wants_scores ? score_candidate(run, at, error) : confirm_candidate(run, at, bits, error);
    }
  if (status == QN_OK && !sink->wants_scores)
    sink->take_bits(sink, run->context->segment->first + run->matched->window.from, bits, QN__WINDOW_WORDS);
  return status;
}

static qn_status run_window(boolean_windows *run, qn_error *error) {
  uint64_t candidates[QN__WINDOW_WORDS];
  bool any = true;
  qn_status status = fill_leaves(run, &any, error);
  if (status != QN_OK || !any)
    return status;
  match_group(run, &run->plan->root, true, run->spare, candidates);
  if (run->context->sink->wants_scores) /* filters are asked about those that score enough */
    qn__accept_live(&run->context->accept, run->matched->window.from, candidates, QN__WINDOW_WORDS);
  else
    status = qn__accept_window(&run->context->accept, run->matched->window.from, candidates, QN__WINDOW_WORDS, error);
  if (status == QN_OK)
    status = take_candidates(run, candidates, error);
  return status == QN_OK ? qn__interrupted(run->context->interrupt, error) : status;
}

/* Whether the sink takes no more articles of the segment, whatever they score. */
static bool has_enough(const boolean_windows *run) {
  const qn__sink *sink = run->context->sink;
  return sink->is_full || (sink->wants_scores && !run->context->exhaustive && run->bound <= sink->threshold);
}

static qn_status run_boolean_windows(qn__search_context *context, qn_error *error) {
  boolean_windows run;
  const uint32_t n_docs = context->segment->segment->meta.n_docs;
  qn_status status = prepare_windows(&run, context, error);
  for (uint32_t from = 0; status == QN_OK && from < n_docs && !has_enough(&run);) {
    uint32_t end = n_docs - from > QN__WINDOW_DOCS ? from + QN__WINDOW_DOCS : n_docs;
    run.matched->window = (qn__window){from, end};
    status = run_window(&run, error);
    from = end;
  }
  return status;
}

static bool takes_everything(const qn__search_context *context) {
  (void)context;
  return true;
}

const qn__engine qn__boolean_engine = {"boolean windows", takes_everything, run_boolean_windows};
