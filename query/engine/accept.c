/* SPDX-License-Identifier: MIT */
/* accept.c: filters, asked about one article that everything else has let pass. */
#include "engine/accept.h"

static qn_status matches_node(const qn__accept *accept, const qn__plan_node *node, uint32_t doc, bool *matches,
                              qn_error *error);

/* Whether any node matches or, if not `matching`, any does not. */
static qn_status any_is(const qn__accept *accept, const qn__plan_node *nodes, uint32_t n, uint32_t doc, bool matching,
                        bool *any, qn_error *error) {
  qn_status status = QN_OK;
  *any = false;
  for (uint32_t i = 0; i < n && !*any && status == QN_OK; i++) {
    bool matches = false;
    status = matches_node(accept, &nodes[i], doc, &matches, error);
    *any = status == QN_OK && matches == matching;
  }
  return status;
}

/* Whether so many nodes match at least. */
static qn_status match_at_least(const qn__accept *accept, const qn__plan_node *nodes, uint32_t n, uint32_t least,
                                uint32_t doc, bool *enough, qn_error *error) {
  qn_status status = QN_OK;
  uint32_t matching = 0;
  for (uint32_t i = 0; i < n && matching < least && status == QN_OK; i++) {
    bool matches = false;
    status = matches_node(accept, &nodes[i], doc, &matches, error);
    matching += matches;
  }
  *enough = matching >= least;
  return status;
}

static qn_status matches_group(const qn__accept *accept, const qn__plan_group *group, uint32_t doc, bool *matches,
                               qn_error *error) {
  bool missing = false, excluded = false, enough = false;
  qn_status status = any_is(accept, group->must, group->n_must, doc, false, &missing, error);
  if (status == QN_OK && !missing)
    status = any_is(accept, group->must_not, group->n_must_not, doc, true, &excluded, error);
  if (status == QN_OK && !missing && !excluded)
    status = match_at_least(accept, group->should, group->n_should, qn__least_optional(group), doc, &enough, error);
  *matches = status == QN_OK && !missing && !excluded && enough;
  return status;
}

static qn_status matches_node(const qn__accept *accept, const qn__plan_node *node, uint32_t doc, bool *matches,
                              qn_error *error) {
  if (node->group != NULL)
    return matches_group(accept, node->group, doc, matches, error);
  qn__matcher *matcher = &accept->matched->leaves[node->leaf];
  uint32_t freq = 0;
  qn_status status = matcher->ops->freq(matcher, doc, 1, &freq, error);
  *matches = status == QN_OK && freq > 0;
  return status;
}

qn_status qn__filters_accept(const qn__accept *accept, uint32_t doc, bool *accepted, qn_error *error) {
  const qn__plan *plan = accept->matched->plan;
  qn_status status = QN_OK;
  *accepted = true;
  for (uint32_t i = 0; i < plan->n_filters && *accepted && status == QN_OK; i++) {
    bool matches = false;
    status = matches_node(accept, &plan->filters[i].node, doc, &matches, error);
    *accepted = status == QN_OK && matches != plan->filters[i].excludes;
  }
  return status;
}

void qn__accept_live(const qn__accept *accept, uint32_t from, uint64_t *bits, unsigned n_words) {
  const uint8_t *deletes = accept->deletes;
  for (unsigned w = 0; w < n_words && deletes != NULL; w++)
    for (unsigned shift = 0; shift < 64 && bits[w] >> shift != 0; shift += 8) /* no byte without an article is read */
      bits[w] &= ~((uint64_t)deletes[from / 8 + w * 8 + shift / 8] << shift);
}

qn_status qn__accept_window(const qn__accept *accept, uint32_t from, uint64_t *bits, unsigned n_words,
                            qn_error *error) {
  qn__accept_live(accept, from, bits, n_words);
  for (unsigned w = 0; w < n_words && accept->matched != NULL; w++)
    for (uint64_t left = bits[w]; left != 0; left &= left - 1) {
      unsigned at = qn__lowest_bit(left);
      bool accepted;
      qn_status status = qn__filters_accept(accept, from + w * 64 + at, &accepted, error);
      if (status != QN_OK)
        return status;
      bits[w] ^= (uint64_t)!accepted << at;
    }
  return QN_OK;
}
