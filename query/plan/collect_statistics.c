/* SPDX-License-Identifier: MIT */
/* collect_statistics.c: what an index knows of the words of a query, in every language. */
#include "base/memory.h"
#include "plan/compounds.h"
#include "plan/expansion.h"
#include "plan/foreign_terms.h"
#include "plan/foreign_variants.h"
#include "plan/statistics.h"
#include "plan/term_freq.h"
#include "plan/word_pattern.h"
#include "text/analyze.h"

#include <stdlib.h>

typedef struct collector {
  qn_statistics *statistics;
  qn__analyzer *analyzer;
  uint8_t default_language;
  size_t capacity; /* of the counts */
  const qn_index *index;
  qn__arena scratch;
  /* whose variants, compounds or forms are being added */
  const char *form; /* with its language tag byte; or a pattern's key */
  size_t form_size;
  const char *term;
  size_t term_size;
} collector;

/* --- Which terms -------------------------------------------------------------------------------------------------- */

static qn_status grow_counts(collector *c, qn_error *error) {
  qn_statistics *statistics = c->statistics;
  if (statistics->n_counts < c->capacity)
    return QN_OK;
  size_t capacity = c->capacity == 0 ? 128 : c->capacity * 2;
  qn__term_count *counts = qn__arena_alloc(&statistics->arena, capacity * sizeof *counts);
  if (counts == NULL)
    return qn__fail_memory(error);
  if (statistics->n_counts > 0)
    memcpy(counts, statistics->counts, statistics->n_counts * sizeof *counts);
  statistics->counts = counts;
  c->capacity = capacity;
  return QN_OK;
}

/* Adds a count of bytes in the arena. */
static qn_status put_count(collector *c, qn__count_kind kind, const char *bytes, size_t size, uint64_t doc_freq,
                           qn_error *error) {
  qn_status status = bytes == NULL ? qn__fail_memory(error) : grow_counts(c, error);
  if (status == QN_OK)
    c->statistics->counts[c->statistics->n_counts++] = (qn__term_count){kind, bytes, (uint32_t)size, doc_freq};
  return status;
}

static qn_status add_count(collector *c, qn__count_kind kind, const char *bytes, size_t size, qn_error *error) {
  return put_count(c, kind, qn__arena_copy(&c->statistics->arena, bytes, size), size, 0, error);
}

/* A variant or compound of the word's term, or a form of a pattern, and in how many articles of this index it is. */
static qn_status put_related(collector *c, qn__count_kind kind, const void *term, size_t term_size, uint64_t doc_freq,
                             qn_error *error) {
  size_t size = c->form_size + 1 + term_size;
  char *bytes = qn__arena_alloc(&c->statistics->arena, size);
  if (bytes != NULL) {
    memcpy(bytes, c->form, c->form_size);
    bytes[c->form_size] = '\0';
    memcpy(bytes + c->form_size + 1, term, term_size);
  }
  return put_count(c, kind, bytes, size, doc_freq, error);
}

static qn_status add_variant(void *context, const void *term, size_t size, uint64_t doc_freq, qn_error *error) {
  collector *c = context;
  if (size == c->term_size && memcmp(term, c->term, size) == 0)
    return QN_OK;
  return put_related(c, QN__COUNT_VARIANT, term, size, doc_freq, error);
}

static qn_status add_foreign_variant(void *context, const void *term, size_t size, uint64_t doc_freq, qn_error *error) {
  return put_related(context, QN__COUNT_FOREIGN_VARIANT, term, size, doc_freq, error);
}

/* Whether something of that kind has been added for the form: many languages have the same one. */
static bool has_related(const collector *c, qn__count_kind kind) {
  bool found = false;
  for (size_t i = 0; i < c->statistics->n_counts && !found; i++) {
    const qn__term_count *count = &c->statistics->counts[i];
    found = count->kind == kind && count->size > c->form_size && count->bytes[c->form_size] == '\0' &&
            memcmp(count->bytes, c->form, c->form_size) == 0;
  }
  return found;
}

/* The form of a word, with its language tag byte. */
static size_t tagged_form(const qn__analyzed *word, char form[QN__FORM_MAX + 1]) {
  form[0] = word->term[0];
  memcpy(form + 1, word->form, word->form_size);
  return word->form_size + 1;
}

static qn_status add_variants(collector *c, const qn__analyzed *word, qn_error *error) {
  char form[QN__FORM_MAX + 1], term[QN__FORM_MAX + 1];
  const qn__analyzed kept = {form + 1, word->form_size, term, word->term_size};
  const qn__variant_visitor visitor = {add_variant, c}, foreign = {add_foreign_variant, c};
  memcpy(term, word->term, word->term_size);
  c->form = form;
  c->form_size = tagged_form(word, form);
  c->term = term;
  c->term_size = word->term_size;
  if (has_related(c, QN__COUNT_VARIANT) || has_related(c, QN__COUNT_FOREIGN_VARIANT))
    return QN_OK;
  qn_status status = qn__each_variant(c->index, c->analyzer, &kept, &visitor, error);
  if (status == QN_OK && c->index->n_foreign > 0)
    status = qn__each_foreign_variant(c->index, c->analyzer, &kept, &foreign, error);
  return status;
}

