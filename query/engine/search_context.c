/* SPDX-License-Identifier: MIT */
/* search_context.c: turning to a segment. */
#include "engine/search_context.h"

qn_status qn__match_segment(qn__search_context *context, qn__matched_segment **out, qn_error *error) {
  if (context->matched == NULL) {
    qn__matched_segment *matched = qn__arena_alloc(context->arena, sizeof *matched);
    if (matched == NULL)
      return qn__fail_memory(error);
    qn_status status =
        qn__matched_segment_open(matched, context->plan, context->number, context->store_reader, context->arena, error);
    if (status != QN_OK)
      return status;
    context->matched = matched;
  }
  *out = context->matched;
  return QN_OK;
}

/* Opens the filters of the context's segment. */
static qn_status open_filters(qn__search_context *context, qn__filter_set **out, qn_error *error) {
  const uint32_t n_docs = context->segment->segment->meta.n_docs;
  qn__filter_bits *known = NULL;
  qn_status status = context->filter_memory != NULL
                         ? qn__filter_memory_of(context->filter_memory, context->number, n_docs, &known, error)
                         : qn__filter_bits_new(&known, n_docs, context->arena, error);
  if (status != QN_OK)
    return status;
  return qn__filter_set_open(out, context->plan, context->number, known, context->store_reader, context->arena, error);
}

/* The filters of the context's segment, opened once for all runs of the plan. */
static qn_status set_filters(qn__search_context *context, qn_error *error) {
  qn__filter_set *opened = context->filters != NULL ? context->filters[context->number] : NULL;
  qn_status status = opened == NULL ? open_filters(context, &opened, error) : QN_OK;
  if (status != QN_OK)
    return status;
  if (context->filters != NULL)
    context->filters[context->number] = opened;
  qn__accept_filters(&context->accept, opened);
  return QN_OK;
}

qn_status qn__enter_segment(qn__search_context *context, size_t number, qn_error *error) {
  context->number = number;
  context->segment = &context->plan->index->segments[number];
  context->accept = (qn__accept){.deletes = context->segment->deletes};
  context->matched = NULL;
  qn_status status = qn__scoring_init(&context->scoring, context->segment->segment, context->plan->saturation, error);
  if (status == QN_OK && context->plan->n_filters > 0)
    status = set_filters(context, error);
  return status;
}

static const qn__word_lists *lists_of(const qn__search_context *context, const qn__plan_leaf *term) {
  return &context->plan->words[term->words[0]].segments[context->number];
}

qn_status qn__term_lists(const qn__search_context *context, const qn__plan_node *terms, uint32_t n_terms,
                         qn__list_set *out, qn_error *error) {
  const qn__plan_leaf *leaves = context->plan->leaves;
  uint32_t n = 0;
  for (uint32_t i = 0; i < n_terms; i++)
    n += lists_of(context, &leaves[terms[i].leaf])->n_lists;
  *out = (qn__list_set){qn__arena_alloc(context->arena, (n + 1) * sizeof *out->lists), 0};
  if (out->lists == NULL)
    return qn__fail_memory(error);
  for (uint32_t i = 0; i < n_terms; i++) {
    const qn__plan_leaf *leaf = &leaves[terms[i].leaf];
    const qn__word_lists *word = lists_of(context, leaf);
    for (uint32_t l = 0; l < word->n_lists; l++)
      qn__scored_list_init(&out->lists[out->n++], &word->lists[l], leaf->weight, &context->scoring);
  }
  return QN_OK;
}

qn_status qn__sort_by_bound(const qn__search_context *context, const qn__list_set *set, qn__scored_list ***out,
                            qn_error *error) {
  qn__scored_list **sorted = qn__arena_alloc(context->arena, (set->n + 1) * sizeof *sorted);
  if (sorted == NULL)
    return qn__fail_memory(error);
  for (uint32_t i = 0; i < set->n; i++) {
    uint32_t at = i;
    for (; at > 0 && sorted[at - 1]->bound < set->lists[i].bound; at--)
      sorted[at] = sorted[at - 1];
    sorted[at] = &set->lists[i];
  }
  *out = sorted;
  return QN_OK;
}
