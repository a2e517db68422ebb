/* SPDX-License-Identifier: MIT */
/* foreign_terms.c: asks the forms of foreign segments for the terms of words. */
#include "plan/foreign_terms.h"

#include <string.h>

static void set_term(qn__spelling *out, const void *bytes, size_t size) {
  memcpy(out->bytes, bytes, size);
  out->size = size;
}

/* The term that the segment itself gives the form; *known: it has the form. */
static qn_status find_known(qn__spelling *out, const qn__segment *segment, const qn__own_term *word, bool *known,
                            qn_error *error) {
  const qn__keys *terms = &segment->terms.keys;
  qn__form_info form;
  qn__keys_cursor cursor;
  qn_status status = qn__forms_find(&segment->forms, word->form, word->form_size, &form, known, error);
  if (status != QN_OK || !*known)
    return status;
  if (form.term >= terms->n_keys)
    return qn__section_damaged(&segment->forms.section, segment->forms.section.data,
                               "the term of a form does not exist", error);
  status = qn__keys_at(&cursor, terms, form.term, error);
  if (status != QN_OK)
    return status;
  *known = cursor.size > 0 && cursor.size <= sizeof out->bytes && (char)cursor.key[0] == word->form[0];
  if (*known) /* always, but in an index that was changed on purpose */
    set_term(out, cursor.key, cursor.size);
  return QN_OK;
}

/* The term of the first other foreign segment that has the form, among those of the same versions or of other ones. */
static qn_status find_elsewhere(qn__spelling *out, const qn_index *index, size_t number, bool same_versions,
                                const qn__own_term *word, bool *known, qn_error *error) {
  const uint32_t versions = index->segments[number].segment->meta.fingerprint;
  qn_status status = QN_OK;
  for (size_t i = 0; status == QN_OK && !*known && i < index->n_segments; i++) {
    const qn__segment *other = index->segments[i].segment;
    if (i != number && other->is_foreign && (other->meta.fingerprint == versions) == same_versions)
      status = find_known(out, other, word, known, error);
  }
  return status;
}

qn_status qn__term_in_segment(qn__spelling *out, const qn_index *index, size_t number, const qn__own_term *word,
                              qn_error *error) {
  const qn__segment *segment = index->segments[number].segment;
  bool known = false;
  qn_status status = QN_OK;
  if (segment->is_foreign)
    status = find_known(out, segment, word, &known, error);
  if (status == QN_OK && !known && segment->is_foreign)
    status = find_elsewhere(out, index, number, true, word, &known, error);
  if (status == QN_OK && !known && segment->is_foreign)
    status = find_elsewhere(out, index, number, false, word, &known, error);
  if (status == QN_OK && !known)
    set_term(out, word->term, word->term_size);
  return status;
}

qn_status qn__terms_in_segments(const qn__segment_term **out, const qn_index *index, const qn__own_term *word,
                                qn__arena *arena, qn_error *error) {
  qn__segment_term *terms = qn__arena_alloc(arena, index->n_segments * sizeof *terms);
  if (terms == NULL)
    return qn__fail_memory(error);
  for (size_t i = 0; i < index->n_segments; i++) {
    qn__spelling found;
    qn_status status = qn__term_in_segment(&found, index, i, word, error);
    if (status != QN_OK)
      return status;
    terms[i] = (qn__segment_term){qn__arena_copy(arena, found.bytes, found.size), found.size};
    if (terms[i].bytes == NULL)
      return qn__fail_memory(error);
  }
  *out = terms;
  return QN_OK;
}

qn_status qn__foreign_doc_freq(uint64_t *doc_freq, const qn_index *index, const qn__own_term *word, qn_error *error) {
  qn_status status = QN_OK;
  *doc_freq = 0;
  for (size_t i = 0; status == QN_OK && i < index->n_segments; i++) {
    const qn__segment *segment = index->segments[i].segment;
    qn__spelling term;
    qn__term_info info;
    bool found = false;
    if (!segment->is_foreign)
      continue;
    status = qn__term_in_segment(&term, index, i, word, error);
    if (status == QN_OK)
      status = qn__terms_find(&segment->terms, term.bytes, term.size, &info, &found, error);
    *doc_freq += status == QN_OK && found ? info.doc_freq : 0;
  }
  return status;
}