static qn_status add_compound(void *context, const void *term, size_t size, uint64_t doc_freq, qn_error *error) {
  return put_related(context, QN__COUNT_COMPOUND, term, size, doc_freq, error);
}

/* Adds the closed compounds of an analysed word. */
static qn_status add_compounds(collector *c, const qn__analyzed *word, qn_error *error) {
  char form[QN__FORM_MAX + 1], term[QN__FORM_MAX + 1];
  const qn__analyzed kept = {form + 1, word->form_size, term, word->term_size};
  const qn__variant_visitor visitor = {add_compound, c};
  memcpy(term, word->term, word->term_size);
  c->form = form;
  c->form_size = tagged_form(word, form);
  if (has_related(c, QN__COUNT_COMPOUND))
    return QN_OK;
  qn__arena_reset(&c->scratch);
  return qn__each_compound(c->index, c->analyzer, &c->scratch, &kept, &visitor, error);
}

static bool has_count(const collector *c, qn__count_kind kind, const char *bytes, size_t size) {
  const qn__term_count wanted = {kind, bytes, (uint32_t)size, 0};
  bool found = false;
  for (size_t i = 0; i < c->statistics->n_counts && !found; i++)
    found = qn__compare_counts(&c->statistics->counts[i], &wanted) == 0;
  return found;
}

/* In how many articles of foreign segments the word is, each of its forms once. */
static qn_status add_foreign(collector *c, const qn__analyzed *word, qn_error *error) {
  char form[QN__FORM_MAX + 1];
  const size_t size = tagged_form(word, form);
  const qn__own_term own = {form, size, word->term, word->term_size};
  uint64_t doc_freq = 0;
  if (has_count(c, QN__COUNT_FOREIGN, form, size))
    return QN_OK;
  qn_status status = qn__foreign_doc_freq(&doc_freq, c->index, &own, error);
  const char *kept = status == QN_OK ? qn__arena_copy(&c->statistics->arena, form, size) : NULL;
  return status == QN_OK ? put_count(c, QN__COUNT_FOREIGN, kept, size, doc_freq, error) : status;
}

/* The term of a word in one language, and all else that its look-up may ask for. */
static qn_status add_word_in(collector *c, const qn__query_word *word, uint8_t language, qn_error *error) {
  qn__analyzed analyzed;
  char decimals[QN__FORM_MAX + 2];
  const qn__count_kind kind = word->op == QN__PREFIX ? QN__COUNT_PREFIX : QN__COUNT_TERM;
  qn_status status =
      qn__analyze(c->analyzer, word->text, word->size, word->kind, language, c->default_language, &analyzed, error);
  if (status == QN_OK)
    status = add_count(c, kind, analyzed.term, analyzed.term_size, error);
  if (status == QN_OK && word->op != QN__PREFIX && qn__is_whole_number(analyzed.term, analyzed.term_size)) {
    memcpy(decimals, analyzed.term, analyzed.term_size);
    decimals[analyzed.term_size] = '.';
    status = add_count(c, QN__COUNT_PREFIX, decimals, analyzed.term_size + 1, error);
  }
  if (status == QN_OK && word->op != QN__PREFIX && c->index->n_foreign > 0)
    status = add_foreign(c, &analyzed, error);
  if (status != QN_OK || !qn__has_variants(word))
    return status;
  status = add_variants(c, &analyzed, error);
  if (status == QN_OK) /* the analyzer has analysed other words since */
    status =
        qn__analyze(c->analyzer, word->text, word->size, word->kind, language, c->default_language, &analyzed, error);
  if (status == QN_OK && qn__language_writes_compounds((uint8_t)analyzed.term[0]))
    status = add_compounds(c, &analyzed, error);
  return status;
}

static qn_status add_in_all_languages(collector *c, const qn__query_word *word, qn_error *error) {
  qn_status status = QN_OK;
  for (uint8_t language = QN__LANGUAGE_PLAIN; status == QN_OK && language < QN__LANGUAGE_LIMIT; language++)
    if (qn__language_code(language) != NULL)
      status = add_word_in(c, word, language, error);
  return status;
}

/* The most frequent forms that a word stands for which expands, each pattern once.  The pattern alone says that they
 * have been collected, if only none. */
