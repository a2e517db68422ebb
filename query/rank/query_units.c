/* SPDX-License-Identifier: MIT */
/* query_units.c: what does the user see as the words of a query?  A word with the compounds that have it is
 * one unit, and so are a phrase and a group; what no article has is not a unit. */
#include "rank/rescore.h"

/* Whether some article of the collection may have the leaf. */
static bool may_match(const qn__plan *plan, const qn__plan_leaf *leaf) {
  bool may = leaf->n_alternatives == 0;
  for (uint32_t i = 0; i < leaf->n_words && may; i++)
    may = plan->words[leaf->words[i]].doc_freq > 0;
  for (uint32_t i = 0; i < leaf->n_alternatives && !may; i++)
    may = may_match(plan, &leaf->alternatives[i]);
  return may;
}

/* The highest idf of the leaves of a node that score and that some article may have; below 0: there is none. */
static double node_idf(const qn__plan *plan, const qn__plan_node *node) {
  double idf = -1.0;
  if (node->group == NULL) {
    const qn__plan_leaf *leaf = &plan->leaves[node->leaf];
    return qn__is_asked(leaf) && may_match(plan, leaf) ? leaf->idf : -1.0;
  }
  for (uint32_t i = 0; i < node->group->n_must + node->group->n_should; i++) {
    const bool must = i < node->group->n_must;
    double item = node_idf(plan, must ? &node->group->must[i] : &node->group->should[i - node->group->n_must]);
    idf = item > idf ? item : idf;
  }
  return idf;
}

/* The leaf of the closed compound that a node is a part of. */
static uint32_t compound_of(const qn__plan *plan, const qn__plan_node *node) {
  const qn__plan_group *group = node->group;
  if (group != NULL && (group->n_should == 0 || group->should[0].group != NULL))
    return QN__NO_LEAF;
  return plan->leaves[group != NULL ? group->should[0].leaf : node->leaf].closed_by - 1; /* 0 - 1 is QN__NO_LEAF */
}

/* Adds a leaf that scores to those that are the unit in a title. */
static void add_unit_leaf(const qn__plan *plan, uint32_t leaf, qn__unit_leaf *leaves, uint32_t *n) {
  const qn__plan_leaf *added = &plan->leaves[leaf];
  if (qn__is_asked(added))
    leaves[(*n)++] = (qn__unit_leaf){leaf, added->op == QN__PHRASE ? added->offsets[added->n_words - 1] + 1 : 1};
}

static void add_unit_leaves(const qn__plan *plan, const qn__plan_node *node, qn__unit_leaf *leaves, uint32_t *n) {
  const qn__plan_group *group = node->group;
  if (group == NULL) {
    add_unit_leaf(plan, node->leaf, leaves, n);
    return;
  }
  for (uint32_t i = 0; i < group->n_must; i++)
    add_unit_leaves(plan, &group->must[i], leaves, n);
  for (uint32_t i = 0; i < group->n_should; i++)
    add_unit_leaves(plan, &group->should[i], leaves, n);
}

static uint32_t count_leaves(const qn__plan_node *node) {
  const qn__plan_group *group = node->group;
  uint32_t n = group == NULL;
  for (uint32_t i = 0; group != NULL && i < group->n_must; i++)
    n += count_leaves(&group->must[i]);
  for (uint32_t i = 0; group != NULL && i < group->n_should; i++)
    n += count_leaves(&group->should[i]);
  return n;
}

static qn_status add_unit(qn__rescoring *r, const qn__plan_node *node, double idf, qn_error *error) {
  qn__query_unit *unit = &r->units[r->n_units];
  qn__unit_leaf *leaves = qn__arena_alloc(r->arena, (count_leaves(node) + 1) * sizeof *leaves);
  if (leaves == NULL)
    return qn__fail_memory(error);
  *unit = (qn__query_unit){node, compound_of(r->plan, node), (uint32_t)(idf * QN__IDF_UNIT), leaves, 0};
  add_unit_leaves(r->plan, node, leaves, &unit->n_leaves);
  if (unit->closed != QN__NO_LEAF)
    add_unit_leaf(r->plan, unit->closed, leaves, &unit->n_leaves);
  r->n_units++;
  return QN_OK;
}

