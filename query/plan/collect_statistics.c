/* SPDX-License-Identifier: MIT */
/* collect_statistics.c: what an index knows of the words of a query, in every language. */
#include "base/memory.h"
#include "plan/plan.h"
#include "plan/statistics.h"
#include "plan/term_freq.h"
#include "text/analyze.h"

#include <stdlib.h>

typedef struct collector {
  qn_statistics *statistics;
  qn__analyzer *analyzer;
  uint8_t default_language;
  size_t capacity; /* of the counts */
} collector;

/* --- Which terms -------------------------------------------------------------------------------------------------- */

static qn_status add_count(collector *c, bool is_prefix, const char *bytes, size_t size, qn_error *error) {
  qn_statistics *statistics = c->statistics;
  char *copy = qn__arena_copy(&statistics->arena, bytes, size);
  if (copy == NULL || statistics->n_counts == c->capacity)
    return qn__fail_memory(error);
  statistics->counts[statistics->n_counts++] = (qn__term_count){is_prefix, copy, (uint32_t)size, 0};
  return QN_OK;
}

/* The term of a word in one language; of a whole number also the prefix of its decimals, which it may stand for. */
static qn_status add_word_in(collector *c, const qn__query_word *word, uint8_t language, qn_error *error) {
  qn__analyzed analyzed;
  char decimals[QN__FORM_MAX + 2];
  qn_status status =
      qn__analyze(c->analyzer, word->text, word->size, word->kind, language, c->default_language, &analyzed, error);
  if (status == QN_OK)
    status = add_count(c, word->op == QN__PREFIX, analyzed.term, analyzed.term_size, error);
  if (status != QN_OK || word->op == QN__PREFIX || !qn__is_whole_number(analyzed.term, analyzed.term_size))
    return status;
  memcpy(decimals, analyzed.term, analyzed.term_size);
  decimals[analyzed.term_size] = '.';
  return add_count(c, true, decimals, analyzed.term_size + 1, error);
}

static qn_status add_word(collector *c, const qn__query_word *word, qn_error *error) {
  qn_status status = QN_OK;
  for (uint8_t language = QN__LANGUAGE_PLAIN; status == QN_OK && language < QN__LANGUAGE_LIMIT; language++)
    if (qn__language_code(language) != NULL)
      status = add_word_in(c, word, language, error);
  return status;
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

static size_t count_words(const qn__query_node *items) {
  size_t n = 0;
  for (const qn__query_node *item = items; item != NULL; item = item->next)
    n += item->n_words + count_words(item->items);
  return n;
}

/* --- How frequent ------------------------------------------------------------------------------------------------- */

static int compare(const void *a, const void *b) {
  return qn__compare_counts(a, b);
}

/* Sorts the counts and leaves one of equal ones. */
static void sort_counts(qn_statistics *statistics) {
  size_t n = 0;
  qsort(statistics->counts, statistics->n_counts, sizeof *statistics->counts, compare);
  for (size_t i = 0; i < statistics->n_counts; i++)
    if (n == 0 || qn__compare_counts(&statistics->counts[n - 1], &statistics->counts[i]) != 0)
      statistics->counts[n++] = statistics->counts[i];
  statistics->n_counts = n;
}

static qn_status count_articles(qn_statistics *statistics, const qn_index *index, qn_error *error) {
  qn_status status = QN_OK;
  for (size_t i = 0; status == QN_OK && i < statistics->n_counts; i++) {
    qn__term_count *count = &statistics->counts[i];
    status = qn__term_doc_freq(index, count->is_prefix, count->bytes, count->size, &count->doc_freq, error);
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
  c->capacity = (count_words(items) + count_words(query->filters)) * QN__LANGUAGE_LIMIT * 2;
  statistics->counts = qn__arena_alloc(&statistics->arena, (c->capacity + 1) * sizeof *statistics->counts);
  if (statistics->counts == NULL)
    return qn__fail_memory(error);
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
  collector c = {.default_language = index->analyses[0].default_language};
  qn_status status = qn__statistics_new(&c.statistics, error);
  if (status == QN_OK)
    status = collect(&c, index, query, error);
  if (status == QN_OK)
    *out = c.statistics;
  else
    qn_statistics_free(c.statistics);
  return status;
}
