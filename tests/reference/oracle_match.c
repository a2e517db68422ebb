/* SPDX-License-Identifier: MIT */
/* oracle_match.c: which articles match, and how often, by looking at every position of each. */
#include "reference/oracle_parts.h"

#include <string.h>
#include <strings.h>

static bool word_is_at(const oracle_document *d, const oracle_word *w, uint32_t position) {
  bool found = oracle_in_word(w, &d->tokens[position]);
  for (uint32_t i = 0; i < d->n_extras && !found; i++)
    found = d->extras[i].position == position && oracle_in_word(w, &d->extras[i].token);
  return found;
}

/* Whether one of the leaf's items, or the leaf if it has none, begins at a position. */
static bool item_is_at(const oracle_document *d, const oracle_leaf *l, uint32_t item, uint32_t start) {
  bool found = true;
  for (size_t i = 0; found && i < l->n_words; i++) {
    uint32_t at = start + l->words[i].offset;
    if (l->words[i].item == item)
      found = at < d->n_positions && word_is_at(d, &l->words[i], at);
  }
  return found;
}

static uint32_t length_of_item(const oracle_leaf *l, uint32_t item) {
  uint32_t length = 0;
  for (size_t i = 0; i < l->n_words; i++)
    if (l->words[i].item == item && l->words[i].offset + 1 > length)
      length = l->words[i].offset + 1;
  return length;
}

/* How often a window of `width` positions has an item as a whole; no window goes on in a gap. */
static uint32_t count_in_window(const oracle_document *d, const oracle_leaf *l, uint32_t item, uint32_t from,
                                uint64_t width) {
  uint32_t n = 0, length = length_of_item(l, item);
  for (uint32_t at = from; at < d->n_positions && d->tokens[at].term != NULL && at - from + length <= width; at++)
    n += item_is_at(d, l, item, at);
  return n;
}

/* Whether an item begins at a position, and the window there has all of them: equal ones as often. */
static bool is_near_at(const oracle_document *d, const oracle_leaf *l, uint32_t from) {
  uint64_t width = l->distance;
  bool begins = false, all = true;
  for (uint32_t item = 0; item < l->n_items; item++) {
    width += length_of_item(l, item);
    begins |= item_is_at(d, l, item, from);
  }
  for (uint32_t item = 0; item < l->n_items && begins && all; item++)
    all = count_in_window(d, l, item, from, width) >= l->copies[item];
  return begins && all;
}

static bool leaf_begins_at(const oracle_document *d, const oracle_leaf *l, uint32_t at) {
  return l->kind == ORACLE_NEAR ? is_near_at(d, l, at) : item_is_at(d, l, 0, at);
}

/* How often a pattern is in an article: as often as all its forms are, several at one position included. */
static uint32_t pattern_frequency(const oracle_document *d, const oracle_word *w) {
  uint32_t n = 0;
  for (uint32_t t = 0; t < oracle_n_tokens(d); t++)
    n += oracle_in_word(w, oracle_token_at(d, t));
  return n;
}

static bool is_pattern(const oracle_leaf *l) {
  return l->n_words == 1 && l->words[0].pattern != ORACLE_NO_PATTERN && l->kind == ORACLE_PLAIN;
}

static uint32_t leaf_frequency(const oracle_document *d, const oracle_leaf *l) {
  uint32_t n = 0;
  if (is_pattern(l))
    return pattern_frequency(d, &l->words[0]);
  for (uint32_t start = 0; start < d->n_positions; start++)
    n += leaf_begins_at(d, l, start);
  return n;
}

/* The same of a leaf that must be in the title: each position counts once. */
static uint32_t title_frequency(const oracle_search_state *s, const oracle_document *d, const oracle_leaf *l) {
  uint32_t n = 0, in_title = 0;
  for (uint32_t start = 0; start < d->n_positions; start++) {
    uint32_t found = 0;
    for (size_t i = 0; i < l->n_synonyms; i++)
      found += leaf_begins_at(d, &s->synonyms[l->synonyms[i]], start);
    if (l->n_synonyms == 0)
      found = leaf_begins_at(d, l, start);
    n += found;
    in_title += start < d->title_end ? found : 0;
  }
  return in_title == 0 ? 0 : n;
}

uint32_t oracle_frequency(const oracle_search_state *s, const oracle_document *d, const oracle_leaf *l) {
  uint32_t n = 0;
  if (l->title)
    return title_frequency(s, d, l);
  for (size_t i = 0; i < l->n_synonyms; i++)
    n += leaf_frequency(d, &s->synonyms[l->synonyms[i]]);
  return l->n_synonyms == 0 ? leaf_frequency(d, l) : n;
}

static bool leaf_matches(const oracle_search_state *s, const oracle_document *d, const oracle_query *query) {
  size_t i = 0;
  while (s->places[i].query != query)
    i++;
  bool found = oracle_frequency(s, d, &s->leaves[s->places[i].leaf]) > 0;
  for (size_t k = 0; k < s->places[i].n_beside && !found; k++)
    found = oracle_frequency(s, d, &s->leaves[s->places[i].beside[k]]) > 0;
  return found;
}

/* A language that has a number is one, whatever it is called; another, and a region of one that has no stemmer, is
 * compared as a tag or the beginning of one. */
static bool is_in_language(const oracle_search_state *s, const oracle_document *d, const char *wanted) {
  size_t size = strlen(wanted);
  uint8_t number = qn__language_find(wanted, size);
  uint8_t own = *d->tag == '\0' ? s->o->language : qn__language_find(d->tag, strlen(d->tag));
  bool by_tag = number == 0 || (strchr(wanted, '-') != NULL && !qn__language_has_stemmer(number));
  if (number != own || !by_tag)
    return number == own;
  return strncasecmp(d->tag, wanted, size) == 0 && (d->tag[size] == '\0' || d->tag[size] == '-');
}

bool oracle_is_leaf(const oracle_query *query) {
  return query->text != NULL || query->kind == ORACLE_NEAR || query->kind == ORACLE_SYNONYMS;
}

bool oracle_matches(const oracle_search_state *s, const oracle_document *d, const oracle_query *query) {
  if (query->language != NULL || query->kind == ORACLE_EVERYTHING)
    return query->language == NULL || is_in_language(s, d, query->language);
  if (oracle_is_leaf(query))
    return leaf_matches(s, d, query);
  size_t n_must = 0, n_should = 0, n_found = 0;
  for (size_t i = 0; i < query->n_items; i++) {
    bool found = oracle_matches(s, d, &query->items[i]);
    oracle_occur occur = query->items[i].occur;
    if (occur != ORACLE_SHOULD && found == (occur == ORACLE_MUST_NOT))
      return false;
    n_must += occur == ORACLE_MUST;
    n_should += occur == ORACLE_SHOULD;
    n_found += occur == ORACLE_SHOULD && found;
  }
  const size_t least = query->min_match == 0 && n_must == 0 ? 1 : query->min_match;
  return n_found >= (least < n_should ? least : n_should);
}
