/* SPDX-License-Identifier: MIT */
/* term_lookup.c: from a word as written to its terms, lists and idf.
 *
 * An article's words are analysed in its language; a query has none.  So a word is analysed as each language present in
 * the index would have it, and stands for the union of the distinct terms.  Their lists share no article, and their
 * document frequencies add up. */
#include "plan/plan.h"

#include "base/bytes.h"
#include "plan/statistics.h"

#include <string.h>

/* What one word is resolved with. */
typedef struct resolver {
  const qn__query_word *word;
  const qn_index *index;
  const qn_statistics *statistics;
  qn__analyzer *analyzer;
  qn__arena *arena;
  qn__operator op; /* QN__PREFIX: the terms are beginnings of those looked for */
  qn__term *terms; /* distinct, sorted */
  size_t n_terms, capacity;
} resolver;

/* Adds a term and, after the same language tag byte, its form: a term that is there already has the same one. */
static qn_status add_term(resolver *r, const qn__analyzed *word, qn_error *error) {
  size_t at = 0;
  int order = -1;
  while (at < r->n_terms &&
         (order = qn__compare_bytes(r->terms[at].bytes, r->terms[at].size, word->term, word->term_size)) < 0)
    at++;
  if (at < r->n_terms && order == 0)
    return QN_OK;
  char *term = qn__arena_copy(r->arena, word->term, word->term_size);
  char *form = qn__arena_alloc(r->arena, word->form_size + 1);
  if (term == NULL || form == NULL || r->n_terms == r->capacity)
    return qn__fail_memory(error);
  form[0] = term[0];
  memcpy(form + 1, word->form, word->form_size);
  memmove(&r->terms[at + 1], &r->terms[at], (r->n_terms - at) * sizeof *r->terms);
  r->terms[at] = (qn__term){term, word->term_size, form, word->form_size + 1};
  r->n_terms++;
  return QN_OK;
}

static qn_status analyse(resolver *r, uint8_t language, uint8_t default_language, qn_error *error) {
  qn__analyzed analyzed;
  qn_status status = qn__analyze(r->analyzer, r->word->text, r->word->size, r->word->kind, language, default_language,
                                 &analyzed, error);
  return status == QN_OK ? add_term(r, &analyzed, error) : status;
}

/* All the word's terms, as articles of the index or of the collection that it is a shard of have them. */
static qn_status find_terms(resolver *r, qn_error *error) {
  const qn__analysis *analyses = r->statistics != NULL ? r->statistics->analyses : r->index->analyses;
  r->capacity = r->statistics != NULL ? r->statistics->n_analyses : r->index->n_analyses;
  r->terms = qn__arena_alloc(r->arena, r->capacity * sizeof *r->terms);
  if (r->terms == NULL)
    return qn__fail_memory(error);
  qn_status status = QN_OK;
  for (size_t i = 0; status == QN_OK && i < r->capacity; i++)
    status = analyse(r, analyses[i].language, analyses[i].default_language, error);
  return status;
}

/* --- Lists --- */

typedef struct list_array {
  qn__postings *lists;
  qn__list_form *forms; /* if the word is exact */
  uint32_t n, capacity;
  uint64_t doc_freq; /* of all terms, in any form */
} list_array;

static qn_status grow_lists(const resolver *r, list_array *out, qn_error *error) {
  if (out->n < out->capacity)
    return QN_OK;
  uint32_t capacity = out->capacity == 0 ? 1 : out->capacity * 2;
  qn__postings *lists = qn__arena_alloc(r->arena, capacity * sizeof *lists);
  qn__list_form *forms = r->op == QN__EXACT ? qn__arena_alloc(r->arena, capacity * sizeof *forms) : NULL;
  if (lists == NULL || (r->op == QN__EXACT && forms == NULL))
    return qn__fail_memory(error);
  if (out->n > 0)
    memcpy(lists, out->lists, out->n * sizeof *lists);
  if (out->n > 0 && r->op == QN__EXACT)
    memcpy(forms, out->forms, out->n * sizeof *forms);
  out->lists = lists;
  out->forms = forms;
  out->capacity = capacity;
  return QN_OK;
}

static qn_status add_list(const resolver *r, const qn__segment *segment, const qn__term_info *info, list_array *out,
                          qn_error *error) {
  out->doc_freq += info->doc_freq;
  qn_status status = grow_lists(r, out, error);
  return status == QN_OK ? qn__postings_open(&out->lists[out->n++], &segment->lists, info, error) : status;
}

/* Adds the list of an exact word if any occurrence of the term is in the wanted form. */
static qn_status add_exact_list(const resolver *r, const qn__segment *segment, const qn__term *term,
                                const qn__term_info *info, list_array *out, qn_error *error) {
  bool found = false;
  uint32_t rank;
  qn_status status = qn__forms_find(&segment->forms, term->form, term->form_size, &rank, &found, error);
  if (status != QN_OK || !found) {
    out->doc_freq += info->doc_freq;
    return status;
  }
  status = add_list(r, segment, info, out, error);
  if (status != QN_OK)
    return status;
  qn__list_form *form = &out->forms[out->n - 1];
  form->rank = rank;
  return qn__exact_open(&form->exact, &segment->lists.positions, info, error);
}

