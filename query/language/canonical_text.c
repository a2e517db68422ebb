/* SPDX-License-Identifier: MIT */
/* canonical_text.c: a query as text again, with + and - for all that joins operands. */
#include "language/query.h"

#include "text/unspaced.h"
#include "text/utf8.h"
#include "text/word_rules.h"

#include <string.h>

static bool is_operator(const char *text, size_t size) {
  return (size == 2 && memcmp(text, "OR", 2) == 0) || (size == 3 && memcmp(text, "AND", 3) == 0) ||
         (size == 3 && memcmp(text, "NOT", 3) == 0);
}

/* Spaces outside ASCII that separate the words of a query. */
static bool is_wide_space(uint32_t c) {
  return c == 0xa0 || c == 0x3000;
}

/* A word of letters and digits that stands for itself outside quotes. */
static bool is_plain(const char *text, size_t size) {
  unsigned step;
  for (size_t i = 0; i < size; i += step) {
    uint32_t c = qn__utf8_decode(text + i, &step);
    bool letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    if (!letter && !(c >= '0' && c <= '9') && c != '\'' && c != '.' && (c < 0x80 || is_wide_space(c)))
      return false;
  }
  return !is_operator(text, size);
}

static void print_spelling(qn__buffer *out, qn__operator op) {
  const char *spelling = qn__operator_spelling(op);
  qn__buffer_bytes(out, spelling, strlen(spelling));
}

/* Control characters and quotes separate words as spaces do. */
static void print_between(qn__buffer *out, const char *text, size_t size) {
  for (size_t i = 0; i < size; i++)
    qn__buffer_u8(out, (uint8_t)text[i] < ' ' || text[i] == '"' ? ' ' : (uint8_t)text[i]);
}

/* The word from `from` on, without line breaks in it: pairs alone may have some. */
static void print_word(qn__buffer *out, const qn__query_word *word, size_t from) {
  const char *text = word->text;
  const size_t size = word->size;
  if (word->kind != QN__WORD_PAIR) {
    qn__buffer_bytes(out, text + from, size - from);
    return;
  }
  uint32_t before = 0;
  unsigned step;
  for (size_t i = 0; i < size; i += step) {
    size_t wrap = (uint8_t)text[i] <= ' ' ? qn__find_wrap_end(text, size, i, before) : i;
    before = qn__utf8_decode(text + wrap, &step);
    if (wrap >= from)
      qn__buffer_bytes(out, text + wrap, step);
    step += (unsigned)(wrap - i);
  }
}

/* The words of a leaf and what stands between them; some overlap. */
static void print_words(qn__buffer *out, const qn__query_node *leaf) {
  const char *at = leaf->words[0].text;
  for (uint32_t i = 0; i < leaf->n_words; i++) {
    const qn__query_word *word = &leaf->words[i];
    if (word->text > at) {
      print_between(out, at, (size_t)(word->text - at));
      at = word->text;
    }
    if (word->text + word->size > at) {
      print_word(out, word, (size_t)(at - word->text));
      at = word->text + word->size;
    }
  }
}

/* A compound as it is written: its parts, with what stands between and the signs of their names. */
static void print_compound(qn__buffer *out, const qn__query_node *parts) {
  const qn__query_node *last = parts;
  while (last->next != NULL && last->next->in_compound)
    last = last->next;
  const char *start = parts->words[0].text, *end = last->words[last->n_words - 1].text;
  qn__buffer_bytes(out, start, (size_t)(end - start) + last->words[last->n_words - 1].size);
}

static void print_value(qn__buffer *out, const char *value) {
  size_t size = strlen(value);
  bool bare = is_plain(value, size);
  if (!bare)
    print_spelling(out, QN__PHRASE);
  for (size_t i = 0; i < size; i++) {
    if (value[i] == '"' && qn__is_between_hebrew(value, size, i))
      qn__buffer_u8(out, '"');
    else
      print_between(out, value + i, 1);
  }
  if (!bare)
    print_spelling(out, QN__PHRASE);
}

/* A word or phrase in quotes, unless it is a word that stands for itself. */
static void print_leaf(qn__buffer *out, const qn__query_node *leaf) {
  if (leaf->title)
    print_spelling(out, QN__TITLE);
  if (qn__is_filter(leaf->op)) {
    print_spelling(out, leaf->op);
    print_value(out, leaf->value);
    return;
  }
  if (leaf->op == QN__OTHER_FORMS) {
    print_compound(out, leaf->next);
    return;
  }
  if (qn__is_exact(leaf))
    print_spelling(out, QN__EXACT);
  bool bare = leaf->n_words == 1 && is_plain(leaf->words[0].text, leaf->words[0].size);
  if (!bare)
    print_spelling(out, QN__PHRASE);
  print_words(out, leaf);
  if (!bare)
    print_spelling(out, QN__PHRASE);
}

/* Filters are required where they stand beside others, unless OR says that they are optional. */
static bool needs_or(const qn__query_node *item, const qn__query_node *next) {
  return item->occur == QN__SHOULD && next->occur == QN__SHOULD && (qn__only_filters(item) || qn__only_filters(next));
}

void qn__query_print(qn__buffer *out, const qn__query_node *root) {
  const qn__query_node *before = NULL;
  for (const qn__query_node *item = root->items; item != NULL; item = item->next) {
    if (item->in_compound)
      continue;
    if (before != NULL)
      qn__buffer_bytes(out, " OR ", needs_or(before, item) ? 4 : 1);
    before = item;
    if (item->occur == QN__MUST || item->occur == QN__MUST_NOT)
      qn__buffer_u8(out, item->occur == QN__MUST ? '+' : '-');
    if (item->op != QN__GROUP) {
      print_leaf(out, item);
    } else {
      qn__buffer_u8(out, '(');
      qn__query_print(out, item);
      qn__buffer_u8(out, ')');
    }
  }
}
