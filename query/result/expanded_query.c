/* SPDX-License-Identifier: MIT */
/* expanded_query.c: from a query and its first hits to the query that looks for words of these, too: feedback after
 * Rocchio (1971), on the weights of BM25.  An article counts by a high power of its score: those below the first say
 * little, unless they are almost as good.
 *
 *     share of an article      p = (score / best score)^8, divided by the sum of these
 *     weight of a word         e = idf * the sum of p * f / (f + K) over the articles
 *     its boost                (0.6 / 0.4) * (e / the sum of all e) * (the sum of the query's idfs) / idf
 *
 * so that all added words together are worth 0.6 of the whole. */
#include "base/memory.h"
#include "base/status.h"
#include "result/article_words.h"
#include "result/searcher.h"
#include "text/unspaced.h"

#include <stdlib.h>
#include <string.h>

enum {
  MOST_ARTICLES = 10,
  MOST_READ = 2000, /* words of an article: what it is about it says first */
  MOST_WORDS = 80,  /* that are added */
  LEAST_SHARE = 512 /* articles of less than 1 / this of the first one's share are not read */
};

#define ADDED_TO_ASKED 1.5 /* 0.6 / 0.4 */

/* A word of the first hits. */
typedef struct feedback_word {
  uint64_t hash, place; /* in the order of reading */
  const char *text;
  size_t size;
  double weight, idf;
} feedback_word;

typedef struct feedback {
  qn_searcher *searcher;
  qn__article_words article;
  qn__arena arena; /* of the words' texts */
  feedback_word *words;
  size_t n, capacity;
  uint64_t n_read;
  feedback_word chosen[MOST_WORDS]; /* the heaviest first */
  size_t n_chosen;
} feedback;

/* --- the words of the first hits --------------------------------------------------------------------------------- */

static double eighth_power(double x) {
  x *= x;
  x *= x;
  return x * x;
}

/* The shares of the first hits, of which there are n. */
static size_t find_shares(const qn_searcher *searcher, uint64_t articles[MOST_ARTICLES], double shares[MOST_ARTICLES]) {
  double sum = 0.0, best = 0.0;
  size_t n = 0;
  for (qn__found hit; n < MOST_ARTICLES && n < searcher->n_hits && qn__found_hit(searcher, n, &hit);) {
    best = n == 0 ? (double)hit.score : best;
    if (best <= 0.0) /* scores of a program's own */
      break;
    shares[n] = eighth_power((double)hit.score / best);
    if (shares[n] * LEAST_SHARE < 1.0)
      break;
    sum += shares[n];
    articles[n++] = hit.article;
  }
  for (size_t i = 0; i < n; i++)
    shares[i] /= sum;
  return n;
}

/* K of an article, of its exact length. */
static qn_status find_k(const qn_searcher *searcher, uint64_t article, double *k, qn_error *error) {
  const qn__saturation *saturation = searcher->plan.saturation;
  qn__located at = {0, NULL, 0};
  uint32_t length = 0;
  qn_status status = qn__locate(searcher, article, &at, error);
  if (status == QN_OK)
    status = qn__length(&at.segment->segment->lengths, at.doc, &length, error);
  const double b = (double)saturation->b, average = saturation->average;
  *k = (double)saturation->k1 * (1.0 - b + (average > 0.0 ? b * length / average : 0.0));
  return status;
}

static qn_status reserve_words(feedback *f, size_t more, qn_error *error) {
  if (f->n + more <= f->capacity)
    return QN_OK;
  const size_t capacity = 2 * (f->n + more);
  feedback_word *larger = qn__realloc(f->words, capacity * sizeof *larger);
  if (larger == NULL)
    return qn__fail_memory(error);
  f->words = larger;
  f->capacity = capacity;
  return QN_OK;
}

/* A single character says little; of a script without spaces it would be looked for as a prefix. */
static bool is_character(const qn__article_word *word) {
  size_t end;
  qn__find_pair_end(word->text, word->size, 0, &end);
  return end == word->size;
}