static qn_status find_list(const resolver *r, const qn__segment *segment, const qn__term *term, list_array *out,
                           qn_error *error) {
  qn__term_info info;
  bool found = false;
  qn_status status = qn__terms_find(&segment->terms, term->bytes, term->size, &info, &found, error);
  if (status != QN_OK || !found)
    return status;
  return r->op == QN__EXACT ? add_exact_list(r, segment, term, &info, out, error)
                            : add_list(r, segment, &info, out, error);
}

static qn_status add_lists(resolver *r, const qn__segment *segment, const qn__term *term, list_array *out,
                           qn_error *error) {
  if (r->op != QN__PREFIX)
    return find_list(r, segment, term, out, error);
  qn__keys_cursor cursor;
  qn_status status = qn__keys_seek(&cursor, &segment->terms.keys, term->bytes, term->size, error);
  while (status == QN_OK && qn__keys_begins_with(&cursor, term->bytes, term->size)) {
    const qn__term found = {.bytes = (const char *)cursor.key, .size = cursor.size};
    status = find_list(r, segment, &found, out, error);
    if (status == QN_OK)
      status = qn__keys_next(&cursor, error);
  }
  return status;
}

static qn_status find_lists(resolver *r, qn__word_lists *segments, uint64_t *doc_freq, qn_error *error) {
  qn_status status = QN_OK;
  *doc_freq = 0;
  for (size_t s = 0; status == QN_OK && s < r->index->n_segments; s++) {
    list_array array = {.lists = NULL};
    for (size_t t = 0; status == QN_OK && t < r->n_terms; t++)
      status = add_lists(r, r->index->segments[s].segment, &r->terms[t], &array, error);
    if (status != QN_OK)
      return status;
    segments[s] = (qn__word_lists){array.lists, array.forms, array.n};
    *doc_freq += array.doc_freq;
  }
  return status;
}

/* Replaces the index's document frequency by the collection's. */
static qn_status count_outside(const resolver *r, uint64_t *doc_freq, qn_error *error) {
  qn_status status = QN_OK;
  uint64_t sum = 0;
  for (size_t t = 0; status == QN_OK && t < r->n_terms; t++) {
    uint64_t count = 0;
    status =
        qn__statistics_find(r->statistics, r->op == QN__PREFIX, r->terms[t].bytes, r->terms[t].size, &count, error);
    sum += count;
  }
  *doc_freq = sum;
  return status;
}

/* The lists of the word's terms, and in how many articles they are. */
static qn_status find_and_count(resolver *r, qn__word_lists *segments, uint64_t *doc_freq, qn_error *error) {
  qn_status status = find_lists(r, segments, doc_freq, error);
  return status == QN_OK && r->statistics != NULL ? count_outside(r, doc_freq, error) : status;
}

bool qn__is_whole_number(const char *term, size_t size) {
  bool digits = size > 1;
  for (size_t i = 1; digits && i < size; i++)
    digits = term[i] >= '0' && term[i] <= '9';
  return digits;
}

/* A whole number that no article has stands for those with decimals: 5864 finds 5,864.6, as a prefix. */
static bool may_have_decimals(const resolver *r) {
  return r->op == QN__TERM && r->n_terms == 1 && qn__is_whole_number(r->terms[0].bytes, r->terms[0].size);
}

static qn_status find_decimals(resolver *r, qn__word_lists *segments, uint64_t *doc_freq, qn_error *error) {
  qn__term *term = &r->terms[0];
  char *bytes = qn__arena_alloc(r->arena, term->size + 1);
  if (bytes == NULL)
    return qn__fail_memory(error);
  memcpy(bytes, term->bytes, term->size);
  bytes[term->size] = '.';
  *term = (qn__term){.bytes = bytes, .size = term->size + 1};
  r->op = QN__PREFIX;
  return find_and_count(r, segments, doc_freq, error);
}

qn_status qn__look_up_word(qn__plan_word *out, const qn__query_word *word, const qn__plan *plan,
                           const qn_statistics *statistics, qn__analyzer *analyzer, qn__arena *arena, qn_error *error) {
  resolver r = {.word = word,
                .index = plan->index,
                .statistics = statistics,
                .analyzer = analyzer,
                .arena = arena,
                .op = word->op};
  qn_status status = find_terms(&r, error);
  if (status != QN_OK)
    return status;
  char *written = qn__arena_copy(arena, word->text, word->size);
  qn__word_lists *segments = qn__arena_alloc(arena, r.index->n_segments * sizeof *segments);
  if (written == NULL || segments == NULL)
    return qn__fail_memory(error);
  uint64_t doc_freq = 0;
  status = find_and_count(&r, segments, &doc_freq, error);
  if (status == QN_OK && doc_freq == 0 && may_have_decimals(&r))
    status = find_decimals(&r, segments, &doc_freq, error);
  if (status != QN_OK)
    return status;
  *out = (qn__plan_word){written, r.op, r.terms, r.n_terms, doc_freq, qn__idf(plan->n_articles, doc_freq), segments};
  return QN_OK;
}
