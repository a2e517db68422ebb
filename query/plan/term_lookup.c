/* SPDX-License-Identifier: MIT */
/* term_lookup.c: from a word as written to its terms, lists and idf.
 *
 * An article's words are analysed in its language; a query has none.  So a word is analysed as each language present in
 * the index would have it, and stands for the union of the distinct terms.  Their lists share no article, and their
 * document frequencies add up.  Each term brings its variants, words spelled almost so: their lists may share articles,
 * and the word is as frequent as the most frequent of them. */
#include "plan/plan.h"

#include "base/bytes.h"
#include "plan/spelling_variants.h"
#include "plan/statistics.h"
#include "plan/term_freq.h"

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

static qn_status grow_terms(resolver *r, qn_error *error) {
  if (r->n_terms < r->capacity)
    return QN_OK;
  size_t capacity = r->capacity == 0 ? 4 : r->capacity * 2;
  qn__term *terms = qn__arena_alloc(r->arena, capacity * sizeof *terms);
  if (terms == NULL)
    return qn__fail_memory(error);
  if (r->n_terms > 0)
    memcpy(terms, r->terms, r->n_terms * sizeof *terms);
  r->terms = terms;
  r->capacity = capacity;
  return QN_OK;
}

/* Finds a term's place, which is made if it is not there: *out is NULL then until it is set. */
static qn_status place_term(resolver *r, const void *bytes, size_t size, qn__term **out, bool *is_new,
                            qn_error *error) {
  size_t at = 0;
  int order = -1;
  while (at < r->n_terms && (order = qn__compare_bytes(r->terms[at].bytes, r->terms[at].size, bytes, size)) < 0)
    at++;
  *is_new = at == r->n_terms || order != 0;
  qn_status status = *is_new ? grow_terms(r, error) : QN_OK;
  char *copy = status == QN_OK && *is_new ? qn__arena_copy(r->arena, bytes, size) : NULL;
  if (status == QN_OK && *is_new && copy == NULL)
    status = qn__fail_memory(error);
  if (status != QN_OK)
    return status;
  *out = &r->terms[at];
  if (!*is_new)
    return QN_OK;
  memmove(*out + 1, *out, (r->n_terms - at) * sizeof **out);
  r->n_terms++;
  **out = (qn__term){.bytes = copy, .size = size};
  return QN_OK;
}

/* Adds a term and, after the same language tag byte, its form: a term that is there already has the same one. */
static qn_status add_term(resolver *r, const qn__analyzed *word, qn_error *error) {
  qn__term *term;
  bool is_new;
  qn_status status = place_term(r, word->term, word->term_size, &term, &is_new, error);
  if (status != QN_OK || !is_new)
    return status;
  char *form = qn__arena_alloc(r->arena, word->form_size + 1);
  if (form == NULL)
    return qn__fail_memory(error);
  form[0] = term->bytes[0];
  memcpy(form + 1, word->form, word->form_size);
  term->form = form;
  term->form_size = word->form_size + 1;
  term->own_tag = (uint8_t)form[0];
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
  size_t n = r->statistics != NULL ? r->statistics->n_analyses : r->index->n_analyses;
  qn_status status = QN_OK;
  for (size_t i = 0; status == QN_OK && i < n; i++)
    status = analyse(r, analyses[i].language, analyses[i].default_language, error);
  return status;
}

/* --- Lists --- */

typedef struct list_array {
  qn__postings *lists;
  qn__list_form *forms; /* if the word is exact */
  uint32_t n, capacity;
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
  qn_status status = grow_lists(r, out, error);
  return status == QN_OK ? qn__postings_open(&out->lists[out->n++], &segment->lists, info, error) : status;
}

/* Adds the list of an exact word if any occurrence of the term is in the wanted form. */
static qn_status add_exact_list(const resolver *r, const qn__segment *segment, const qn__term *term,
                                const qn__term_info *info, list_array *out, qn_error *error) {
  bool found = false;
  qn__form_info written;
  qn_status status = qn__forms_find(&segment->forms, term->form, term->form_size, &written, &found, error);
  if (status != QN_OK || !found)
    return status;
  status = add_list(r, segment, info, out, error);
  if (status != QN_OK)
    return status;
  qn__list_form *form = &out->forms[out->n - 1];
  form->rank = written.rank;
  return qn__exact_open(&form->exact, &segment->lists.positions, info, error);
}

