/* SPDX-License-Identifier: MIT */
/* canonical_text.c: a query as text again, with + and - for all that joins operands. */
#include "language/query.h"

#include <string.h>

static bool is_operator(const char *text, size_t size) {
  return (size == 2 && memcmp(text, "OR", 2) == 0) || (size == 3 && memcmp(text, "AND", 3) == 0) ||
         (size == 3 && memcmp(text, "NOT", 3) == 0);
}

/* A word of letters and digits that stands for itself outside quotes. */
static bool is_plain(const char *text, size_t size) {
  for (size_t i = 0; i < size; i++) {
    uint8_t byte = (uint8_t)text[i];
    bool letter = (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
    if (!letter && !(byte >= '0' && byte <= '9') && byte < 0x80 && byte != '\'' && byte != '.')
      return false;
  }
  return !is_operator(text, size);
}

static void print_spelling(qn__buffer *out, qn__operator op) {
  const char *spelling = qn__operator_spelling(op);
  qn__buffer_bytes(out, spelling, strlen(spelling));
}

/* Text in quotes unless it stands for itself.  Control characters and quotes separate words as spaces do. */
static void print_text(qn__buffer *out, const char *text, size_t size, bool bare) {
  if (!bare)
    print_spelling(out, QN__PHRASE);
  for (size_t i = 0; i < size; i++)
    qn__buffer_u8(out, (uint8_t)text[i] < ' ' || text[i] == '"' ? ' ' : (uint8_t)text[i]);
  if (!bare)
    print_spelling(out, QN__PHRASE);
}

static void print_leaf(qn__buffer *out, const qn__query_node *leaf) {
  if (leaf->title)
    print_spelling(out, QN__TITLE);
  if (qn__is_filter(leaf->op)) {
    size_t size = strlen(leaf->value);
    print_spelling(out, leaf->op);
    print_text(out, leaf->value, size, is_plain(leaf->value, size));
    return;
  }
  const qn__query_word *last = &leaf->words[leaf->n_words - 1];
  const char *text = leaf->words[0].text;
  size_t size = (size_t)(last->text - text) + last->size;
  if (qn__is_exact(leaf))
    print_spelling(out, QN__EXACT);
  print_text(out, text, size, leaf->n_words == 1 && is_plain(text, size));
}

/* Filters are required where they stand beside others, unless OR says that they are optional. */
static bool needs_or(const qn__query_node *item, const qn__query_node *next) {
  return item->occur == QN__SHOULD && next->occur == QN__SHOULD && (qn__only_filters(item) || qn__only_filters(next));
}

void qn__query_print(qn__buffer *out, const qn__query_node *root) {
  for (const qn__query_node *item = root->items; item != NULL; item = item->next) {
    if (item->occur == QN__MUST || item->occur == QN__MUST_NOT)
      qn__buffer_u8(out, item->occur == QN__MUST ? '+' : '-');
    if (item->op != QN__GROUP) {
      print_leaf(out, item);
    } else {
      qn__buffer_u8(out, '(');
      qn__query_print(out, item);
      qn__buffer_u8(out, ')');
    }
    if (item->next != NULL && needs_or(item, item->next))
      qn__buffer_bytes(out, " OR ", 4);
    else if (item->next != NULL)
      qn__buffer_u8(out, ' ');
  }
}