/* Adds the items of one part of a group as units.  A compound closed up, beside its parts, is not one. */
static qn_status add_units(qn__rescoring *r, const qn__plan_node *nodes, uint32_t n, qn_error *error) {
  const qn__plan *plan = r->plan;
  qn_status status = QN_OK;
  for (uint32_t i = 0; i < n && status == QN_OK; i++) {
    const double idf = node_idf(plan, &nodes[i]);
    if (idf >= 0.0 && (nodes[i].group != NULL || !plan->leaves[nodes[i].leaf].is_closed))
      status = add_unit(r, &nodes[i], idf, error);
  }
  return status;
}

/* The only node of a group that some article may have and that scores, if it is a group; else NULL. */
static const qn__plan_group *only_group(const qn__plan *plan, const qn__plan_group *group) {
  const qn__plan_node *only = NULL;
  for (uint32_t i = 0; i < group->n_must + group->n_should; i++) {
    const qn__plan_node *node = i < group->n_must ? &group->must[i] : &group->should[i - group->n_must];
    if (node_idf(plan, node) < 0.0)
      continue;
    if (only != NULL)
      return NULL;
    only = node;
  }
  return only != NULL ? only->group : NULL;
}

/* Whether a group is a word and its compounds, which are one unit. */
static bool is_word_with_compounds(const qn__plan *plan, const qn__plan_group *group) {
  bool is = false;
  for (uint32_t i = 0; i < group->n_should && !is; i++)
    is = group->should[i].group == NULL && plan->leaves[group->should[i].leaf].op == QN__COMPOUNDS;
  return is;
}

/* The group whose items are what the user wrote side by side: filters may stand around it. */
static const qn__plan_group *written_group(const qn__plan *plan) {
  const qn__plan_group *group = &plan->root;
  for (const qn__plan_group *inner = only_group(plan, group); inner != NULL; inner = only_group(plan, inner)) {
    if (is_word_with_compounds(plan, inner))
      break;
    group = inner;
  }
  return group;
}

qn_status qn__find_units(qn__rescoring *r, qn_error *error) {
  const qn__plan_group *group = written_group(r->plan);
  r->n_units = 0;
  r->units = qn__arena_alloc(r->arena, (group->n_must + group->n_should + 1) * sizeof *r->units);
  if (r->units == NULL)
    return qn__fail_memory(error);
  qn_status status = add_units(r, group->must, group->n_must, error);
  return status == QN_OK ? add_units(r, group->should, group->n_should, error) : status;
}

/* --- in a candidate ---------------------------------------------------------------------------------------------- */

static uint32_t count_nodes(const qn__rescoring *r, const qn__plan_node *nodes, uint32_t n, uint32_t candidate);

/* Whether a candidate has a node; exclusions and filters are taken as met. */
static bool has_node(const qn__rescoring *r, const qn__plan_node *node, uint32_t candidate) {
  const qn__plan_group *group = node->group;
  if (group == NULL)
    return !qn__is_asked(&r->plan->leaves[node->leaf]) || qn__candidate_freq(r, node->leaf, candidate) > 0;
  return count_nodes(r, group->must, group->n_must, candidate) == group->n_must &&
         count_nodes(r, group->should, group->n_should, candidate) >= qn__least_optional(group);
}

static uint32_t count_nodes(const qn__rescoring *r, const qn__plan_node *nodes, uint32_t n, uint32_t candidate) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < n; i++)
    count += has_node(r, &nodes[i], candidate);
  return count;
}

/* Counts a unit that is not a group for the candidates that have it. */
static void count_leaf(qn__rescoring *r, const qn__query_unit *unit) {
  const uint32_t *freqs = r->freqs + (size_t)unit->node->leaf * r->n;
  const uint32_t *closed = unit->closed != QN__NO_LEAF ? r->freqs + (size_t)unit->closed * r->n : freqs;
  for (uint32_t i = 0; i < r->n; i++)
    r->candidates[i].n_units += (freqs[i] | closed[i]) > 0;
}

void qn__count_units(qn__rescoring *r) {
  for (uint32_t u = 0; u < r->n_units; u++) {
    const qn__query_unit *unit = &r->units[u];
    if (unit->node->group == NULL) {
      count_leaf(r, unit);
      continue;
    }
    for (uint32_t i = 0; i < r->n; i++)
      r->candidates[i].n_units +=
          has_node(r, unit->node, i) || (unit->closed != QN__NO_LEAF && qn__candidate_freq(r, unit->closed, i) > 0);
  }
}