/* Adds what the words of the article that was read are worth. */
static qn_status add_words(feedback *f, double share, double k, qn_error *error) {
  qn_status status = reserve_words(f, f->article.n, error);
  for (size_t i = 0; i < f->article.n && status == QN_OK; i++) {
    const qn__article_word *word = &f->article.words[i];
    if (is_character(word))
      continue;
    const char *text = qn__arena_copy(&f->arena, word->text, word->size);
    if (text == NULL)
      return qn__fail_memory(error);
    f->words[f->n++] = (feedback_word){
        word->hash, f->n_read + word->place, text, word->size, share * word->times / (word->times + k), 0.0};
  }
  f->n_read += UINT32_MAX;
  return status;
}

static qn_status read_hit(feedback *f, uint64_t number, double share, qn_error *error) {
  qn_article article;
  double k = 0.0;
  qn_status status = qn_searcher_article(f->searcher, number, &article, error);
  if (status == QN_OK)
    status = qn__article_words_read(&f->article, &article, error);
  if (status == QN_OK)
    status = find_k(f->searcher, number, &k, error);
  return status == QN_OK ? add_words(f, share, k, error) : status;
}

/* --- the words that are added ------------------------------------------------------------------------------------ */

static int by_hash(const void *a, const void *b) {
  const feedback_word *x = a, *y = b;
  if (x->hash != y->hash)
    return x->hash < y->hash ? -1 : 1;
  return x->place < y->place ? -1 : x->place > y->place;
}

static int by_weight(const void *a, const void *b) {
  const feedback_word *x = a, *y = b;
  if (x->weight > y->weight || x->weight < y->weight)
    return x->weight > y->weight ? -1 : 1;
  return x->place < y->place ? -1 : x->place > y->place;
}

/* Makes a word of several articles one. */
static void join_words(feedback *f) {
  size_t n = 0;
  if (f->n > 0)
    qsort(f->words, f->n, sizeof *f->words, by_hash);
  for (size_t i = 0; i < f->n; i++)
    if (n > 0 && f->words[n - 1].hash == f->words[i].hash)
      f->words[n - 1].weight += f->words[i].weight;
    else
      f->words[n++] = f->words[i];
  f->n = n;
}

static void choose_word(feedback *f, const feedback_word *word) {
  size_t at = f->n_chosen;
  if (at == MOST_WORDS && by_weight(word, &f->chosen[--at]) > 0)
    return;
  f->n_chosen = at + 1;
  for (; at > 0 && by_weight(word, &f->chosen[at - 1]) < 0; at--)
    f->chosen[at] = f->chosen[at - 1];
  f->chosen[at] = *word;
}

/* Chooses the words of highest weight.  Those that are frequent in the hits come first: once no rare word could be
 * among the heaviest, none of the others is looked up. */
static qn_status choose_words(feedback *f, qn_error *error) {
  const uint64_t n = f->searcher->index->n_articles;
  const double highest_idf = qn__idf(n, 2);
  qn_status status = QN_OK;
  join_words(f);
  if (f->n > 0)
    qsort(f->words, f->n, sizeof *f->words, by_weight);
  for (size_t i = 0; i < f->n && status == QN_OK; i++) {
    feedback_word word = f->words[i];
    uint64_t doc_freq;
    if (f->n_chosen == MOST_WORDS && word.weight * highest_idf < f->chosen[MOST_WORDS - 1].weight)
      break;
    status = qn__article_word_doc_freq(&f->article, word.text, word.size, &doc_freq, error);
    if (status != QN_OK || doc_freq < 2 || qn__is_common_word(n, doc_freq))
      continue;
    word.idf = qn__idf(n, doc_freq);
    word.weight *= word.idf;
    choose_word(f, &word);
  }
  return status;
}

