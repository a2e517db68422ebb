/* SPDX-License-Identifier: MIT */
/* foreign_variants.c: what spelling_variants.c does with terms of its own, with those that each foreign segment has. */
#include "plan/foreign_variants.h"

#include "plan/foreign_terms.h"

#include <string.h>

/* The word and its plain spellings: forms with language tag bytes, and the terms that this reader makes of them. */
typedef struct spelled_word {
  size_t n; /* the word itself is the first */
  qn__spelling forms[1 + QN__SPELLINGS_MAX], terms[1 + QN__SPELLINGS_MAX];
} spelled_word;

static void set_spelling(qn__spelling *out, const char *bytes, size_t size) {
  memcpy(out->bytes, bytes, size);
  out->size = size;
}

static qn_status spell(spelled_word *out, qn__analyzer *analyzer, const qn__analyzed *word, qn_error *error) {
  qn_status status = QN_OK;
  out->forms[0].bytes[0] = word->term[0];
  memcpy(out->forms[0].bytes + 1, word->form, word->form_size);
  out->forms[0].size = word->form_size + 1;
  set_spelling(&out->terms[0], word->term, word->term_size);
  out->n = 1 + qn__plain_spellings(out->forms + 1, (uint8_t)word->term[0], word->form, word->form_size);
  for (size_t i = 1; status == QN_OK && i < out->n; i++) {
    const qn__spelling *form = &out->forms[i];
    qn__analyzed plain;
    status = qn__analyze_form(analyzer, (uint8_t)form->bytes[0], form->bytes + 1, form->size - 1, &plain, error);
    if (status == QN_OK)
      set_spelling(&out->terms[i], plain.term, plain.term_size);
  }
  return status;
}

static bool has_bytes(const qn__spelling *term, const void *bytes, size_t size) {
  return term->size == size && memcmp(term->bytes, bytes, size) == 0;
}

static bool is_among(const qn__spelling *terms, size_t n, const qn__spelling *wanted) {
  bool found = false;
  for (size_t i = 0; i < n && !found; i++)
    found = has_bytes(&terms[i], wanted->bytes, wanted->size);
  return found;
}

/* Passes on what are not the word's own terms in the segment. */
typedef struct others_visitor {
  const qn_index *index;
  size_t number;
  const qn__spelling *form, *own; /* the word's, and its term there */
  const qn__variant_visitor *to;
} others_visitor;

/* Whether it is the word's own term in another language, which is looked up by itself. */
static qn_status is_own_elsewhere(const others_visitor *others, const char *term, size_t size, bool *is_own,
                                  qn_error *error) {
  qn__spelling form = *others->form, found;
  const qn__own_term unknown = {form.bytes, form.size, form.bytes, 0};
  form.bytes[0] = term[0];
  qn_status status = qn__term_in_segment(&found, others->index, others->number, &unknown, error);
  *is_own = status == QN_OK && has_bytes(&found, term, size);
  return status;
}

static qn_status visit_other(void *context, const void *term, size_t size, uint64_t doc_freq, qn_error *error) {
  const others_visitor *others = context;
  bool is_own = has_bytes(others->own, term, size);
  qn_status status = is_own ? QN_OK : is_own_elsewhere(others, term, size, &is_own, error);
  return status != QN_OK || is_own ? status : others->to->visit(others->to->context, term, size, doc_freq, error);
}

static qn_status visit_segment(const qn_index *index, size_t number, const spelled_word *word,
                               const qn__variant_visitor *visitor, qn_error *error) {
  const qn__segment *segment = index->segments[number].segment;
  qn__spelling terms[1 + QN__SPELLINGS_MAX];
  others_visitor others = {index, number, &word->forms[0], &terms[0], visitor};
  const qn__variant_visitor own = {visit_other, &others};
  qn_status status = QN_OK;
  for (size_t i = 0; status == QN_OK && i < word->n; i++) {
    const qn__own_term spelled = {word->forms[i].bytes, word->forms[i].size, word->terms[i].bytes, word->terms[i].size};
    status = qn__term_in_segment(&terms[i], index, number, &spelled, error);
    if (status != QN_OK || is_among(terms, i, &terms[i]))
      continue;
    if (i > 0)
      status = qn__visit_plain_term(segment, terms[i].bytes, terms[i].size, &own, error);
    if (status == QN_OK)
      status = qn__visit_variants(segment, terms[i].bytes, terms[i].size, &own, error);
  }
  return status;
}

qn_status qn__each_foreign_variant(const qn_index *index, qn__analyzer *analyzer, const qn__analyzed *word,
                                   const qn__variant_visitor *visitor, qn_error *error) {
  spelled_word spelled;
  qn_status status = spell(&spelled, analyzer, word, error);
  for (size_t i = 0; status == QN_OK && i < index->n_segments; i++)
    if (index->segments[i].segment->is_foreign)
      status = visit_segment(index, i, &spelled, visitor, error);
  return status;
}
