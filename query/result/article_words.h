/* SPDX-License-Identifier: MIT */
/* article_words.h: the distinct words of an article that say what it is about, and how often it has them.  Words are
 * one if their terms are. */
#ifndef QN_QUERY_RESULT_ARTICLE_WORDS_H
#define QN_QUERY_RESULT_ARTICLE_WORDS_H

#include "base/buffer.h"
#include "plan/index.h"
#include "text/analyze.h"

typedef struct qn__article_word {
  uint64_t hash;    /* of its term */
  const char *text; /* as it stands there first */
  uint32_t place;   /* in the order of reading */
  uint16_t size;
  uint32_t times; /* a word of the title counts title_weight times */
} qn__article_word;

typedef struct qn__article_words {
  const qn_index *index;
  qn__analyzer *analyzer;
  qn__buffer repaired[2]; /* title and text, where they are not UTF-8 */
  size_t most;            /* words of an article that are read */
  qn__article_word *words;
  size_t n;
} qn__article_words;

qn_status qn__article_words_new(qn__article_words *words, const qn_index *index, size_t most, qn_error *error);

/* Reads an article's title and text, up to `most` words, without numbers and single letters: its distinct words, in no
 * order of meaning.  Their texts are the article's. */
qn_status qn__article_words_read(qn__article_words *words, const qn_article *article, qn_error *error);

void qn__article_words_free(qn__article_words *words);

/* Whether a word is in so many articles that it says nothing of one: more than a quarter of them, and two. */
static inline bool qn__is_common_word(uint64_t n_articles, uint64_t doc_freq) {
  return doc_freq * 4 > n_articles + 8;
}

/* In how many articles of the index a word is, in any language; 0 if a query would take it for several words. */
qn_status qn__article_word_doc_freq(const qn__article_words *words, const char *text, size_t size, uint64_t *doc_freq,
                                    qn_error *error);

#endif
