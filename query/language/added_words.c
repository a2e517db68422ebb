/* SPDX-License-Identifier: MIT */
/* added_words.c: a query with more words in it than were asked for. */
#include "base/status.h"
#include "language/build.h"

#include <string.h>

/* Whether the words that a text is scanned into are one: a pair of characters is followed by its last one alone. */
static bool are_one_word(const qn__word *words, size_t n) {
  return n == 1 || (n == 2 && words[0].kind == QN__WORD_PAIR);
}

/* A word as an optional node; *out is NULL if a query would take it for several words. */
static qn_status make_added(qn__arena *arena, const qn__added_word *word, qn__query_node **out, qn_error *error) {
  qn__word scanned[3];
  size_t cursor = 0;
  const char *text = qn__arena_copy(arena, word->text, word->size);
  *out = NULL;
  if (text == NULL)
    return qn__fail_memory(error);
  const size_t n = qn__scan_words(text, word->size, &cursor, scanned, 3);
  if (!are_one_word(scanned, n))
    return QN_OK;
  const qn__operand operand = {.text = text, .size = word->size, .words = scanned, .n_words = n, .adjacent = true};
  qn__query_node *node = qn__query_operands(arena, &operand);
  if (node == NULL)
    return qn__fail_memory(error);
  if (node->op != QN__TERM)
    return QN_OK;
  node->boost = word->boost;
  node->added = true;
  *out = node;
  return QN_OK;
}

static qn__query_node **list_end(qn__query_node **list) {
  while (*list != NULL)
    list = &(*list)->next;
  return list;
}

/* Makes room in a query's group for optional items: what counts its own stays a group, which is required. */
static qn_status open_root(qn_query *query, qn_error *error) {
  if (query->root->min_match > 0) {
    qn__query_node *counted = query->root;
    counted->occur = QN__MUST;
    query->root = qn__build_group(&query->arena, counted, QN__SHOULD);
    if (query->root == NULL)
      return qn__fail_memory(error);
  }
  *list_end(&query->root->items) = query->filters;
  query->filters = NULL;
  return QN_OK;
}

qn_status qn__query_add_words(qn_query *query, const qn__added_word *words, size_t n, qn_error *error) {
  const qn_query_options options = QN_QUERY_OPTIONS_INIT;
  qn__buffer scratch;
  qn_status status = open_root(query, error);
  qn__query_node **end = status == QN_OK ? list_end(&query->root->items) : NULL;
  for (size_t i = 0; i < n && status == QN_OK; i++) {
    status = make_added(&query->arena, &words[i], end, error);
    end = list_end(end);
  }
  qn__buffer_init(&scratch);
  if (status == QN_OK)
    status = qn__query_finish(query, &options, &scratch, error);
  qn__buffer_clear(&scratch);
  return status;
}
