/* SPDX-License-Identifier: MIT */
/* word_lists.c: the lists of a word's terms in each segment, and in how many articles the word is.  The lists of its
 * own terms share no article, and their document frequencies add up; those of variants may share articles, and the word
 * is as frequent as the most frequent of them. */
#include "plan/word_resolver.h"

#include <string.h>

typedef struct list_array {
  qn__postings *lists;
  qn__list_form *forms; /* if the word depends on forms */
  uint32_t n, capacity;
} list_array;

static qn_status grow_lists(const qn__word_resolver *r, list_array *out, qn_error *error) {
  if (out->n < out->capacity)
    return QN_OK;
  uint32_t capacity = out->capacity == 0 ? 1 : out->capacity * 2;
  qn__postings *lists = qn__arena_alloc(r->arena, capacity * sizeof *lists);
  qn__list_form *forms = qn__depends_on_forms(r->op) ? qn__arena_alloc(r->arena, capacity * sizeof *forms) : NULL;
  if (lists == NULL || (qn__depends_on_forms(r->op) && forms == NULL))
    return qn__fail_memory(error);
  if (out->n > 0)
    memcpy(lists, out->lists, out->n * sizeof *lists);
  if (out->n > 0 && qn__depends_on_forms(r->op))
    memcpy(forms, out->forms, out->n * sizeof *forms);
  out->lists = lists;
  out->forms = forms;
  out->capacity = capacity;
  return QN_OK;
}

static qn_status add_list(const qn__word_resolver *r, const qn__segment *segment, const qn__term_info *info,
                          list_array *out, qn_error *error) {
  qn_status status = grow_lists(r, out, error);
  return status == QN_OK ? qn__postings_open(&out->lists[out->n++], &segment->lists, info, error) : status;
}

/* Adds the list of a word that depends on forms, if it may have occurrences in those that are wanted. */
static qn_status add_form_list(const qn__word_resolver *r, const qn__segment *segment, const qn__term *term,
                               const qn__term_info *info, list_array *out, qn_error *error) {
  bool found = false;
  qn__form_info written;
  qn_status status = qn__forms_find(&segment->forms, term->form, term->form_size, &written, &found, error);
  const bool others = r->op == QN__OTHER_FORMS, has_others = !found || info->exact_size > 0;
  if (status != QN_OK || !(others ? has_others : found || r->keeps_lists))
    return status;
  status = add_list(r, segment, info, out, error);
  if (status != QN_OK)
    return status;
  qn__list_form *form = &out->forms[out->n - 1];
  *form = (qn__list_form){.rank = found ? written.rank : QN__NO_RANK, .others = others};
  return qn__exact_open(&form->exact, &segment->lists.positions, info, error);
}

/* Adds the list of a term; those of an own one count towards its document frequency, `doc_freq`. */
static qn_status find_list(const qn__word_resolver *r, const qn__segment *segment, const qn__term *term,
                           list_array *out, uint64_t *doc_freq, qn_error *error) {
  qn__term_info info;
  bool found = false;
  qn_status status = qn__terms_find(&segment->terms, term->bytes, term->size, &info, &found, error);
  if (status != QN_OK || !found)
    return status;
  *doc_freq += info.doc_freq;
  return qn__depends_on_forms(r->op) ? add_form_list(r, segment, term, &info, out, error)
                                     : add_list(r, segment, &info, out, error);
}

static qn_status add_lists(qn__word_resolver *r, const qn__segment *segment, qn__term *term, list_array *out,
                           qn_error *error) {
  uint64_t ignored = 0;
  if (r->op != QN__PREFIX)
    return find_list(r, segment, term, out, term->form == NULL ? &ignored : &term->doc_freq, error);
  qn__keys_cursor cursor;
  qn_status status = qn__keys_seek(&cursor, &segment->terms.keys, term->bytes, term->size, error);
  while (status == QN_OK && qn__keys_begins_with(&cursor, term->bytes, term->size)) {
    const qn__term found = {.bytes = (const char *)cursor.key, .size = cursor.size};
    status = find_list(r, segment, &found, out, &term->doc_freq, error);
    if (status == QN_OK)
      status = qn__keys_next(&cursor, error);
  }
  return status;
}

/* --- Foreign segments ------------------------------------------------------------------------------------------- */

/* A term as segment `number` has it. */
static qn__segment_term term_there(const qn__term *term, size_t number) {
  return term->in_segments != NULL ? term->in_segments[number] : (qn__segment_term){term->bytes, term->size};
}

