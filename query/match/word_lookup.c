/* SPDX-License-Identifier: MIT */
/* word_lookup.c: single articles in a word's lists. */
#include "match/word_lookup.h"

qn_status qn__lookup_init(qn__lookup *lookup, const qn__word_lists *lists, const qn__scoring *scoring, qn__arena *arena,
                          qn_error *error) {
  *lookup = (qn__lookup){.n_lists = lists->n_lists, .doc = QN__NO_DOC};
  lookup->scored_lists = qn__arena_alloc(arena, (lists->n_lists + 1) * sizeof *lookup->scored_lists);
  lookup->readers = qn__arena_alloc(arena, (lists->n_lists + 1) * sizeof *lookup->readers);
  if (lookup->scored_lists == NULL || lookup->readers == NULL)
    return qn__fail_memory(error);
  for (uint32_t i = 0; i < lists->n_lists; i++) {
    qn__scored_list_init(&lookup->scored_lists[i], &lists->lists[i], 0.0f, scoring);
    qn__occurrence_reader_init(&lookup->readers[i], lists, i, arena);
  }
  return QN_OK;
}

qn_status qn__lookup_find(qn__lookup *lookup, uint32_t doc, qn_error *error) {
  if (lookup->doc == doc)
    return QN_OK;
  qn_status status =
      qn__scored_lists_find(lookup->scored_lists, lookup->n_lists, doc, &lookup->found, &lookup->index, error);
  lookup->doc = status == QN_OK ? doc : QN__NO_DOC;
  return status;
}

qn_status qn__lookup_freq(qn__lookup *lookup, uint32_t *freq, qn_error *error) {
  *freq = 0;
  return lookup->found != NULL ? qn__scored_list_freq(lookup->found, (unsigned)lookup->index, freq, error) : QN_OK;
}

qn_status qn__lookup_place(qn__lookup *lookup, qn__phrase_word *out, qn_error *error) {
  out->place.count = 0;
  if (lookup->found == NULL)
    return QN_OK;
  out->reader = &lookup->readers[lookup->found - lookup->scored_lists];
  return qn__occurrences_place(out->reader, lookup->found->block, (unsigned)lookup->index, &out->place, error);
}
