/* SPDX-License-Identifier: MIT */
/* exact_word.c: from a word in all its forms to the one in which it is written. */
#include "plan/word_resolver.h"

#include <string.h>

/* The word's own terms, which have a form. */
static qn_status copy_own_terms(qn__word_resolver *r, const qn__plan_word *word, qn_error *error) {
  r->terms = qn__arena_alloc(r->arena, word->n_terms * sizeof *r->terms);
  if (r->terms == NULL)
    return qn__fail_memory(error);
  for (size_t i = 0; i < word->n_terms; i++)
    if (word->terms[i].form != NULL)
      r->terms[r->n_terms++] = word->terms[i];
  return QN_OK;
}

qn_status qn__exact_word(qn__plan_word *out, const qn__plan_word *word, const qn_index *index, qn__arena *arena,
                         qn_error *error) {
  qn__word_resolver r = {.index = index, .arena = arena, .op = QN__EXACT, .keeps_lists = true};
  qn__word_lists *segments = qn__arena_alloc(arena, index->n_segments * sizeof *segments);
  uint64_t doc_freq = 0;
  if (segments == NULL)
    return qn__fail_memory(error);
  qn_status status = QN_OK;
  if (word->op == QN__TERM || word->op == QN__VARIANTS || word->op == QN__EXACT)
    status = copy_own_terms(&r, word, error);
  if (status == QN_OK)
    status = qn__find_word_lists(&r, segments, &doc_freq, error);
  if (status != QN_OK)
    return status;
  *out = *word;
  out->op = QN__EXACT;
  out->terms = r.terms;
  out->n_terms = r.n_terms;
  out->segments = segments;
  return QN_OK;
}