static qn_status add_expansion(collector *c, const qn__query_word *word, qn_error *error) {
  char key[QN__PATTERN_KEY_MAX];
  qn__expander *expander;
  qn__expansion found;
  c->form = key;
  c->form_size = qn__pattern_key(key, word);
  if (c->form_size == 0 || has_count(c, QN__COUNT_EXPANSION, key, c->form_size))
    return QN_OK;
  qn__arena_reset(&c->scratch);
  qn_status status = add_count(c, QN__COUNT_EXPANSION, key, c->form_size, error);
  if (status == QN_OK)
    status = qn__expander_new(&expander, c->index, NULL, c->analyzer, &c->scratch, error);
  if (status == QN_OK)
    status = qn__expand(expander, word, QN__EXPANSION_MAX, &found, error);
  for (size_t i = 0; status == QN_OK && i < found.n; i++) {
    const qn__expansion_form *form = &found.forms[i];
    status = put_related(c, QN__COUNT_EXPANSION, form->bytes, form->size, form->doc_freq, error);
  }
  return status;
}

static qn_status add_word(collector *c, const qn__query_word *word, qn_error *error) {
  qn__query_word bare, own;
  if (qn__expands(word->op)) {
    qn_status expanded = add_expansion(c, word, error);
    return expanded == QN_OK && qn__own_word(&own, word) ? add_word(c, &own, error) : expanded;
  }
  qn_status status = add_in_all_languages(c, word, error);
  return status == QN_OK && qn__bare_word(&bare, word) ? add_in_all_languages(c, &bare, error) : status;
}

static qn_status add_words(collector *c, const qn__query_node *items, qn_error *error) {
  qn_status status = QN_OK;
  for (const qn__query_node *item = items; status == QN_OK && item != NULL; item = item->next) {
    for (uint32_t i = 0; status == QN_OK && i < item->n_words; i++)
      status = add_word(c, &item->words[i], error);
    if (status == QN_OK)
      status = add_words(c, item->items, error);
  }
  return status;
}

/* --- How frequent ------------------------------------------------------------------------------------------------- */

static int compare(const void *a, const void *b) {
  return qn__compare_counts(a, b);
}

/* Sorts the counts and adds up equal ones. */
static void sort_counts(qn_statistics *statistics) {
  size_t n = 0;
  if (statistics->n_counts > 1)
    qsort(statistics->counts, statistics->n_counts, sizeof *statistics->counts, compare);
  for (size_t i = 0; i < statistics->n_counts; i++) {
    const qn__term_count count = statistics->counts[i];
    if (n > 0 && qn__compare_counts(&statistics->counts[n - 1], &count) == 0)
      statistics->counts[n - 1].doc_freq += count.doc_freq;
    else
      statistics->counts[n++] = count;
  }
  statistics->n_counts = n;
}

static qn_status count_articles(qn_statistics *statistics, const qn_index *index, qn_error *error) {
  qn_status status = QN_OK;
  for (size_t i = 0; status == QN_OK && i < statistics->n_counts; i++) {
    qn__term_count *count = &statistics->counts[i];
    if (count->kind == QN__COUNT_TERM || count->kind == QN__COUNT_PREFIX) /* others were counted when added */
      status =
          qn__term_doc_freq(index, count->kind == QN__COUNT_PREFIX, count->bytes, count->size, &count->doc_freq, error);
  }
  return status;
}

/* --- All of it ---------------------------------------------------------------------------------------------------- */

static qn_status copy_index(qn_statistics *statistics, const qn_index *index, qn_error *error) {
  statistics->n_articles = index->n_articles;
  statistics->total_length = index->total_length;
  statistics->title_weight = index->title_weight;
  statistics->n_analyses = index->n_analyses;
  statistics->analyses = qn__arena_alloc(&statistics->arena, index->n_analyses * sizeof *statistics->analyses);
  if (statistics->analyses == NULL)
    return qn__fail_memory(error);
  memcpy(statistics->analyses, index->analyses, index->n_analyses * sizeof *statistics->analyses);
  return QN_OK;
}

static qn_status collect(collector *c, const qn_index *index, const qn_query *query, qn_error *error) {
  const qn__query_node *items = query->root == NULL ? NULL : query->root->items;
  qn_statistics *statistics = c->statistics;
  qn_status status = copy_index(statistics, index, error);
  if (status == QN_OK)
    status = qn__analyzer_new(&c->analyzer, error);
  if (status == QN_OK)
    status = add_words(c, items, error);
  if (status == QN_OK)
    status = add_words(c, query->filters, error);
  qn__analyzer_free(c->analyzer);
  if (status != QN_OK)
    return status;
  sort_counts(statistics);
  return count_articles(statistics, index, error);
}

qn_status qn_statistics_collect(qn_statistics **out, const qn_index *index, const qn_query *query, qn_error *error) {
  if (out == NULL || index == NULL || query == NULL)
    return qn__fail(error, QN_INVALID, "statistics are those of an index and a query");
  collector c = {.default_language = index->analyses[0].default_language, .index = index};
  qn__arena_init(&c.scratch);
  qn_status status = qn__statistics_new(&c.statistics, error);
  if (status == QN_OK)
    status = collect(&c, index, query, error);
  qn__arena_clear(&c.scratch);
  if (status == QN_OK)
    *out = c.statistics;
  else
    qn_statistics_free(c.statistics);
  return status;
}
