/* SPDX-License-Identifier: MIT */
/* canonical_text.c: a query as text again, with + and - for all that joins operands. */
#include "language/marks.h"
#include "language/tokens.h"

#include "text/unspaced.h"
#include "text/utf8.h"
#include "text/word_rules.h"

#include <stdio.h>
#include <string.h>

/* Whether a space or quote beyond ASCII stands here. */
static bool is_mark_at(const char *at, const char *end) {
  unsigned size;
  return qn__is_wide_space(qn__utf8_decode(at, &size)) || qn__is_quote(at, end);
}

/* Whether a word or a value stands for itself outside quotes: it is of letters and digits.  `marks`: so are these. */
static bool is_plain(const char *text, size_t size, const char *marks) {
  for (size_t i = 0; i < size; i++) {
    const uint8_t c = (uint8_t)text[i];
    if (((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c >= '0' && c <= '9'))
      continue;
    if (c < 0x80 ? strchr(marks, c) == NULL : c >= 0xc2 && is_mark_at(text + i, text + size))
      return false;
  }
  return !qn__is_word_operator(text, size);
}

static void print_spelling(qn__buffer *out, qn__operator op) {
  const char *spelling = qn__operator_spelling(op);
  qn__buffer_bytes(out, spelling, strlen(spelling));
}

/* What stands between the words of a phrase, in which stars are any one word.  Quotes that could end the phrase become
 * quotes that cannot; straight ones, control characters and tildes separate words as spaces do, or before a dot as a
 * slash does, after which the dot belongs to no name.  Spaces stand for a single dot, too, for U.S is one word, and for
 * the colon of a URL whose last word may go on. */
static void print_between(qn__buffer *out, const char *text, size_t size, bool goes_on) {
  for (size_t i = 0, step; i < size; i += step) {
    const size_t quote = qn__phrase_quote_at(text, text + size, text + i);
    step = quote > 0 ? quote : 1;
    const bool before_dot = i + step < size && text[i + step] == '.' && strchr("\n\"", text[i]) == NULL;
    const bool mark = quote == 1 || (size == 1 && text[i] == '.') || (uint8_t)text[i] < ' ' || text[i] == '~' ||
                      (goes_on && i + 2 < size && memcmp(text + i, "://", 3) == 0);
    if (quote > 1)
      qn__buffer_bytes(out, qn__opens_before_words(text + i, text + size) ? "\u2039" : "\u203a", 3);
    else
      qn__buffer_u8(out, !mark ? (uint8_t)text[i] : before_dot ? '/' : ' ');
  }
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

/* What stands after a word for how it is looked for. */
static void print_mark(qn__buffer *out, const qn__query_word *word) {
  if (word->op == QN__FUZZY)
    qn__buffer_print(out, "~%u", (unsigned)word->edits);
  if (word->op == QN__PARTIAL)
    print_spelling(out, QN__PARTIAL);
}

/* The end of a word in the text that it is from, which has more words, with its mark. */
static const char *end_of(const qn__query_word *word) {
  const char *end = word->text + word->size;
  if (word->op == QN__PARTIAL && *end == '*')
    end++;
  if (word->op != QN__PARTIAL && word->op != QN__FUZZY)
    return end;
  end += *end == '~';
  while (*end >= '0' && *end <= '9')
    end++;
  return end;
}

/* Words of one text and what stands between them; some overlap. */
static void print_words(qn__buffer *out, const qn__query_word *words, size_t n) {
  const char *at = words[0].text;
  for (size_t i = 0; i < n; i++) {
    const qn__query_word *word = &words[i];
    const size_t between = word->text > at ? (size_t)(word->text - at) : 0;
    print_between(out, at, between, words[n - 1].op == QN__PARTIAL);
    at += between;
    if (word->text + word->size > at) {
      print_word(out, word, (size_t)(at - word->text));
      print_mark(out, word);
      at = i + 1 < n ? end_of(word) : at;
    }
  }
}

/* Signs that a word may have outside quotes.  A line break in a pair is not printed. */
static const char *marks_of(const qn__query_word *word) {
  return word->op == QN__WILDCARD ? "'.*?" : word->kind == QN__WORD_PAIR ? "'. \t\r\n" : "'.";
}

static bool any_is_exact(const qn__query_word *words, size_t n) {
  bool exact = false;
  for (size_t i = 0; i < n; i++)
    exact |= words[i].op == QN__EXACT;
  return exact;
}

/* A slash of a regular expression is escaped. */
static void print_regex(qn__buffer *out, const qn__query_word *word) {
  print_spelling(out, QN__REGEX);
  for (size_t i = 0; i < word->size; i++) {
    if (word->text[i] == '/')
      qn__buffer_u8(out, '\\');
    qn__buffer_u8(out, (uint8_t)word->text[i]);
    if (word->text[i] == '\\' && i + 1 < word->size)
      qn__buffer_u8(out, (uint8_t)word->text[++i]);
  }
  qn__buffer_u8(out, '/');
}

/* A word or phrase, in quotes unless it is a word that stands for itself. */
static void print_unit(qn__buffer *out, const qn__query_word *words, size_t n) {
  const qn__operator op = words[0].op;
  if (op == QN__REGEX) {
    print_regex(out, words);
    return;
  }
  if (any_is_exact(words, n))
    print_spelling(out, QN__EXACT);
  const bool bare = n == 1 && is_plain(words[0].text, words[0].size, marks_of(words));
  if (bare && op == QN__TERM && words[0].kind != QN__WORD_PAIR) {
    qn__buffer_bytes(out, words[0].text, words[0].size);
    return;
  }
  if (!bare)
    print_spelling(out, QN__PHRASE);
  print_words(out, words, n);
  if (!bare)
    print_spelling(out, QN__PHRASE);
}

/* The units of a NEAR. */
static void print_near(qn__buffer *out, const qn__query_node *near) {
  for (uint32_t i = 0, end; i < near->n_words; i = end) {
    for (end = i + 1; end < near->n_words && near->words[end].unit == near->words[i].unit;)
      end++;
    if (i > 0)
      qn__buffer_print(out, " %s/%u ", qn__operator_spelling(QN__NEAR), (unsigned)near->distance);
    print_unit(out, near->words + i, end - i);
  }
}

static void print_synonyms(qn__buffer *out, const qn__query_node *synonyms) {
  for (const qn__query_node *item = synonyms->items; item != NULL; item = item->next) {
    if (item != synonyms->items)
      qn__buffer_print(out, " %s ", qn__operator_spelling(QN__SYNONYMS));
    print_unit(out, item->words, item->n_words);
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
  bool bare = size > 0 && strchr("*=/", *value) == NULL && is_plain(value, size, "'.-_/<>=*");
  if (!bare)
    print_spelling(out, QN__PHRASE);
  qn__buffer_bytes(out, value, size);
  if (!bare)
    print_spelling(out, QN__PHRASE);
}

/* How many times it counts. */
static void print_boost(qn__buffer *out, const qn__query_node *leaf) {
  if (leaf->boost == 0)
    return;
  const uint32_t fraction = leaf->boost % QN__BOOST_UNIT;
  char digits[8];
  qn__buffer_print(out, "^%u", (unsigned)leaf->boost / QN__BOOST_UNIT);
  size_t n = fraction == 0 ? 0 : (size_t)snprintf(digits, sizeof digits, ".%03u", fraction);
  while (n > 0 && digits[n - 1] == '0')
    n--;
  qn__buffer_bytes(out, digits, n);
}

/* In parentheses where something before or after it is for all that it joins. */
static void print_joined(qn__buffer *out, const qn__query_node *leaf) {
  const bool alone = leaf->occur == QN__SHOULD && !leaf->title && leaf->boost == 0;
  if (!alone)
    qn__buffer_u8(out, '(');
  if (leaf->op == QN__NEAR)
    print_near(out, leaf);
  else
    print_synonyms(out, leaf);
  if (!alone)
    qn__buffer_u8(out, ')');
}

static void print_leaf(qn__buffer *out, const qn__query_node *leaf) {
  if (leaf->title)
    print_spelling(out, QN__TITLE);
  if (qn__is_filter(leaf->op)) {
    print_spelling(out, leaf->op);
    if (leaf->op == QN__FIELD) {
      qn__buffer_bytes(out, leaf->column, strlen(leaf->column));
      qn__buffer_u8(out, ':');
    }
    if (leaf->op != QN__EVERYTHING)
      print_value(out, leaf->value);
    return;
  }
  if (leaf->op == QN__OTHER_FORMS)
    print_compound(out, leaf->next);
  else if (leaf->op == QN__NEAR || leaf->op == QN__SYNONYMS)
    print_joined(out, leaf);
  else
    print_unit(out, leaf->words, leaf->n_words);
  print_boost(out, leaf);
}

/* Filters are required where they stand beside others, unless OR says that they are optional. */
static bool needs_or(const qn__query_node *item, const qn__query_node *next) {
  return item->occur == QN__SHOULD && next->occur == QN__SHOULD && (qn__only_filters(item) || qn__only_filters(next));
}

static void print_items(qn__buffer *out, const qn__query_node *group);

static void print_group(qn__buffer *out, const qn__query_node *group) {
  qn__buffer_u8(out, '(');
  print_items(out, group);
  qn__buffer_u8(out, ')');
  if (group->min_match > 0)
    qn__buffer_print(out, "~%u", (unsigned)group->min_match);
}

static void print_items(qn__buffer *out, const qn__query_node *group) {
  const qn__query_node *before = NULL;
  for (const qn__query_node *item = group->items; item != NULL; item = item->next) {
    if (item->in_compound)
      continue;
    if (before != NULL)
      qn__buffer_bytes(out, " OR ", needs_or(before, item) ? 4 : 1);
    before = item;
    if (item->occur == QN__MUST || item->occur == QN__MUST_NOT)
      qn__buffer_u8(out, item->occur == QN__MUST ? '+' : '-');
    if (item->op == QN__GROUP)
      print_group(out, item);
    else
      print_leaf(out, item);
  }
}

void qn__query_print(qn__buffer *out, const qn__query_node *root) {
  if (root->min_match > 0)
    print_group(out, root);
  else
    print_items(out, root);
}
