/* SPDX-License-Identifier: MIT */
/* spelling_variants.c: the terms of words that are spelled almost like one of the query.  They are found in both
 * directions: the terms of its own plain spellings, and the terms of forms whose plain spellings have one of all these
 * terms. */
#include "plan/spelling_variants.h"

#include "text/spellings.h"

#include <string.h>

qn_status qn__visit_variants(const qn__segment *segment, const char *term, size_t size,
                             const qn__variant_visitor *visitor, qn_error *error) {
  const qn__keys *terms = &segment->terms.keys;
  qn__variant_list list;
  qn_status status = qn__variants_find(&list, &segment->variants, term, size, error);
  while (status == QN_OK && list.n_left > 0) {
    qn__variant variant;
    qn__keys_cursor cursor;
    status = qn__variants_next(&list, &variant, error);
    if (status == QN_OK && variant.term >= terms->n_keys)
      status = qn__section_damaged(&terms->section, terms->section.data, "a variant does not exist", error);
    if (status == QN_OK)
      status = qn__keys_at(&cursor, terms, variant.term, error);
    if (status == QN_OK)
      status = visitor->visit(visitor->context, cursor.key, cursor.size, variant.doc_freq, error);
  }
  return status;
}

qn_status qn__visit_plain_term(const qn__segment *segment, const char *term, size_t size,
                               const qn__variant_visitor *visitor, qn_error *error) {
  qn__term_info info;
  bool found = false;
  qn_status status = qn__terms_find(&segment->terms, term, size, &info, &found, error);
  return status == QN_OK && found ? visitor->visit(visitor->context, term, size, info.doc_freq, error) : status;
}

/* The distinct terms of a word and of its plain spellings; the word's own is the first. */
typedef struct term_set {
  size_t n;
  qn__spelling terms[1 + QN__SPELLINGS_MAX];
} term_set;

static void add_to_set(term_set *set, const char *term, size_t size) {
  for (size_t i = 0; i < set->n; i++)
    if (set->terms[i].size == size && memcmp(set->terms[i].bytes, term, size) == 0)
      return;
  memcpy(set->terms[set->n].bytes, term, size);
  set->terms[set->n++].size = size;
}

static qn_status find_plain_terms(term_set *set, qn__analyzer *analyzer, const qn__analyzed *word, qn_error *error) {
  qn__spelling spellings[QN__SPELLINGS_MAX];
  size_t n = qn__plain_spellings(spellings, (uint8_t)word->term[0], word->form, word->form_size);
  qn_status status = QN_OK;
  set->n = 0;
  add_to_set(set, word->term, word->term_size);
  for (size_t i = 0; status == QN_OK && i < n; i++) {
    qn__analyzed plain;
    status = qn__analyze_form(analyzer, (uint8_t)spellings[i].bytes[0], spellings[i].bytes + 1, spellings[i].size - 1,
                              &plain, error);
    if (status == QN_OK)
      add_to_set(set, plain.term, plain.term_size);
  }
  return status;
}

/* Of a word that has other plain spellings. */
static qn_status each_variant_of_all(const qn_index *index, qn__analyzer *analyzer, const qn__analyzed *word,
                                     const qn__variant_visitor *visitor, qn_error *error) {
  term_set set;
  qn_status status = find_plain_terms(&set, analyzer, word, error);
  for (size_t s = 0; status == QN_OK && s < index->n_segments; s++)
    for (size_t i = 0; status == QN_OK && i < set.n; i++) {
      const qn__segment *segment = index->segments[s].segment;
      if (segment->is_foreign)
        break;
      const qn__spelling *term = &set.terms[i];
      if (i > 0)
        status = qn__visit_plain_term(segment, term->bytes, term->size, visitor, error);
      if (status == QN_OK)
        status = qn__visit_variants(segment, term->bytes, term->size, visitor, error);
    }
  return status;
}

qn_status qn__may_have_variants(const qn_index *index, const qn__analyzed *word, bool *may, qn_error *error) {
  qn_status status = QN_OK;
  *may = !qn__is_plainly_spelled(word->form, word->form_size);
  for (size_t s = 0; status == QN_OK && s < index->n_segments && !*may; s++)
    status = qn__variants_may_have(&index->segments[s].segment->variants, word->term, word->term_size, may, error);
  return status;
}

qn_status qn__each_variant(const qn_index *index, qn__analyzer *analyzer, const qn__analyzed *word,
                           const qn__variant_visitor *visitor, qn_error *error) {
  if (!qn__is_plainly_spelled(word->form, word->form_size))
    return each_variant_of_all(index, analyzer, word, visitor, error);
  qn_status status = QN_OK;
  for (size_t s = 0; status == QN_OK && s < index->n_segments; s++)
    if (!index->segments[s].segment->is_foreign)
      status = qn__visit_variants(index->segments[s].segment, word->term, word->term_size, visitor, error);
  return status;
}
