/* SPDX-License-Identifier: MIT */
/* compound_lookup.c: the compounds of all the languages that a word may be of, and what they are worth: a quarter of
 * the word.  With k1 and b as they are by default, an article of up to three times the average length that has the word
 * once is worth more than any that has it in compounds alone. */
#include "base/bytes.h"
#include "plan/compounds.h"
#include "plan/statistics.h"
#include "plan/word_resolver.h"

#include <stdlib.h>
#include <string.h>

typedef struct compound_list {
  const qn__plan_word *word; /* whose terms are not among its compounds */
  qn__arena *arena;
  qn__term *terms;
  size_t n, capacity;
} compound_list;

static qn_status grow_compounds(compound_list *list, qn_error *error) {
  if (list->n < list->capacity)
    return QN_OK;
  size_t capacity = list->capacity == 0 ? QN__COMPOUNDS_MOST : list->capacity * 2;
  qn__term *terms = qn__arena_alloc(list->arena, capacity * sizeof *terms);
  if (terms == NULL)
    return qn__fail_memory(error);
  if (list->n > 0)
    memcpy(terms, list->terms, list->n * sizeof *terms);
  list->terms = terms;
  list->capacity = capacity;
  return QN_OK;
}

static qn__term *find_term(qn__term *terms, size_t n, const void *bytes, size_t size) {
  for (size_t i = 0; i < n; i++)
    if (terms[i].size == size && memcmp(terms[i].bytes, bytes, size) == 0)
      return &terms[i];
  return NULL;
}

static bool is_own_term(const qn__plan_word *word, const void *bytes, size_t size) {
  bool own = false;
  for (size_t i = 0; i < word->n_terms && !own; i++)
    own = word->terms[i].size == size && memcmp(word->terms[i].bytes, bytes, size) == 0;
  return own;
}

static qn_status add_compound(void *context, const void *bytes, size_t size, uint64_t doc_freq, qn_error *error) {
  compound_list *list = context;
  qn__term *known = find_term(list->terms, list->n, bytes, size);
  if (known != NULL)
    known->doc_freq += doc_freq;
  if (known != NULL || is_own_term(list->word, bytes, size))
    return QN_OK;
  qn_status status = grow_compounds(list, error);
  const char *copy = status == QN_OK ? qn__arena_copy(list->arena, bytes, size) : NULL;
  if (status == QN_OK && copy == NULL)
    status = qn__fail_memory(error);
  if (status == QN_OK)
    list->terms[list->n++] = (qn__term){.bytes = copy, .size = size, .own_tag = (uint8_t)copy[0], .doc_freq = doc_freq};
  return status;
}

static int by_bytes(const void *a, const void *b) {
  const qn__term *first = a, *second = b;
  return qn__compare_bytes(first->bytes, first->size, second->bytes, second->size);
}

static int by_frequency(const void *a, const void *b) {
  const qn__term *first = a, *second = b;
  if (first->doc_freq != second->doc_freq)
    return first->doc_freq > second->doc_freq ? -1 : 1;
  return by_bytes(a, b);
}

/* Keeps the most frequent, sorted by their bytes; returns the highest frequency. */
static uint64_t keep_frequent(compound_list *list) {
  qsort(list->terms, list->n, sizeof *list->terms, by_frequency);
  const uint64_t highest = list->terms[0].doc_freq;
  if (list->n > QN__COMPOUNDS_MOST)
    list->n = QN__COMPOUNDS_MOST;
  qsort(list->terms, list->n, sizeof *list->terms, by_bytes);
  return highest;
}

/* The compounds of one of the word's own terms, as this index has them or the collection that it is a shard of. */
static qn_status find_compounds(compound_list *list, const qn__term *own, const qn_index *index,
                                const qn_statistics *statistics, qn__analyzer *analyzer, qn_error *error) {
  const qn__variant_visitor visitor = {add_compound, list};
  const qn__analyzed word = {own->form + 1, own->form_size - 1, own->bytes, own->size};
  if (statistics != NULL)
    return qn__statistics_each(statistics, QN__COUNT_COMPOUND, own->form, own->form_size, &visitor, error);
  return qn__each_compound(index, analyzer, list->arena, &word, &visitor, error);
}

/* The lists of the compounds, which become a word of the plan. */
static qn_status open_compounds(qn__plan_word *out, compound_list *list, const qn__plan *plan, qn_error *error) {
  qn__word_resolver resolver = {.index = plan->index, .arena = list->arena, .op = QN__COMPOUNDS};
  qn__word_lists *segments = qn__arena_alloc(list->arena, plan->index->n_segments * sizeof *segments);
  uint64_t doc_freq = keep_frequent(list), sum;
  if (segments == NULL)
    return qn__fail_memory(error);
  resolver.terms = list->terms;
  resolver.n_terms = list->n;
  qn_status status = qn__find_word_lists(&resolver, segments, &sum, error);
  if (doc_freq < list->word->doc_freq)
    doc_freq = list->word->doc_freq;
  *out = (qn__plan_word){.written = list->word->written,
                         .op = QN__COMPOUNDS,
                         .terms = list->terms,
                         .n_terms = list->n,
                         .doc_freq = doc_freq,
                         .idf = qn__idf(plan->n_articles, doc_freq) * QN__COMPOUND_SHARE,
                         .segments = segments};
  return status;
}

qn_status qn__look_up_compounds(qn__plan_word *out, const qn__plan_word *word, const qn__plan *plan,
                                const qn_statistics *statistics, qn__analyzer *analyzer, qn__arena *arena,
                                qn_error *error) {
  compound_list list = {.word = word, .arena = arena};
  qn_status status = QN_OK;
  out->n_terms = 0;
  for (size_t i = 0; status == QN_OK && i < word->n_terms; i++) {
    const qn__term *term = &word->terms[i];
    if (term->form != NULL && qn__language_writes_compounds((uint8_t)term->bytes[0]))
      status = find_compounds(&list, term, plan->index, statistics, analyzer, error);
  }
  return status == QN_OK && list.n > 0 ? open_compounds(out, &list, plan, error) : status;
}
