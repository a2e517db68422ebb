/* SPDX-License-Identifier: MIT */
/* lookup.c: single articles in a word's lists. */
#include "search/lookup.h"

qn_status qn__lookup_init(qn__lookup *lookup, const qn__word_lists *lists, const qn__scoring *scoring, qn__arena *arena,
                          qn_error *error) {
  *lookup = (qn__lookup){.n_lists = lists->n_lists, .doc = QN__NO_DOC};
  lookup->lists = qn__arena_alloc(arena, (lists->n_lists + 1) * sizeof *lookup->lists);
  if (lookup->lists == NULL)
    return qn__fail_memory(error);
  for (uint32_t i = 0; i < lists->n_lists; i++) {
    qn__clause_init(&lookup->lists[i].clause, &lists->lists[i], 0.0f, scoring);
    qn__occurrence_reader_init(&lookup->lists[i].reader, lists, i, arena);
  }
  return QN_OK;
}

qn_status qn__lookup_find(qn__lookup *lookup, uint32_t doc, qn_error *error) {
  qn_status status = QN_OK;
  if (lookup->doc == doc)
    return QN_OK;
  lookup->found = NULL;
  for (uint32_t i = 0; i < lookup->n_lists && lookup->found == NULL && status == QN_OK; i++) {
    qn__clause *clause = &lookup->lists[i].clause;
    int index = -1;
    if (clause->list->bits != NULL || qn__clause_to_block(clause, doc))
      status = qn__clause_find(clause, doc, &index, error);
    if (status == QN_OK && index >= 0) {
      lookup->found = &lookup->lists[i];
      lookup->index = (unsigned)index;
    }
  }
  lookup->doc = status == QN_OK ? doc : QN__NO_DOC;
  return status;
}

qn_status qn__lookup_freq(qn__lookup *lookup, uint32_t *freq, qn_error *error) {
  *freq = 0;
  return lookup->found != NULL ? qn__clause_freq(&lookup->found->clause, lookup->index, freq, error) : QN_OK;
}

qn_status qn__lookup_place(qn__lookup *lookup, qn__phrase_word *out, qn_error *error) {
  qn__lookup_list *found = lookup->found;
  out->place.count = 0;
  if (found == NULL)
    return QN_OK;
  out->reader = &found->reader;
  return qn__occurrences_place(&found->reader, found->clause.block, lookup->index, &out->place, error);
}
