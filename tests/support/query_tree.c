/* SPDX-License-Identifier: MIT */
#include "support/query_tree.h"

#include "language/build.h"
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
static const qn__query_word *words_of(qn_query *query, const qn__query_node *items, uint32_t *n) {
  uint32_t unit = 0;
  *n = 0;
  for (const qn__query_node *item = items; item != NULL; item = item->next)
    *n += item->n_words;
  qn__query_word *words = qn__arena_alloc(&query->arena, *n * sizeof *words), *next = words;
  assert_non_null(words);
  for (const qn__query_node *item = items; item != NULL; item = item->next, unit++)
    for (uint32_t i = 0; i < item->n_words; i++, next++) {
      *next = item->words[i];
      next->unit = unit;
    }
  return words;
}

void become_leaf(qn_query *query, qn__query_node *group, qn__operator op, uint32_t distance) {
  group->op = op;
  group->distance = distance;
  if (op != QN__NEAR)
    return;
  group->words = words_of(query, group->items, &group->n_words);
  group->items = NULL;
}

static bool is_list_of_words(const qn__query_node *group) {
  for (const qn__query_node *item = group->items; item != NULL; item = item->next)
    if (item->occur != QN__SHOULD || item->n_words == 0)
      return false;
  return group->items != NULL;
}

static void make_leaves_in(qn_query *query, qn__query_node *group, qn__operator op, uint32_t distance) {
  for (qn__query_node *item = group->items; item != NULL; item = item->next)
    if (is_list_of_words(item))
      become_leaf(query, item, op, distance);
    else
      make_leaves_in(query, item, op, distance);
}

void become_leaves(qn_query *query, qn__operator op, uint32_t distance) {
  if (query->root != NULL)
    make_leaves_in(query, query->root, op, distance);
}

qn_query *parse_as(qn__operator op, const char *text, uint32_t distance, bool title) {
  qn_query *query = parse_tree(text);
  qn__query_node *leaf = qn__arena_alloc(&query->arena, sizeof *leaf);
  assert_non_null(leaf);
  *leaf = (qn__query_node){.op = QN__GROUP, .title = title, .items = query->root->items};
  become_leaf(query, leaf, op, distance);
  query->root->items = leaf;
  return query;
}

qn_query *parse_everything(void) {
  qn_query *query = parse_tree("word");
  *query->root->items = (qn__query_node){.op = QN__EVERYTHING, .occur = QN__FILTER};
  return query;
}

void expand_word(qn_query *query, uint32_t i, qn__operator op, const char *text, uint8_t edits) {
  qn__query_node *leaf = query->root->items;
  qn__query_word *words = qn__arena_alloc(&query->arena, leaf->n_words * sizeof *words);
  assert_non_null(words);
  memcpy(words, leaf->words, leaf->n_words * sizeof *words);
  words[i] = (qn__query_word){.text = qn__arena_copy(&query->arena, text, strlen(text)),
                              .size = (uint32_t)strlen(text),
                              .kind = QN__WORD_UNICODE,
                              .offset = words[i].offset,
                              .op = op,
                              .edits = edits};
  leaf->words = words;
  leaf->op = leaf->n_words == 1 ? op : leaf->op;
}

qn_query *parse_pattern(qn__operator op, const char *text, uint8_t edits) {
  qn_query *query = parse_tree("word");
  expand_word(query, 0, op, text, edits);
  return query;
}

/* --- Comparing --- */

static bool is_space(char c) {
  return (unsigned char)c <= ' ';
}

/* Lines of wrapped text are printed as one. */
static bool same_letters(const qn__query_word *a, const qn__query_word *b) {
  size_t i = 0, j = 0;
  for (; i < a->size; i++)
    if (!is_space(a->text[i]) && (j == b->size || a->text[i] != b->text[j++]))
      return false;
  return j == b->size;
}

static bool same_words(const qn__query_node *a, const qn__query_node *b) {
  bool same = a->n_words == b->n_words;
  for (uint32_t i = 0; same && i < a->n_words; i++) {
    const qn__query_word *x = &a->words[i], *y = &b->words[i];
    same = same_letters(x, y) && x->offset == y->offset && x->op == y->op && x->unit == y->unit && x->edits == y->edits;
  }
  return same;
}

/* Control characters in values are printed as spaces. */
static bool same_values(const qn__query_node *a, const qn__query_node *b) {
  if (a->value == NULL || b->value == NULL)
    return a->value == b->value;
  size_t i = 0;
  while (a->value[i] != '\0' && (a->value[i] == b->value[i] || (is_space(a->value[i]) && is_space(b->value[i]))))
    i++;
  return a->value[i] == b->value[i];
}

static bool same_trees(const qn__query_node *a, const qn__query_node *b) {
  for (; a != NULL && b != NULL; a = a->next, b = b->next)
    if (a->op != b->op || a->occur != b->occur || a->title != b->title || a->in_compound != b->in_compound ||
        a->distance != b->distance || a->min_match != b->min_match || a->boost != b->boost || !same_words(a, b) ||
        !same_values(a, b) || !same_trees(a->items, b->items))
      return false;
  return a == b;
}

bool same_queries(const qn_query *a, const qn_query *b) {
  if (a->root == NULL || b->root == NULL)
    return a->root == b->root;
  return a->root->min_match == b->root->min_match && same_trees(a->root->items, b->root->items) &&
         same_trees(a->filters, b->filters);
}