/* Whether a variant is looked for in segment `number`: where it is one, unless it is the word's own term there. */
static bool is_wanted(const qn__word_resolver *r, const qn__term *variant, size_t number) {
  const bool foreign = r->index->segments[number].segment->is_foreign;
  bool wanted = foreign ? variant->is_foreign : variant->is_local;
  for (size_t t = 0; t < r->n_terms && foreign && wanted; t++) {
    const qn__segment_term own = term_there(&r->terms[t], number);
    wanted = r->terms[t].form == NULL || own.size != variant->size || memcmp(own.bytes, variant->bytes, own.size) != 0;
  }
  return wanted;
}

static qn_status add_lists_there(qn__word_resolver *r, size_t number, qn__term *term, list_array *out,
                                 qn_error *error) {
  const qn__segment_term bytes = term_there(term, number);
  qn__term there = *term;
  if (r->op == QN__VARIANTS && term->form == NULL && !is_wanted(r, term, number))
    return QN_OK;
  there.bytes = bytes.bytes;
  there.size = bytes.size;
  qn_status status = add_lists(r, r->index->segments[number].segment, &there, out, error);
  term->doc_freq = there.doc_freq;
  return status;
}

/* Whether a word may have other terms in some segments than in others. */
static bool is_mixed(const qn__word_resolver *r) {
  return r->index->n_foreign > 0 || r->has_foreign;
}

/* --- All segments ------------------------------------------------------------------------------------------------- */

static qn_status find_lists(qn__word_resolver *r, qn__word_lists *segments, qn_error *error) {
  qn_status status = QN_OK;
  for (size_t t = 0; t < r->n_terms; t++)
    r->terms[t].doc_freq = r->terms[t].form == NULL ? r->terms[t].doc_freq : 0;
  for (size_t s = 0; status == QN_OK && s < r->index->n_segments; s++) {
    list_array array = {.lists = NULL};
    for (size_t t = 0; status == QN_OK && t < r->n_terms; t++)
      status = is_mixed(r) ? add_lists_there(r, s, &r->terms[t], &array, error)
                           : add_lists(r, r->index->segments[s].segment, &r->terms[t], &array, error);
    if (status != QN_OK)
      return status;
    segments[s] = (qn__word_lists){array.lists, array.forms, array.n};
  }
  return status;
}

/* Replaces the index's document frequencies by the collection's. */
static qn_status count_outside(const qn__word_resolver *r, qn_error *error) {
  qn_status status = QN_OK;
  const qn__count_kind kind = r->op == QN__PREFIX ? QN__COUNT_PREFIX : QN__COUNT_TERM;
  for (size_t t = 0; status == QN_OK && t < r->n_terms; t++) {
    qn__term *term = &r->terms[t];
    if (r->op == QN__PREFIX || term->form != NULL)
      status = qn__statistics_find(r->statistics, kind, term->bytes, term->size, &term->doc_freq, error);
    if (status == QN_OK && r->op != QN__PREFIX && term->form != NULL)
      term->doc_freq += qn__statistics_foreign(r->statistics, term->form, term->form_size);
  }
  return status;
}

/* For each own term the highest frequency among it and its variants; these, added up. */
static uint64_t sum_doc_freqs(const qn__word_resolver *r) {
  uint64_t sum = 0;
  for (size_t own = 0; own < r->n_terms; own++) {
    if (r->terms[own].form == NULL && r->op == QN__VARIANTS)
      continue;
    uint64_t highest = r->terms[own].doc_freq;
    for (size_t t = 0; r->op == QN__VARIANTS && t < r->n_terms; t++)
      if (r->terms[t].own_tag == r->terms[own].own_tag && r->terms[t].doc_freq > highest)
        highest = r->terms[t].doc_freq;
    sum += highest;
  }
  return sum;
}

/* Forgets the forms if no list has the one that does not count. */
static void settle_forms(qn__word_resolver *r, qn__word_lists *segments) {
  r->in_all_forms = true;
  for (size_t s = 0; s < r->index->n_segments; s++)
    for (uint32_t i = 0; i < segments[s].n_lists; i++)
      r->in_all_forms &= segments[s].forms[i].rank == QN__NO_RANK;
  for (size_t s = 0; r->in_all_forms && s < r->index->n_segments; s++)
    segments[s].forms = NULL;
}

qn_status qn__find_word_lists(qn__word_resolver *r, qn__word_lists *segments, uint64_t *doc_freq, qn_error *error) {
  qn_status status = find_lists(r, segments, error);
  if (status == QN_OK && r->statistics != NULL)
    status = count_outside(r, error);
  if (status == QN_OK && r->op == QN__OTHER_FORMS)
    settle_forms(r, segments);
  *doc_freq = sum_doc_freqs(r);
  return status;
}
