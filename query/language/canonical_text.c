/* SPDX-License-Identifier: MIT */
/* canonical_text.c: a query as text again, with + and - for all operators. */
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
    if (!letter && !(byte >= '0' && byte <= '9') && byte < 0x80 && byte != '_' && byte != '\'' && byte != '.')
      return false;
  }
  return !is_operator(text, size);
}

static void spell_leaf(qn__buffer *out, const qn__query_node *leaf) {
  const qn__query_word *last = &leaf->words[leaf->n_words - 1];
  const char *text = leaf->words[0].text;
  size_t size = (size_t)(last->text - text) + last->size;
  bool bare = leaf->n_words == 1 && is_plain(text, size);
  if (leaf->title)
    qn__buffer_bytes(out, "title:", 6);
  if (leaf->exact)
    qn__buffer_u8(out, '=');
  if (!bare)
    qn__buffer_u8(out, '"');
  for (size_t i = 0; i < size; i++) /* quotes, of plain words, separate words as spaces do */
    qn__buffer_u8(out, (uint8_t)text[i] < ' ' || text[i] == '"' ? ' ' : (uint8_t)text[i]);
  if (!bare)
    qn__buffer_u8(out, '"');
}

void qn__query_print(qn__buffer *out, const qn__query_node *root) {
  for (const qn__query_node *item = root->items; item != NULL; item = item->next) {
    if (item != root->items)
      qn__buffer_u8(out, ' ');
    if (item->occur != QN__SHOULD)
      qn__buffer_u8(out, item->occur == QN__MUST ? '+' : '-');
    if (item->n_words != 0) {
      spell_leaf(out, item);
    } else {
      qn__buffer_u8(out, '(');
      qn__query_print(out, item);
      qn__buffer_u8(out, ')');
    }
  }
}
