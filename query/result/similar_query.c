/* SPDX-License-Identifier: MIT */
/* similar_query.c: from an article to the query that finds others like it: the words that say most about it, by how
 * often it has them and how few articles do. */
#include "base/memory.h"
#include "base/status.h"
#include "plan/bm25.h"
#include "plan/index.h"
#include "text/analyze.h"
#include "text/utf8.h"
#include "text/words.h"

#include <stdlib.h>
#include <string.h>

enum {
  MOST_READ = 20000, /* words of an article that are looked at */
  MOST_WORDS = 25,   /* of the query */
  COMMON_PART = 4,   /* words in more than 1 / this of the articles, and two more, say nothing */
};

/* A word of the article. */
typedef struct read_word {
  uint64_t hash; /* of its term: equal terms are one word */
  const char *text;
  uint32_t place; /* in the order of reading */
  uint16_t size;
  uint8_t times; /* that it counts: words of the title count more */
} read_word;

/* A distinct word. */
typedef struct chosen_word {
  const char *text;
  size_t size;
  uint32_t place;
  double boost, weight; /* the saturation of its frequency; that times its idf */
} chosen_word;

typedef struct similar_words {
  const qn_index *index;
  uint64_t least; /* articles that have a word of the query: a word of the article alone finds nothing */
  qn__analyzer *analyzer;
  uint8_t language, default_language;
  qn__buffer repaired[2]; /* title and text, where they are not UTF-8 */
  read_word *read;
  size_t n_read;
  chosen_word chosen[MOST_WORDS]; /* the heaviest first */
  size_t n_chosen;
} similar_words;

static uint64_t hash_bytes(const char *bytes, size_t size) {
  uint64_t hash = UINT64_C(14695981039346656037);
  for (size_t i = 0; i < size; i++)
    hash = (hash ^ (uint8_t)bytes[i]) * UINT64_C(1099511628211);
  return hash;
}

/* --- the words of the article ------------------------------------------------------------------------------------ */

/* Numbers and single letters say little about what an article is about. */
static bool says_something(const char *text, const qn__word *word) {
  bool letter = false;
  for (size_t i = 0; i < word->size && !letter; i++)
    letter = (uint8_t)text[word->offset + i] > '9';
  return letter && (word->kind != QN__WORD_ASCII || word->size > 1);
}

static qn_status read_words(similar_words *s, qn_string text, uint8_t times, qn_error *error) {
  enum { BATCH = 256 };
  qn__word words[BATCH];
  size_t cursor = 0, n;
  qn_status status = QN_OK;
  while (status == QN_OK && s->n_read < MOST_READ &&
         (n = qn__scan_words(text.data, text.size, &cursor, words, BATCH)) > 0)
    for (size_t i = 0; i < n && s->n_read < MOST_READ && status == QN_OK; i++) {
      const char *at = text.data + words[i].offset;
      qn__analyzed found;
      if (!says_something(text.data, &words[i]))
        continue;
      status = qn__analyze(s->analyzer, at, words[i].size, (qn__word_kind)words[i].kind, s->language,
                           s->default_language, &found, error);
      if (status == QN_OK)
        s->read[s->n_read] =
            (read_word){hash_bytes(found.term, found.term_size), at, (uint32_t)s->n_read, words[i].size, times};
      s->n_read += status == QN_OK;
    }
  return status;
}

static int by_hash_and_place(const void *a, const void *b) {
  const read_word *x = a, *y = b;
  if (x->hash != y->hash)
    return x->hash < y->hash ? -1 : 1;
  return x->place < y->place ? -1 : x->place > y->place;
}

/* --- the words of the query -------------------------------------------------------------------------------------- */

static bool is_heavier(const chosen_word *a, const chosen_word *b) {
  return a->weight > b->weight || (!(a->weight < b->weight) && a->place < b->place);
}

/* Keeps a word if it is among the heaviest; of equal ones, the one that stands first. */
static void choose_word(similar_words *s, chosen_word word) {
  if (s->n_chosen == MOST_WORDS && !is_heavier(&word, &s->chosen[MOST_WORDS - 1]))
    return;
  size_t at = s->n_chosen < MOST_WORDS ? s->n_chosen++ : MOST_WORDS - 1;
  for (; at > 0 && is_heavier(&word, &s->chosen[at - 1]); at--)
    s->chosen[at] = s->chosen[at - 1];
  s->chosen[at] = word;
}

/* In how many articles a word is, in any language of the index; 0 if a query would take it for several words. */
static qn_status count_articles(const qn_index *index, const read_word *word, uint64_t *doc_freq, qn_error *error) {
  *doc_freq = 0;
  const qn_status status = qn_index_doc_freq(index, word->text, word->size, doc_freq, error);
  return status == QN_INVALID ? QN_OK : status;
}

