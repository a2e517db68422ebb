/* SPDX-License-Identifier: MIT */
/* exact_title.c: is an article's title what was typed: the same words in their order, in the same forms? */
#include "rank/rescore.h"

#include <string.h>

enum { MOST_WORDS = 64 }; /* of a title that can be the query */

/* Whether a title that has so much of the query may be the query. */
static bool may_be_exact(const qn__rescoring *r, const qn__candidate *candidate, const qn__coverage *covered) {
  return covered->n_units == r->n_units && candidate->title_words == r->plan->n_positions;
}

uint64_t qn__exact_title_bound(const qn__rescoring *r, uint32_t candidate) {
  const qn__candidate *c = &r->candidates[candidate];
  if (c->title_words == 0 || c->title_words != r->plan->n_positions || c->title_words > MOST_WORDS)
    return 0;
  return may_be_exact(r, c, &c->covered) ? qn__share(r->highest, r->weights->of[QN__EXACT_TITLE]) : 0;
}

/* A title as it is stored, and the language that its words are read in. */
typedef struct stored_title {
  qn_string text;
  uint8_t language, default_language;
} stored_title;

/* Whether the bytes of a title from `from` on have the form of a word of the query. */
static qn_status has_form_of(const qn__rescoring *r, const qn__query_word *word, const stored_title *title, size_t from,
                             size_t size, qn__word_kind kind, bool *is, qn_error *error) {
  char form[QN__FORM_MAX];
  qn__analyzed typed, found;
  *is = false;
  if (size > title->text.size - from)
    return QN_OK;
  qn_status status = qn__analyze(r->analyzer, word->text, word->size, word->kind, title->language,
                                 title->default_language, &typed, error);
  if (status != QN_OK)
    return status;
  const size_t form_size = typed.form_size;
  memcpy(form, typed.form, form_size); /* the next call takes its place */
  status = qn__analyze(r->analyzer, title->text.data + from, size, kind, title->language, title->default_language,
                       &found, error);
  *is = status == QN_OK && found.form_size == form_size && memcmp(found.form, form, form_size) == 0;
  return status;
}

/* Signs that a name begins with: .NET */
static size_t leading_signs(const qn__query_word *word) {
  size_t n = 0;
  while (n < word->size && (uint8_t)word->text[n] < '0')
    n++;
  return n;
}

/* Whether a word of the query stands at a word of the title; with the signs of its name, which no scan finds. */
static qn_status stands_at(const qn__rescoring *r, const qn__query_word *word, const stored_title *title,
                           const qn__word *at, bool *stands, qn_error *error) {
  const size_t signs = word->kind == QN__WORD_SIGNED ? leading_signs(word) : 0;
  *stands = false;
  if ((word->op != QN__TERM && word->op != QN__EXACT) || signs > at->offset)
    return QN_OK;
  return word->kind == QN__WORD_SIGNED
             ? has_form_of(r, word, title, at->offset - signs, word->size, QN__WORD_SIGNED, stands, error)
             : has_form_of(r, word, title, at->offset, at->size, (qn__word_kind)at->kind, stands, error);
}

static qn_status read_title(const qn__rescoring *r, const qn__candidate *candidate, stored_title *out,
                            qn_error *error) {
  const qn__matched_segment *matched = r->segments[candidate->segment].matched;
  const qn__segment *segment = matched->where->segment;
  qn_article head;
  qn_status status = qn__store_head(&segment->store, matched->store_reader, candidate->doc, &head, error);
  if (status != QN_OK)
    return status;
  const uint8_t language = qn__language_find(head.language.data, head.language.size);
  const uint8_t fallback = segment->meta.settings.language;
  *out = (stored_title){head.title, language != 0 ? language : fallback, fallback};
  return QN_OK;
}

static qn_status compare_title(const qn__rescoring *r, const qn__candidate *candidate, bool *exact, qn_error *error) {
  qn__word words[MOST_WORDS];
  stored_title title;
  size_t cursor = 0;
  qn_status status = read_title(r, candidate, &title, error);
  if (status != QN_OK)
    return status;
  const size_t n = qn__scan_words(title.text.data, title.text.size, &cursor, words, MOST_WORDS);
  *exact = n == r->plan->n_positions;
  for (uint32_t i = 0; i < r->plan->n_written && *exact && status == QN_OK; i++) {
    const qn__written_word *written = &r->plan->written[i];
    *exact = written->word != NULL && written->position < n;
    if (*exact)
      status = stands_at(r, written->word, &title, &words[written->position], exact, error);
  }
  return status;
}

qn_status qn__earn_exact_title(qn__rescoring *r, uint32_t candidate, uint64_t *out, qn_error *error) {
  const qn__candidate *c = &r->candidates[candidate];
  bool exact = false;
  qn_status status = qn__cover_title(r, candidate, error);
  if (status == QN_OK && may_be_exact(r, c, &c->covered))
    status = compare_title(r, c, &exact, error);
  *out = exact ? qn__share(r->highest, r->weights->of[QN__EXACT_TITLE]) : 0;
  return status;
}
