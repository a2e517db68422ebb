/* SPDX-License-Identifier: MIT */
#include "support/query_tree.h"

#include "support/support.h"

#include <string.h>

static qn_query *parse_tree(const char *text) {
  qn_query *query = NULL;
  qn_error error;
  assert_ok(qn_query_parse(&query, text, strlen(text), NULL, &error), error);
  assert_non_null(query->root);
  return query;
}

/* The words of all items, each item's as a unit. */
static const qn__query_word *words_of(qn_query *query, uint32_t *n) {
  uint32_t unit = 0;
  *n = 0;
  for (const qn__query_node *item = query->root->items; item != NULL; item = item->next)
    *n += item->n_words;
  qn__query_word *words = qn__arena_alloc(&query->arena, *n * sizeof *words), *next = words;
  assert_non_null(words);
  for (const qn__query_node *item = query->root->items; item != NULL; item = item->next, unit++)
    for (uint32_t i = 0; i < item->n_words; i++, next++) {
      *next = item->words[i];
      next->unit = unit;
    }
  return words;
}

qn_query *parse_as(qn__operator op, const char *text, uint32_t distance, bool title) {
  qn_query *query = parse_tree(text);
  qn__query_node *leaf = qn__arena_alloc(&query->arena, sizeof *leaf);
  assert_non_null(leaf);
  *leaf = (qn__query_node){.op = op, .title = title, .distance = distance};
  if (op == QN__NEAR)
    leaf->words = words_of(query, &leaf->n_words);
  else
    leaf->items = query->root->items;
  query->root->items = leaf;
  return query;
}

qn_query *parse_everything(void) {
  qn_query *query = parse_tree("word");
  qn__query_node *leaf = query->root->items;
  *leaf = (qn__query_node){.op = QN__EVERYTHING, .occur = QN__FILTER};
  return query;
}
