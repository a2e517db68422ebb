/* SPDX-License-Identifier: MIT */
/* article_words.c: from an article to its distinct words. */
#include "result/article_words.h"

#include "base/hash.h"
#include "base/memory.h"
#include "base/status.h"
#include "plan/term_freq.h"
#include "text/utf8.h"
#include "text/words.h"

#include <stdlib.h>

/* Numbers and single letters say little about what an article is about. */
static bool says_something(const char *text, const qn__word *word) {
  bool letter = false;
  for (size_t i = 0; i < word->size && !letter; i++)
    letter = (uint8_t)text[word->offset + i] > '9';
  return letter && (word->kind != QN__WORD_ASCII || word->size > 1);
}

/* The languages that an article's words are read in. */
typedef struct word_languages {
  uint8_t own, fallback;
} word_languages;

static word_languages languages_of(const qn_index *index, const qn_article *article) {
  const uint8_t language = qn__language_find(article->language.data, article->language.size);
  const uint8_t fallback = index->n_analyses > 0 ? index->analyses[0].default_language : QN__LANGUAGE_PLAIN;
  return (word_languages){language != 0 ? language : fallback, fallback};
}

/* The last character of a run of a script without spaces is a word of the scan, but within the pair before it. */
static qn_status read_text(qn__article_words *words, qn_string text, uint32_t times, word_languages languages,
                           qn_error *error) {
  enum { BATCH = 256 };
  qn__word batch[BATCH];
  size_t cursor = 0, end = 0, n;
  qn_status status = QN_OK;
  while (status == QN_OK && words->n < words->most &&
         (n = qn__scan_words(text.data, text.size, &cursor, batch, BATCH)) > 0)
    for (size_t i = 0; i < n && words->n < words->most && status == QN_OK; i++) {
      const char *at = text.data + batch[i].offset;
      qn__analyzed found;
      const size_t last_end = end;
      end = (size_t)batch[i].offset + batch[i].size;
      if (end == last_end || !says_something(text.data, &batch[i]))
        continue;
      status = qn__analyze(words->analyzer, at, batch[i].size, (qn__word_kind)batch[i].kind, languages.own,
                           languages.fallback, &found, error);
      if (status == QN_OK)
        words->words[words->n] =
            (qn__article_word){qn__hash(found.term, found.term_size, 0), at, (uint32_t)words->n, batch[i].size, times};
      words->n += status == QN_OK;
    }
  return status;
}

static int by_hash_and_place(const void *a, const void *b) {
  const qn__article_word *x = a, *y = b;
  if (x->hash != y->hash)
    return x->hash < y->hash ? -1 : 1;
  return x->place < y->place ? -1 : x->place > y->place;
}

/* Makes repeated words one. */
static void join_repeated(qn__article_words *words) {
  size_t n = 0;
  qsort(words->words, words->n, sizeof *words->words, by_hash_and_place);
  for (size_t i = 0; i < words->n; i++)
    if (n > 0 && words->words[n - 1].hash == words->words[i].hash)
      words->words[n - 1].times += words->words[i].times;
    else
      words->words[n++] = words->words[i];
  words->n = n;
}

/* The text as UTF-8. */
static qn_string repair(qn__buffer *repaired, qn_string text) {
  qn__buffer_reset(repaired);
  if (text.size == 0 || qn__utf8_valid(text.data, text.size))
    return text;
  qn__utf8_repair(repaired, text.data, text.size);
  return (qn_string){(const char *)repaired->data, repaired->size};
}

qn_status qn__article_words_new(qn__article_words *words, const qn_index *index, size_t most, qn_error *error) {
  *words = (qn__article_words){.index = index, .most = most};
  qn__buffer_init(&words->repaired[0]);
  qn__buffer_init(&words->repaired[1]);
  words->words = qn__malloc(most * sizeof *words->words);
  return words->words != NULL ? qn__analyzer_new(&words->analyzer, error) : qn__fail_memory(error);
}

qn_status qn__article_words_read(qn__article_words *words, const qn_article *article, qn_error *error) {
  const word_languages languages = languages_of(words->index, article);
  const qn_string title = repair(&words->repaired[0], article->title),
                  text = repair(&words->repaired[1], article->text);
  words->n = 0;
  if (words->repaired[0].failed || words->repaired[1].failed)
    return qn__fail_memory(error);
  qn_status status = read_text(words, title, words->index->title_weight, languages, error);
  if (status == QN_OK)
    status = read_text(words, text, 1, languages, error);
  if (status == QN_OK)
    join_repeated(words);
  return status;
}

void qn__article_words_free(qn__article_words *words) {
  qn__analyzer_free(words->analyzer);
  qn__buffer_clear(&words->repaired[0]);
  qn__buffer_clear(&words->repaired[1]);
  qn__free(words->words);
}

qn_status qn__article_word_doc_freq(const qn__article_words *words, const char *text, size_t size, uint64_t *doc_freq,
                                    qn_error *error) {
  *doc_freq = 0;
  const qn_status status = qn__word_doc_freq(words->index, words->analyzer, text, size, doc_freq, error);
  return status == QN_INVALID ? QN_OK : status;
}
