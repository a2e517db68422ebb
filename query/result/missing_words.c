/* SPDX-License-Identifier: MIT */
/* missing_words.c: no article has all words of a query: which one is the reason, and how many have the others? */
#include "result/suggestion.h"

#include <string.h>

enum { MOST_ITEMS = 8 }; /* of a query whose words are looked for without one of them */

/* A word or phrase that is looked for, as it was typed; or what restricts the query, which has no name. */
typedef struct wanted_item {
  qn__query_node node;
  qn_string name;
  bool unknown, left_out;
} wanted_item;

typedef struct wanted_items {
  wanted_item items[MOST_ITEMS];
  size_t n, n_named;
} wanted_items;

static bool is_unknown(const qn__suggesting *s, const qn__query_node *node) {
  uint64_t doc_freq;
  return node->n_words == 1 && qn__typed_doc_freq(&s->searcher->plan, node->words, &doc_freq) && doc_freq == 0;
}

/* Makes an item required, with its name; false if it is no word or phrase that was typed. */
static bool name_item(const qn__suggesting *s, wanted_item *item) {
  qn__query_node *node = &item->node;
  size_t start;
  if ((node->op != QN__TERM && node->op != QN__PHRASE) || node->n_words == 0)
    return false;
  const qn__query_word *first = &node->words[0], *last = &node->words[node->n_words - 1];
  const uintptr_t from = (uintptr_t)first->text, to = (uintptr_t)last->text + last->size;
  if (to < from || !qn__find_typed(s->query, first->text, to - from, &start))
    return false;
  node->occur = QN__MUST;
  item->name = (qn_string){first->text, to - from};
  item->unknown = is_unknown(s, node);
  return true;
}

/* What the query looks for; false if that is not two or more words and phrases, or too many. */
static bool list_items(const qn__suggesting *s, wanted_items *list) {
  bool named = true;
  list->n = list->n_named = 0;
  for (const qn__query_node *node = s->query->root->items; node != NULL && named; node = node->next) {
    if (list->n == MOST_ITEMS)
      return false;
    wanted_item *item = &list->items[list->n++];
    *item = (wanted_item){.node = *node};
    if (node->occur == QN__MUST_NOT || node->occur == QN__FILTER)
      continue;
    named = name_item(s, item);
    list->n_named++;
  }
  return named && list->n_named > 1;
}

/* Counts the articles that have all items that are not left out; 0 if all words are. */
static qn_status count_rest(qn__suggesting *s, wanted_items *list, uint64_t *count, qn_error *error) {
  qn__query_node *first = NULL, **end = &first;
  bool any_named = false;
  for (size_t i = 0; i < list->n; i++)
    if (!list->items[i].left_out) {
      any_named |= list->items[i].name.size > 0;
      *end = &list->items[i].node;
      end = &list->items[i].node.next;
    }
  *end = NULL;
  *count = 0;
  return any_named ? qn__count_all(s, first, count, error) : QN_OK;
}

/* Leaves out each item in turn, and in the end the one without which most articles have the rest. */
static qn_status leave_one_out(qn__suggesting *s, wanted_items *list, uint64_t *rest, qn_error *error) {
  qn_status status = QN_OK;
  size_t missing = list->n;
  *rest = 0;
  for (size_t i = 0; i < list->n && status == QN_OK; i++) {
    uint64_t count;
    if (list->items[i].name.size == 0)
      continue;
    list->items[i].left_out = true;
    status = count_rest(s, list, &count, error);
    list->items[i].left_out = false;
    if (status == QN_OK && count > *rest) {
      *rest = count;
      missing = i;
    }
  }
  if (missing < list->n)
    list->items[missing].left_out = true;
  return status;
}

static bool has_name(const qn_suggestion *out, const qn_string *names, qn_string name) {
  bool found = false;
  for (size_t i = 0; i < out->n_missing && !found; i++)
    found = names[i].size == name.size && memcmp(names[i].data, name.data, name.size) == 0;
  return found;
}

/* Each once, in order. */
static qn_status name_missing(qn__suggesting *s, const wanted_items *list, qn_suggestion *out, qn_error *error) {
  qn_string *names = qn__arena_alloc(&s->searcher->suggested, list->n * sizeof *names);
  if (names == NULL)
    return qn__fail_memory(error);
  for (size_t i = 0; i < list->n; i++)
    if (list->items[i].left_out && !has_name(out, names, list->items[i].name)) {
      const qn_string name = list->items[i].name;
      const char *copy = qn__arena_copy(&s->searcher->suggested, name.data, name.size);
      if (copy == NULL)
        return qn__fail_memory(error);
      names[out->n_missing++] = (qn_string){copy, name.size};
    }
  out->missing = names;
  return QN_OK;
}

qn_status qn__find_missing(qn__suggesting *s, qn_suggestion *out, qn_error *error) {
  wanted_items list;
  if ((!s->has_unknown && !s->found_nothing) || !list_items(s, &list))
    return QN_OK;
  for (size_t i = 0; i < list.n; i++)
    list.items[i].left_out = list.items[i].unknown;
  qn_status status =
      s->has_unknown ? count_rest(s, &list, &out->n_rest, error) : leave_one_out(s, &list, &out->n_rest, error);
  return status == QN_OK ? name_missing(s, &list, out, error) : status;
}
