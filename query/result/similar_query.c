/* SPDX-License-Identifier: MIT */
/* similar_query.c: from an article to the query that finds others like it: the words that say most about it, by how
 * often it has them and how few articles do. */
#include "base/memory.h"
#include "base/status.h"
#include "plan/bm25.h"
#include "result/article_words.h"

enum {
  MOST_READ = 20000, /* words of the article */
  MOST_WORDS = 25,   /* of the query */
};

/* A word of the query. */
typedef struct chosen_word {
  const char *text;
  size_t size;
  uint32_t place;
  double boost, weight; /* the saturation of its frequency; that times its idf */
} chosen_word;

typedef struct similar_words {
  qn__article_words article;
  uint64_t least; /* articles that have a word of the query: a word of the article alone finds nothing */
  chosen_word chosen[MOST_WORDS]; /* the heaviest first */
  size_t n_chosen;
} similar_words;

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

static qn_status weigh_word(similar_words *s, const qn__article_word *word, qn_error *error) {
  const uint64_t n = s->article.index->n_articles;
  uint64_t doc_freq;
  qn_status status = qn__article_word_doc_freq(&s->article, word->text, word->size, &doc_freq, error);
  if (status != QN_OK || doc_freq < s->least || qn__is_common_word(n, doc_freq))
    return status;
  const double boost = word->times / (word->times + 2.0);
  choose_word(s, (chosen_word){word->text, word->size, word->place, boost, boost * qn__idf(n, doc_freq)});
  return QN_OK;
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

static qn_status find_similar(similar_words *s, const qn_article *article, qn_query **out, qn_error *error) {
  qn_status status = qn__article_words_read(&s->article, article, error);
  for (size_t i = 0; i < s->article.n && status == QN_OK; i++)
    status = weigh_word(s, &s->article.words[i], error);
  if (status == QN_OK && s->n_chosen == 0)
    status = qn__fail(error, QN_BAD_QUERY, "the article has no word that few other articles have");
  return status == QN_OK ? build_query(s, article->id, out, error) : status;
}

qn_status qn_query_similar(qn_query **out, const qn_index *index, const qn_article *article, qn_error *error) {
  if (out == NULL || index == NULL || article == NULL)
    return qn__fail(error, QN_INVALID,
                    "a query of similar articles needs an index, an article and a place to be returned to");
  similar_words s = {.least = article->id.size > 0 ? 2 : 1};
  qn_status status = qn__article_words_new(&s.article, index, MOST_READ, error);
  if (status == QN_OK)
    status = find_similar(&s, article, out, error);
  qn__article_words_free(&s.article);
  return status;
}
