/* SPDX-License-Identifier: MIT */
/* term_lookup.c: from a word as written to its terms, lists and idf.
 *
 * An article's words are analysed in its language; a query has none.  So a word is analysed as each language present in
 * the index would have it, and stands for the union of the distinct terms.  Their lists share no article, and their
 * document frequencies add up.  Each term brings its variants, words spelled almost so: their lists may share articles,
 * and the word is as frequent as the most frequent of them. */
#include "base/bytes.h"
#include "plan/foreign_terms.h"
#include "plan/foreign_variants.h"
#include "plan/word_resolver.h"

#include <string.h>

static qn_status grow_terms(qn__word_resolver *r, qn_error *error) {
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

static bool has_bytes(const qn__word_resolver *r, size_t at, const void *bytes, size_t size) {
  return at < r->n_terms && r->terms[at].size == size && memcmp(r->terms[at].bytes, bytes, size) == 0;
}

/* The first place of a term, or where it would be. */
static size_t place_of(const qn__word_resolver *r, const void *bytes, size_t size) {
  size_t at = 0;
  while (at < r->n_terms && qn__compare_bytes(r->terms[at].bytes, r->terms[at].size, bytes, size) < 0)
    at++;
  return at;
}

static qn_status insert_term(qn__word_resolver *r, size_t at, const void *bytes, size_t size, qn_error *error) {
  qn_status status = grow_terms(r, error);
  char *copy = status == QN_OK ? qn__arena_copy(r->arena, bytes, size) : NULL;
  if (status == QN_OK && copy == NULL)
    status = qn__fail_memory(error);
  if (status != QN_OK)
    return status;
  if (at < r->n_terms)
    memmove(&r->terms[at + 1], &r->terms[at], (r->n_terms - at) * sizeof *r->terms);
  r->n_terms++;
  r->terms[at] = (qn__term){.bytes = copy, .size = size};
  return QN_OK;
}

/* The word's terms in foreign segments, if the index has such. */
static qn_status find_foreign(qn__word_resolver *r, qn__term *term, qn_error *error) {
  const qn__own_term own = {term->form, term->form_size, term->bytes, term->size};
  return r->index->n_foreign > 0 ? qn__terms_in_segments(&term->in_segments, r->index, &own, r->arena, error) : QN_OK;
}

/* Adds a term and, after the same language tag byte, its form: a term that is there already has the same one. */
static qn_status add_term(qn__word_resolver *r, const qn__analyzed *word, qn_error *error) {
  const size_t at = place_of(r, word->term, word->term_size);
  if (has_bytes(r, at, word->term, word->term_size))
    return QN_OK;
  qn_status status = insert_term(r, at, word->term, word->term_size, error);
  if (status != QN_OK)
    return status;
  qn__term *term = &r->terms[at];
  char *form = qn__arena_alloc(r->arena, word->form_size + 1);
  if (form == NULL)
    return qn__fail_memory(error);
  form[0] = term->bytes[0];
  memcpy(form + 1, word->form, word->form_size);
  term->form = form;
  term->form_size = word->form_size + 1;
  term->own_tag = (uint8_t)form[0];
  return find_foreign(r, term, error);
}

static qn_status analyse(qn__word_resolver *r, uint8_t language, uint8_t default_language, qn_error *error) {
  qn__analyzed analyzed;
  qn_status status = qn__analyze(r->analyzer, r->word->text, r->word->size, r->word->kind, language, default_language,
                                 &analyzed, error);
  return status == QN_OK ? add_term(r, &analyzed, error) : status;
}

/* All the word's terms, as articles of the index or of the collection that it is a shard of have them. */
static qn_status find_terms(qn__word_resolver *r, qn_error *error) {
  const qn__analysis *analyses = r->statistics != NULL ? r->statistics->analyses : r->index->analyses;
  size_t n = r->statistics != NULL ? r->statistics->n_analyses : r->index->n_analyses;
  qn_status status = QN_OK;
  for (size_t i = 0; status == QN_OK && i < n; i++)
    status = analyse(r, analyses[i].language, analyses[i].default_language, error);
  return status;
}

/* --- Variants --- */

/* Variants of a term. */
typedef struct variant_adder {
  qn__word_resolver *resolver;
  uint8_t own_tag;
} variant_adder;

static bool is_own(const qn__word_resolver *r, size_t at, const void *bytes, size_t size) {
  return has_bytes(r, at, bytes, size) && r->terms[at].form != NULL;
}

/* Adds a variant at its place, and sets *added to it; NULL if it is that of another own term. */
static qn_status add_variant_at(const variant_adder *adder, size_t at, const void *bytes, size_t size,
                                uint64_t doc_freq, qn__term **added, qn_error *error) {
  qn__word_resolver *r = adder->resolver;
  const bool is_new = !has_bytes(r, at, bytes, size);
  qn_status status = is_new ? insert_term(r, at, bytes, size, error) : QN_OK;
  *added = NULL;
  if (status != QN_OK)
    return status;
  qn__term *term = &r->terms[at];
  if (is_new)
    term->own_tag = adder->own_tag;
  if (term->own_tag != adder->own_tag)
    return QN_OK;
  term->doc_freq += doc_freq;
  *added = term;
  return QN_OK;
}

static qn_status add_variant(void *context, const void *bytes, size_t size, uint64_t doc_freq, qn_error *error) {
  const variant_adder *adder = context;
  const size_t at = place_of(adder->resolver, bytes, size);
  qn__term *added;
  if (is_own(adder->resolver, at, bytes, size))
    return QN_OK;
  qn_status status = add_variant_at(adder, at, bytes, size, doc_freq, &added, error);
  if (status == QN_OK && added != NULL)
    added->is_local = true;
  return status;
}

/* In foreign segments the word has other terms, and its own one may be a variant. */
static qn_status add_foreign_variant(void *context, const void *bytes, size_t size, uint64_t doc_freq,
                                     qn_error *error) {
  const variant_adder *adder = context;
  size_t at = place_of(adder->resolver, bytes, size);
  qn__term *added;
  if (is_own(adder->resolver, at, bytes, size) && adder->resolver->terms[at].own_tag != adder->own_tag)
    return QN_OK;
  at += is_own(adder->resolver, at, bytes, size);
  qn_status status = add_variant_at(adder, at, bytes, size, doc_freq, &added, error);
  if (status == QN_OK && added != NULL)
    adder->resolver->has_foreign = added->is_foreign = true;
  return status;
}

static qn__analyzed analyzed_of(const qn__term *own) {
  return (qn__analyzed){own->form + 1, own->form_size - 1, own->bytes, own->size};
}

/* Visits the variants of an own term in the index, or in the collection that it is a shard of. */
static qn_status each_variant(const qn__word_resolver *r, const qn__term *own, variant_adder *adder, qn_error *error) {
  const qn__variant_visitor local = {add_variant, adder}, foreign = {add_foreign_variant, adder};
  const qn__analyzed word = analyzed_of(own);
  if (r->statistics != NULL)
    return qn__statistics_each_variant(r->statistics, own->form, own->form_size, &local, &foreign, error);
  qn_status status = qn__each_variant(r->index, r->analyzer, &word, &local, error);
  if (status == QN_OK && r->index->n_foreign > 0)
    status = qn__each_foreign_variant(r->index, r->analyzer, &word, &foreign, error);
  return status;
}

/* Whether one of the word's own terms may have variants: most have none.  Statistics know only by name, foreign
 * segments by other terms. */
static qn_status may_have_variants(const qn__word_resolver *r, bool *may, qn_error *error) {
  qn_status status = QN_OK;
  *may = r->statistics != NULL || r->index->n_foreign > 0;
  for (size_t i = 0; status == QN_OK && i < r->n_terms && !*may; i++) {
    const qn__analyzed word = analyzed_of(&r->terms[i]);
    status = qn__may_have_variants(r->index, &word, may, error);
  }
  return status;
}

/* Adds the variants of the word's own terms. */
static qn_status find_variants(qn__word_resolver *r, qn_error *error) {
  qn_status status = QN_OK;
  const size_t n_own = r->n_terms;
  qn__term *own = qn__arena_alloc(r->arena, n_own * sizeof *own);
  if (own == NULL)
    return qn__fail_memory(error);
  memcpy(own, r->terms, n_own * sizeof *own);
  for (size_t i = 0; status == QN_OK && i < n_own; i++) {
    variant_adder adder = {r, own[i].own_tag};
    status = each_variant(r, &own[i], &adder, error);
  }
  return status;
}

/* The own term that a variant belongs to. */
static const qn__term *own_term_of(const qn__word_resolver *r, const qn__term *variant) {
  const qn__term *own = r->terms;
  while (own->form == NULL || own->own_tag != variant->own_tag)
    own++;
  return own;
}

/* Leaves out variants that are far rarer than the term: who types "death" does not mean "D'Eath". */
static void drop_rare_variants(qn__word_resolver *r) {
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
static qn_status add_variants(qn__word_resolver *r, qn__word_lists *segments, uint64_t *doc_freq, qn_error *error) {
  bool may = false;
  qn_status status = may_have_variants(r, &may, error);
  if (status == QN_OK && may)
    status = find_variants(r, error);
  if (status != QN_OK || !may)
    return status;
  drop_rare_variants(r);
  return r->op == QN__VARIANTS ? qn__find_word_lists(r, segments, doc_freq, error) : QN_OK;
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
static bool may_have_decimals(const qn__word_resolver *r) {
  return r->op == QN__TERM && r->n_terms == 1 && qn__is_whole_number(r->terms[0].bytes, r->terms[0].size);
}

static qn_status find_decimals(qn__word_resolver *r, qn__word_lists *segments, uint64_t *doc_freq, qn_error *error) {
  qn__term *term = &r->terms[0];
  char *bytes = qn__arena_alloc(r->arena, term->size + 1);
  if (bytes == NULL)
    return qn__fail_memory(error);
  memcpy(bytes, term->bytes, term->size);
  bytes[term->size] = '.';
  *term = (qn__term){.bytes = bytes, .size = term->size + 1};
  r->op = QN__PREFIX;
  return qn__find_word_lists(r, segments, doc_freq, error);
}

/* The word as it is named: of a compound, closed up. */
static char *name_of(const qn__query_word *word, qn__arena *arena) {
  char *name = qn__arena_copy(arena, word->text, word->size);
  size_t n = 0;
  for (uint32_t i = 0; name != NULL && word->kind == QN__WORD_COMPOUND && i <= word->size; i++)
    if (name[i] != '-' && name[i] != '_')
      name[n++] = name[i];
  return name;
}

qn_status qn__look_up_word(qn__plan_word *out, const qn__query_word *word, const qn__plan *plan,
                           const qn_statistics *statistics, qn__analyzer *analyzer, qn__arena *arena, qn_error *error) {
  qn__word_resolver r = {.word = word,
                         .index = plan->index,
                         .statistics = statistics,
                         .analyzer = analyzer,
                         .arena = arena,
                         .op = word->op};
  qn_status status = find_terms(&r, error);
  if (status != QN_OK)
    return status;
  qn__query_word bare;
  char *written = name_of(word, arena);
  qn__word_lists *segments = qn__arena_alloc(arena, r.index->n_segments * sizeof *segments);
  if (written == NULL || segments == NULL)
    return qn__fail_memory(error);
  uint64_t doc_freq = 0;
  status = qn__find_word_lists(&r, segments, &doc_freq, error);
  if (status == QN_OK && qn__has_variants(word))
    status = add_variants(&r, segments, &doc_freq, error);
  if (status == QN_OK && doc_freq == 0 && may_have_decimals(&r))
    status = find_decimals(&r, segments, &doc_freq, error);
  if (status == QN_OK && doc_freq == 0 && qn__bare_word(&bare, word))
    return qn__look_up_word(out, &bare, plan, statistics, analyzer, arena, error);
  if (status != QN_OK)
    return status;
  *out = (qn__plan_word){.written = written,
                         .op = r.op,
                         .terms = r.terms,
                         .n_terms = r.n_terms,
                         .doc_freq = doc_freq,
                         .idf = qn__idf(plan->n_articles, doc_freq),
                         .segments = segments,
                         .in_all_forms = r.in_all_forms};
  return QN_OK;
}