/* The sum of the idfs of what is asked. */
static double sum_of_idfs(const qn__plan *plan) {
  double sum = 0.0;
  for (uint32_t i = 0; i < plan->n_leaves; i++)
    sum += plan->leaves[i].boost > 0.0 ? plan->leaves[i].boost * plan->leaves[i].idf : 0.0;
  return sum;
}

static qn_status add_chosen(const feedback *f, qn_query *query, qn_error *error) {
  qn__added_word added[MOST_WORDS];
  const double asked = sum_of_idfs(&f->searcher->plan);
  double sum = 0.0;
  size_t n = 0;
  for (size_t i = 0; i < f->n_chosen; i++)
    sum += f->chosen[i].weight;
  for (size_t i = 0; i < f->n_chosen; i++) {
    const feedback_word *word = &f->chosen[i];
    const double boost = ADDED_TO_ASKED * word->weight / sum * asked / word->idf;
    const double thousandths = boost * QN__BOOST_UNIT + 0.5;
    added[n] =
        (qn__added_word){word->text, word->size, thousandths < QN__MAX_BOOST ? (uint32_t)thousandths : QN__MAX_BOOST};
    n += added[n].boost > 0;
  }
  return n > 0 ? qn__query_add_words(query, added, n, error) : QN_OK;
}

/* --- all of it --------------------------------------------------------------------------------------------------- */

/* A copy of a query, by its text, with its warnings. */
static qn_status copy_query(qn_query **out, const qn_index *index, const qn_query *query, qn_error *error) {
  qn_query_options options = QN_QUERY_OPTIONS_INIT;
  const char *text = qn_query_text(query);
  options.index = index;
  qn_status status = qn_query_parse(out, text, strlen(text), &options, error);
  if (status == QN_OK && strcmp(qn_query_text(*out), text) != 0)
    status = qn__fail(error, QN_INVALID, "a query whose text is not parsed to it cannot be expanded: %s", text);
  for (size_t i = 0; status == QN_OK && qn_query_warning(query, i) != NULL; i++)
    qn__query_warn(*out, qn_query_warning_column(query, i), qn_query_warning(query, i));
  if (status == QN_OK && ((*out)->warnings.failed || (*out)->warning_columns.failed))
    status = qn__fail_memory(error);
  return status;
}

static qn_status expand(feedback *f, qn_query *query, qn_error *error) {
  uint64_t articles[MOST_ARTICLES];
  double shares[MOST_ARTICLES];
  const size_t n = find_shares(f->searcher, articles, shares);
  qn_status status = n > 0 ? qn__article_words_new(&f->article, f->searcher->index, MOST_READ, error) : QN_OK;
  for (size_t i = 0; i < n && status == QN_OK; i++)
    status = read_hit(f, articles[i], shares[i], error);
  if (status == QN_OK)
    status = choose_words(f, error);
  return status == QN_OK ? add_chosen(f, query, error) : status;
}

qn_status qn_query_expand(qn_query **out, qn_searcher *searcher, const qn_query *query, qn_error *error) {
  if (out == NULL || searcher == NULL || query == NULL)
    return qn__fail(error, QN_INVALID, "an expanded query needs a searcher, a query and a place to be returned to");
  if (searcher->in_order || searcher->options.offset > 0 || searcher->options.rescore != NULL)
    return qn__fail(error, QN_INVALID,
                    "a query is expanded after a search for its best hits, from the first, without rescore");
  feedback f = {.searcher = searcher};
  qn_query *made = NULL;
  qn__arena_init(&f.arena);
  qn_status status = copy_query(&made, searcher->index, query, error);
  if (status == QN_OK && sum_of_idfs(&searcher->plan) > 0.0)
    status = expand(&f, made, error);
  qn__article_words_free(&f.article);
  qn__arena_clear(&f.arena);
  qn__free(f.words);
  if (status == QN_OK)
    *out = made;
  else
    qn_query_free(made);
  return status;
}
