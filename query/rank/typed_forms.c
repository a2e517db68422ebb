/* SPDX-License-Identifier: MIT */
/* typed_forms.c: does an article have the words of the query in the form in which they are typed? */
#include "rank/rescore.h"

static qn_status look_up_exact_words(qn__rescoring *r, qn_error *error) {
  const qn__plan *plan = r->plan;
  qn__plan_word *words = qn__arena_alloc(r->arena, (plan->n_words + 1) * sizeof *words);
  if (words == NULL)
    return qn__fail_memory(error);
  qn_status status = QN_OK;
  for (uint32_t i = 0; i < plan->n_words && status == QN_OK; i++)
    status = qn__exact_word(&words[i], &plan->words[i], plan->index, r->arena, error);
  if (status == QN_OK)
    r->exact_words = words;
  return status;
}

static qn_status open_written(qn__rescoring *r, uint32_t word, size_t number, qn__written_form *out, qn_error *error) {
  const qn__plan_word *exact = &r->exact_words[word];
  out->lists = &exact->segments[number];
  out->cursors = qn__arena_alloc(r->arena, (out->lists->n_lists + 1) * sizeof *out->cursors);
  if (out->cursors == NULL)
    return qn__fail_memory(error);
  for (uint32_t i = 0; i < out->lists->n_lists; i++)
    qn__exact_start(&out->cursors[i], &out->lists->forms[i].exact);
  return qn__word_reader_init(&out->reader, exact, number, &r->segments[number].matched->scoring, r->arena, error);
}

static qn_status open_all_written(qn__rescoring *r, size_t number, qn_error *error) {
  const uint32_t n = r->plan->n_words;
  qn_status status = r->exact_words == NULL ? look_up_exact_words(r, error) : QN_OK;
  qn__written_form *written = qn__arena_alloc(r->arena, (n + 1) * sizeof *written);
  if (status == QN_OK && written == NULL)
    status = qn__fail_memory(error);
  for (uint32_t i = 0; i < n && status == QN_OK; i++)
    status = open_written(r, i, number, &written[i], error);
  if (status == QN_OK)
    r->segments[number].written = written;
  return status;
}

static qn_status find_written(qn__rescoring *r, uint32_t word, const qn__candidate *candidate, qn__written_form **out,
                              qn_error *error) {
  const size_t number = candidate->segment;
  qn_status status = r->segments[number].written == NULL ? open_all_written(r, number, error) : QN_OK;
  if (status == QN_OK)
    *out = &r->segments[number].written[word];
  return status;
}

/* Whether any of the occurrences at a place is in the form in which the word is written. */
static qn_status has_written(qn__written_form *written, const qn__word_place *place, bool *has, qn_error *error) {
  const qn__postings *list = place->reader->list;
  const qn__posting_span *at = &place->place;
  const qn__word_lists *lists = written->lists;
  uint32_t i = 0;
  *has = false;
  while (i < lists->n_lists && (lists->lists[i].info.postings_offset != list->info.postings_offset ||
                                lists->lists[i].info.doc != list->info.doc))
    i++;
  if (i == lists->n_lists || lists->forms[i].rank == QN__NO_RANK)
    return QN_OK;
  return qn__exact_has(&written->cursors[i], lists->forms[i].rank, at->block, at->start, at->count, has, error);
}

/* How much of its contribution a word earns: all where the article has it as it is written, half where it has it
 * spelled almost so. */
static qn_status exact_share(qn__rescoring *r, uint32_t i, uint32_t candidate, uint32_t freq, uint32_t *share,
                             qn_error *error) {
  const qn__plan_leaf *leaf = &r->plan->leaves[i];
  const qn__candidate *c = &r->candidates[candidate];
  qn__written_form *written;
  qn__word_place place = r->places[(size_t)i * r->n + candidate];
  bool exact = false;
  qn_status status = find_written(r, leaf->words[0], c, &written, error);
  if (status == QN_OK && !qn__is_term(leaf))
    status = qn__word_find(&written->reader, c->doc, &place, error);
  if (status == QN_OK && place.place.count > 0)
    status = has_written(written, &place, &exact, error);
  if (status == QN_OK)
    *share = exact ? QN__ALL_OF_IT : freq > place.place.count ? QN__ALL_OF_IT / 2 : 0;
  return status;
}

uint64_t qn__typed_forms_bound(const qn__rescoring *r, uint32_t candidate) {
  return qn__base_share(r, candidate, QN__TYPED_FORMS);
}

qn_status qn__earn_typed_forms(qn__rescoring *r, uint32_t candidate, uint64_t *out, qn_error *error) {
  uint64_t sum = 0;
  qn_status status = QN_OK;
  for (uint32_t i = 0; i < r->plan->n_leaves && status == QN_OK; i++) {
    const qn__plan_leaf *leaf = &r->plan->leaves[i];
    const uint32_t freq = qn__candidate_freq(r, i, candidate);
    uint32_t share = 0;
    if (freq == 0 || (leaf->op != QN__TERM && leaf->op != QN__VARIANTS))
      continue;
    status = exact_share(r, i, candidate, freq, &share, error);
    if (status == QN_OK)
      sum += qn__share(qn__contribution(leaf->weight, freq, r->candidates[candidate].k), share);
  }
  *out = qn__share(sum, r->weights->of[QN__TYPED_FORMS]);
  return status;
}
