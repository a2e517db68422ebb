/* SPDX-License-Identifier: MIT */
/* term_freq.c: the document frequency of a term, of a prefix, and of a word as a query would take it. */
#include "plan/term_freq.h"

#include "language/query.h"
#include "plan/plan.h"

#include <string.h>

static qn_status add_term(const qn__terms *terms, const void *bytes, size_t size, uint64_t *sum, qn_error *error) {
  qn__term_info info;
  bool found = false;
  qn_status status = qn__terms_find(terms, bytes, size, &info, &found, error);
  if (status == QN_OK && found)
    *sum += info.doc_freq;
  return status;
}

static qn_status add_prefix(const qn__terms *terms, const char *prefix, size_t size, uint64_t *sum, qn_error *error) {
  qn__keys_cursor cursor;
  qn_status status = qn__keys_seek(&cursor, &terms->keys, prefix, size, error);
  while (status == QN_OK && qn__keys_begins_with(&cursor, prefix, size)) {
    status = add_term(terms, cursor.key, cursor.size, sum, error);
    if (status == QN_OK)
      status = qn__keys_next(&cursor, error);
  }
  return status;
}

qn_status qn__term_doc_freq(const qn_index *index, bool is_prefix, const char *bytes, size_t size, uint64_t *doc_freq,
                            qn_error *error) {
  qn_status status = QN_OK;
  *doc_freq = 0;
  for (size_t i = 0; status == QN_OK && i < index->n_segments; i++) {
    const qn__segment *segment = index->segments[i].segment;
    if (is_prefix)
      status = add_prefix(&segment->terms, bytes, size, doc_freq, error);
    else if (!segment->is_foreign)
      status = add_term(&segment->terms, bytes, size, doc_freq, error);
  }
  return status;
}

/* The word that a query looks for and nothing else; NULL: it is several, or a phrase. */
static const qn__query_word *only_word(const qn_query *query) {
  const qn__query_node *leaf = query->root == NULL ? NULL : query->root->items;
  return leaf != NULL && leaf->next == NULL && leaf->n_words == 1 ? leaf->words : NULL;
}

static qn_status look_up(const qn_index *index, const qn__query_word *word, qn__analyzer *analyzer, uint64_t *doc_freq,
                         qn_error *error) {
  const qn__plan plan = {.index = index, .n_articles = index->n_articles};
  qn__plan_word found;
  qn__arena arena;
  qn__arena_init(&arena);
  qn_status status = qn__look_up_word(&found, word, &plan, NULL, analyzer, &arena, error);
  if (status == QN_OK)
    *doc_freq = found.doc_freq;
  qn__arena_clear(&arena);
  return status;
}

qn_status qn__word_doc_freq(const qn_index *index, qn__analyzer *analyzer, const char *word, size_t size,
                            uint64_t *doc_freq, qn_error *error) {
  qn_query_options options = QN_QUERY_OPTIONS_INIT;
  qn_query *query = NULL;
  options.mode = QN_QUERY_WORDS;
  qn_status status = qn_query_parse(&query, word, size, &options, error);
  if (status != QN_OK)
    return status;
  if (only_word(query) == NULL)
    status = qn__fail(error, QN_INVALID, "\"%.*s\" is not one word", (int)(size < 100 ? size : 100), word);
  else
    status = look_up(index, only_word(query), analyzer, doc_freq, error);
  qn_query_free(query);
  return status;
}

qn_status qn_index_doc_freq(const qn_index *index, const char *word, size_t size, uint64_t *doc_freq, qn_error *error) {
  qn__analyzer *analyzer = NULL;
  if (index == NULL || doc_freq == NULL)
    return qn__fail(error, QN_INVALID, "a word is counted in an index");
  qn_status status = qn__analyzer_new(&analyzer, error);
  if (status == QN_OK)
    status = qn__word_doc_freq(index, analyzer, word, size, doc_freq, error);
  qn__analyzer_free(analyzer);
  return status;
}