/* Adds the list of a term; those of an own one count towards its document frequency, `doc_freq`. */
static qn_status find_list(const resolver *r, const qn__segment *segment, const qn__term *term, list_array *out,
                           uint64_t *doc_freq, qn_error *error) {
  qn__term_info info;
  bool found = false;
  qn_status status = qn__terms_find(&segment->terms, term->bytes, term->size, &info, &found, error);
  if (status != QN_OK || !found)
    return status;
  *doc_freq += info.doc_freq;
  return r->op == QN__EXACT ? add_exact_list(r, segment, term, &info, out, error)
                            : add_list(r, segment, &info, out, error);
}

static qn_status add_lists(resolver *r, const qn__segment *segment, qn__term *term, list_array *out, qn_error *error) {
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

static qn_status find_lists(resolver *r, qn__word_lists *segments, qn_error *error) {
  qn_status status = QN_OK;
  for (size_t t = 0; t < r->n_terms; t++)
    r->terms[t].doc_freq = r->terms[t].form == NULL ? r->terms[t].doc_freq : 0;
  for (size_t s = 0; status == QN_OK && s < r->index->n_segments; s++) {
    list_array array = {.lists = NULL};
    for (size_t t = 0; status == QN_OK && t < r->n_terms; t++)
      status = add_lists(r, r->index->segments[s].segment, &r->terms[t], &array, error);
    if (status != QN_OK)
      return status;
    segments[s] = (qn__word_lists){array.lists, array.forms, array.n};
  }
  return status;
}

/* Replaces the index's document frequencies by the collection's. */
static qn_status count_outside(const resolver *r, qn_error *error) {
  qn_status status = QN_OK;
  const qn__count_kind kind = r->op == QN__PREFIX ? QN__COUNT_PREFIX : QN__COUNT_TERM;
  for (size_t t = 0; status == QN_OK && t < r->n_terms; t++) {
    qn__term *term = &r->terms[t];
    if (r->op == QN__PREFIX || term->form != NULL)
      status = qn__statistics_find(r->statistics, kind, term->bytes, term->size, &term->doc_freq, error);
  }
  return status;
}

/* For each own term the highest frequency among it and its variants; these, added up. */
static uint64_t sum_doc_freqs(const resolver *r) {
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

/* The lists of the word's terms, and in how many articles they are. */
static qn_status find_and_count(resolver *r, qn__word_lists *segments, uint64_t *doc_freq, qn_error *error) {
  qn_status status = find_lists(r, segments, error);
  if (status == QN_OK && r->statistics != NULL)
    status = count_outside(r, error);
  *doc_freq = sum_doc_freqs(r);
  return status;
}

/* --- Variants --- */

/* Variants of a term. */
typedef struct variant_adder {
  resolver *resolver;
  uint8_t own_tag;
} variant_adder;

static qn_status add_variant(void *context, const void *bytes, size_t size, uint64_t doc_freq, qn_error *error) {
  const variant_adder *adder = context;
  qn__term *term;
  bool is_new;
  qn_status status = place_term(adder->resolver, bytes, size, &term, &is_new, error);
  if (status != QN_OK || term->form != NULL)
    return status;
  if (is_new)
    term->own_tag = adder->own_tag;
  if (term->own_tag == adder->own_tag)
    term->doc_freq += doc_freq;
  return QN_OK;
}

/* Adds the variants of the word's own terms. */
static qn_status find_variants(resolver *r, qn_error *error) {
  qn_status status = QN_OK;
  const size_t n_own = r->n_terms;
  qn__term *own = qn__arena_alloc(r->arena, n_own * sizeof *own);
  if (own == NULL)
    return qn__fail_memory(error);
  memcpy(own, r->terms, n_own * sizeof *own);
  for (size_t i = 0; status == QN_OK && i < n_own; i++) {
    variant_adder adder = {r, own[i].own_tag};
    const qn__variant_visitor visitor = {add_variant, &adder};
    const qn__analyzed word = {own[i].form + 1, own[i].form_size - 1, own[i].bytes, own[i].size};
    status = r->statistics == NULL
                 ? qn__each_variant(r->index, r->analyzer, &word, &visitor, error)
                 : qn__statistics_each_variant(r->statistics, own[i].form, own[i].form_size, &visitor, error);
  }
  return status;
}

/* The own term that a variant belongs to. */
static const qn__term *own_term_of(const resolver *r, const qn__term *variant) {
  const qn__term *own = r->terms;
  while (own->form == NULL || own->own_tag != variant->own_tag)
    own++;
  return own;
}

/* Leaves out variants that are far rarer than the term: who types "death" does not mean "D'Eath". */
static void drop_rare_variants(resolver *r) {
  enum { RARER = 64 };
  size_t n = 0, n_variants = 0;
  for (size_t i = 0; i < r->n_terms; i++) {
    qn__term *term = &r->terms[i];
    if (term->form == NULL && term->doc_freq * RARER < own_term_of(r, term)->doc_freq)
      term->doc_freq = 0;
    n_variants += term->form == NULL && term->doc_freq > 0;
  }
  for (size_t i = 0; i < r->n_terms; i++)
    if (r->terms[i].form != NULL || r->terms[i].doc_freq > 0)
      r->terms[n++] = r->terms[i];
  r->n_terms = n;
  r->op = n_variants > 0 ? QN__VARIANTS : QN__TERM;
}

/* Adds the variants of a word that has been looked up without, and looks it up again if it has any. */
static qn_status add_variants(resolver *r, qn__word_lists *segments, uint64_t *doc_freq, qn_error *error) {
  qn_status status = find_variants(r, error);
  if (status != QN_OK)
    return status;
  drop_rare_variants(r);
  return r->op == QN__VARIANTS ? find_and_count(r, segments, doc_freq, error) : QN_OK;
}

bool qn__bare_word(qn__query_word *out, const qn__query_word *word) {
  if (word->kind != QN__WORD_SIGNED)
    return false;
  *out = *word;
  out->kind = QN__WORD_ASCII;
  if (*out->text == '.') {
    out->text++;
    out->size--;
  }
  while (out->text[out->size - 1] == '+' || out->text[out->size - 1] == '#')
    out->size--;
  return true;
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

/* Whether some article has the word as it is written, and not as a compound alone. */
static qn_status is_written(const resolver *r, bool *written, qn_error *error) {
  qn_status status = QN_OK;
  *written = false;
  for (size_t t = 0; status == QN_OK && t < r->n_terms && !*written; t++) {
    const qn__term *term = &r->terms[t];
    uint64_t doc_freq = 0;
    status = r->statistics == NULL
                 ? qn__form_doc_freq(r->index, term->form, term->form_size, &doc_freq, error)
                 : qn__statistics_find(r->statistics, QN__COUNT_FORM, term->form, term->form_size, &doc_freq, error);
    *written = doc_freq > 0;
  }
  return status;
}

/* The terms of the word; none if it is to be looked for only where it is written, and it is not. */
static qn_status find_wanted_terms(resolver *r, qn_error *error) {
  bool wanted = true;
  qn_status status = find_terms(r, error);
  if (status == QN_OK && r->word->if_written)
    status = is_written(r, &wanted, error);
  r->n_terms = wanted ? r->n_terms : 0;
  return status;
}

qn_status qn__look_up_word(qn__plan_word *out, const qn__query_word *word, const qn__plan *plan,
                           const qn_statistics *statistics, qn__analyzer *analyzer, qn__arena *arena, qn_error *error) {
  resolver r = {.word = word,
                .index = plan->index,
                .statistics = statistics,
                .analyzer = analyzer,
                .arena = arena,
                .op = word->op};
  qn_status status = find_wanted_terms(&r, error);
  if (status != QN_OK)
    return status;
  qn__query_word bare;
  char *written = qn__arena_copy(arena, word->text, word->size);
  qn__word_lists *segments = qn__arena_alloc(arena, r.index->n_segments * sizeof *segments);
  if (written == NULL || segments == NULL)
    return qn__fail_memory(error);
  uint64_t doc_freq = 0;
  status = find_and_count(&r, segments, &doc_freq, error);
  if (status == QN_OK && qn__has_variants(word))
    status = add_variants(&r, segments, &doc_freq, error);
  if (status == QN_OK && doc_freq == 0 && may_have_decimals(&r))
    status = find_decimals(&r, segments, &doc_freq, error);
  if (status == QN_OK && doc_freq == 0 && qn__bare_word(&bare, word))
    return qn__look_up_word(out, &bare, plan, statistics, analyzer, arena, error);
  if (status != QN_OK)
    return status;
  *out = (qn__plan_word){written, r.op, r.terms, r.n_terms, doc_freq, qn__idf(plan->n_articles, doc_freq), segments};
  return QN_OK;
}