/* Weighs a word that the article has so many times. */
static qn_status weigh_word(similar_words *s, const read_word *word, double times, qn_error *error) {
  const uint64_t n = s->index->n_articles;
  uint64_t doc_freq;
  qn_status status = count_articles(s->index, word, &doc_freq, error);
  if (status != QN_OK || doc_freq < s->least || doc_freq * COMMON_PART > n + 2 * COMMON_PART)
    return status;
  const double boost = times / (times + 2.0);
  choose_word(s, (chosen_word){word->text, word->size, word->place, boost, boost * qn__idf(n, doc_freq)});
  return QN_OK;
}

static qn_status choose_words(similar_words *s, qn_error *error) {
  qn_status status = QN_OK;
  qsort(s->read, s->n_read, sizeof *s->read, by_hash_and_place);
  for (size_t first = 0, end; first < s->n_read && status == QN_OK; first = end) {
    double times = 0;
    for (end = first; end < s->n_read && s->read[end].hash == s->read[first].hash; end++)
      times += s->read[end].times;
    status = weigh_word(s, &s->read[first], times, error);
  }
  return status;
}

static qn_status build_query(const similar_words *s, qn_string id, qn_query **out, qn_error *error) {
  qn_query_builder *builder = NULL;
  char *excluded = id.size > 0 ? qn__copy_string(id.data, id.size) : NULL;
  qn_status status = id.size > 0 && excluded == NULL ? qn__fail_memory(error) : qn_query_builder_new(&builder, error);
  for (size_t i = 0; i < s->n_chosen; i++) {
    qn_part part = QN_PART_INIT;
    part.boost = s->chosen[i].boost;
    qn_query_builder_word(builder, s->chosen[i].text, s->chosen[i].size, &part);
  }
  if (excluded != NULL)
    qn_query_builder_filter(builder, "id", excluded, QN_MUST_NOT);
  if (status == QN_OK)
    status = qn_query_builder_finish(out, builder, error);
  qn_query_builder_free(builder);
  qn__free(excluded);
  return status;
}

/* --- all of it --------------------------------------------------------------------------------------------------- */

/* The text as UTF-8. */
static qn_string repair(qn__buffer *repaired, qn_string text) {
  qn__buffer_init(repaired);
  if (text.size == 0 || qn__utf8_valid(text.data, text.size))
    return text;
  qn__utf8_repair(repaired, text.data, text.size);
  return (qn_string){(const char *)repaired->data, repaired->size};
}

static qn_status find_similar(similar_words *s, const qn_article *article, qn_query **out, qn_error *error) {
  const qn_string title = repair(&s->repaired[0], article->title), text = repair(&s->repaired[1], article->text);
  if (s->repaired[0].failed || s->repaired[1].failed)
    return qn__fail_memory(error);
  qn_status status = read_words(s, title, s->index->title_weight, error);
  if (status == QN_OK)
    status = read_words(s, text, 1, error);
  if (status == QN_OK)
    status = choose_words(s, error);
  if (status == QN_OK && s->n_chosen == 0)
    status = qn__fail(error, QN_BAD_QUERY, "the article has no word that few other articles have");
  return status == QN_OK ? build_query(s, article->id, out, error) : status;
}

qn_status qn_query_similar(qn_query **out, const qn_index *index, const qn_article *article, qn_error *error) {
  if (out == NULL || index == NULL || article == NULL)
    return qn__fail(error, QN_INVALID,
                    "a query of similar articles needs an index, an article and a place to be returned to");
  similar_words *s = qn__calloc(1, sizeof *s);
  if (s == NULL)
    return qn__fail_memory(error);
  const uint8_t language = qn__language_find(article->language.data, article->language.size);
  s->index = index;
  s->least = article->id.size > 0 ? 2 : 1;
  s->default_language = index->n_analyses > 0 ? index->analyses[0].default_language : QN__LANGUAGE_PLAIN;
  s->language = language != 0 ? language : s->default_language;
  s->read = qn__malloc(MOST_READ * sizeof *s->read);
  qn_status status = s->read != NULL ? qn__analyzer_new(&s->analyzer, error) : qn__fail_memory(error);
  if (status == QN_OK)
    status = find_similar(s, article, out, error);
  qn__analyzer_free(s->analyzer);
  qn__buffer_clear(&s->repaired[0]);
  qn__buffer_clear(&s->repaired[1]);
  qn__free(s->read);
  qn__free(s);
  return status;
}
