/* SPDX-License-Identifier: MIT */
/* build.c: nodes of a query's tree. */
#include "language/build.h"

#include "language/marks.h"

static qn__query_node *new_node(qn__arena *arena, qn__operator op) {
  qn__query_node *node = qn__arena_alloc(arena, sizeof *node);
  if (node != NULL)
    *node = (qn__query_node){.op = op};
  return node;
}

qn__query_node *qn__build_group(qn__arena *arena, qn__query_node *items, qn__occur occur) {
  qn__query_node *group = new_node(arena, QN__GROUP);
  if (group != NULL) {
    group->items = items;
    group->occur = occur;
  }
  return group;
}

/* Copies a regular expression, in which slashes need no escape any more; its size. */
static size_t unescape_slashes(char *out, const char *text, size_t size) {
  size_t n = 0;
  for (size_t i = 0; i < size; i++) {
    if (text[i] == '\\' && i + 1 < size && text[i + 1] != '/')
      out[n++] = text[i++];
    else if (text[i] == '\\' && i + 1 < size)
      i++;
    out[n++] = text[i];
  }
  return n;
}

qn__query_node *qn__build_regex(qn__arena *arena, const char *text, size_t size, bool title) {
  qn__query_node *node = new_node(arena, QN__REGEX);
  qn__query_word *word = qn__arena_alloc(arena, sizeof *word);
  char *copy = qn__arena_alloc(arena, size + 1);
  if (node == NULL || word == NULL || copy == NULL)
    return NULL;
  *word = (qn__query_word){.text = copy, .size = (uint32_t)unescape_slashes(copy, text, size), .op = QN__REGEX};
  node->title = title;
  node->words = word;
  node->n_words = 1;
  return node;
}

qn__query_node *qn__build_filter(qn__arena *arena, qn__operator op, const char *value, size_t size) {
  qn__query_node *node = new_node(arena, op);
  char *copy = qn__arena_copy(arena, value, size);
  if (node == NULL || copy == NULL)
    return NULL;
  for (size_t i = 0; i < size; i++) {
    const size_t quote = qn__phrase_quote_at(copy, copy + size, copy + i);
    if (quote > 0 || (uint8_t)copy[i] < ' ')
      memset(copy + i, ' ', quote > 0 ? quote : 1);
  }
  node->value = copy;
  return node;
}

qn__query_node *qn__build_everything(qn__arena *arena) {
  return new_node(arena, QN__EVERYTHING);
}

qn__query_node *qn__build_near(qn__arena *arena, const qn__query_node *units, uint32_t distance) {
  uint32_t n_words = 0, n = 0, n_units = 0;
  for (const qn__query_node *unit = units; unit != NULL; unit = unit->next)
    n_words += unit->n_words;
  qn__query_node *node = new_node(arena, QN__NEAR);
  qn__query_word *words = qn__arena_alloc(arena, n_words * sizeof *words);
  if (node == NULL || words == NULL)
    return NULL;
  for (const qn__query_node *unit = units; unit != NULL; unit = unit->next, n_units++)
    for (uint32_t i = 0; i < unit->n_words; i++) {
      words[n] = unit->words[i];
      words[n++].unit = n_units;
    }
  node->title = units->title;
  node->words = words;
  node->n_words = n_words;
  node->distance = distance;
  return node;
}

qn__query_node *qn__build_synonyms(qn__arena *arena, qn__query_node *items) {
  qn__query_node *node = new_node(arena, QN__SYNONYMS);
  if (node != NULL) {
    node->title = items->title;
    node->items = items;
  }
  return node;
}

void qn__build_boost(qn__query_node *node, uint32_t thousandths) {
  if (node->op == QN__GROUP) {
    for (qn__query_node *item = node->items; item != NULL; item = item->next)
      if (item->occur != QN__MUST_NOT)
        qn__build_boost(item, thousandths);
    return;
  }
  if (qn__is_filter(node->op))
    return;
  const uint32_t before = node->boost > 0 ? node->boost : QN__BOOST_UNIT;
  uint64_t boost = ((uint64_t)before * thousandths + QN__BOOST_UNIT / 2) / QN__BOOST_UNIT;
  boost = boost == 0 ? 1 : boost > QN__MAX_BOOST ? QN__MAX_BOOST : boost;
  node->boost = boost == QN__BOOST_UNIT ? 0 : (uint32_t)boost;
}
