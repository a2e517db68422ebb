/* SPDX-License-Identifier: MIT */
/* oracle_words.c: what the words of a query stand for: terms, their variants, and the forms that match a pattern. */
#include "reference/oracle_parts.h"
#include "support/scaffold.h"

#include <stdlib.h>
#include <string.h>

/* Whether a token is one of the forms of a pattern, or the word itself, which may be looked for beside it. */
static bool in_pattern(const oracle_word *w, const oracle_token *t) {
  bool found = false;
  for (size_t i = 0; t->term != NULL && i < w->n_terms && !found; i++)
    found = w->tokens[i].own_tag == t->term[0] && strcmp(w->tokens[i].form, t->form) == 0;
  const bool is_own = w->own != NULL && oracle_in_word(w->own, t);
  return w->is_beside ? found && !is_own : found || is_own;
}

bool oracle_in_word(const oracle_word *w, const oracle_token *t) {
  if (w->pattern != ORACLE_NO_PATTERN)
    return in_pattern(w, t);
  for (size_t i = 0; t->term != NULL && i < w->n_terms; i++) {
    const oracle_token *own = &w->tokens[i];
    bool found = w->prefix ? strncmp(t->term, own->term, strlen(own->term)) == 0 : strcmp(t->term, own->term) == 0;
    bool same_form = found && (w->exact || w->closed) && strcmp(t->form, own->form) == 0;
    if (found && (!w->exact || same_form) && (!w->closed || !same_form))
      return true;
  }
  return false;
}

void oracle_add_token(oracle_word *w, oracle_token added) {
  size_t at = 0;
  while (at < w->n_terms && strcmp(w->tokens[at].term, added.term) < 0)
    at++;
  if (at < w->n_terms && strcmp(w->tokens[at].term, added.term) == 0) {
    oracle_free_token(added);
    return;
  }
  if (w->n_terms == ORACLE_MAX_TERMS)
    scaffold_failed("oracle", "too many terms");
  memmove(&w->tokens[at + 1], &w->tokens[at], (w->n_terms - at) * sizeof *w->tokens);
  w->tokens[at] = added;
  w->n_terms++;
}

/* The terms of a word in the language of any article. */
static void find_terms(const oracle *o, oracle_word *w, const char *text, const qn__word *scanned) {
  bool seen[QN__LANGUAGE_LIMIT] = {false};
  seen[o->language] = true;
  for (size_t i = 0; i < o->n; i++)
    seen[o->documents[i].language] = true;
  for (uint8_t language = 1; language < QN__LANGUAGE_LIMIT; language++)
    if (seen[language])
      oracle_add_token(w, oracle_token_of(o, text, scanned, language));
}

static bool has_key(const oracle_spelled *form, const char *key) {
  bool found = false;
  for (size_t k = 0; k < form->n_keys && !found; k++)
    found = strcmp(form->keys[k], key) == 0;
  return found;
}

/* Adds a variant of the word's term, or to its frequency. */
static void add_variant(oracle_word *w, char own_tag, const char *term, double n_articles) {
  for (size_t i = 0; i < w->n_terms; i++) {
    oracle_token *t = &w->tokens[i];
    if (strcmp(t->term, term) == 0) {
      t->n_articles += t->form == NULL && t->own_tag == own_tag ? n_articles : 0.0;
      return;
    }
  }
  oracle_add_token(w, (oracle_token){oracle_copy(term, strlen(term)), NULL, own_tag, n_articles});
}

/* Variants in fewer than a 64th of the articles that their own term is in do not count. */
static void drop_rare_variants(const oracle_search_state *s, oracle_word *w) {
  size_t n = 0;
  oracle_word all = *w;
  for (size_t i = 0; i < all.n_terms; i++) {
    oracle_token *t = &all.tokens[i];
    bool rare = false;
    for (size_t own = 0; t->form == NULL && own < all.n_terms; own++)
      if (all.tokens[own].form != NULL && all.tokens[own].own_tag == t->own_tag)
        rare = t->n_articles * 64 < oracle_count_articles(s, all.tokens[own].term);
    if (rare)
      oracle_free_token(*t);
    else
      w->tokens[n++] = *t;
  }
  w->n_terms = n;
}

/* The variants of each of the word's terms. */
static void find_variants(const oracle_search_state *s, oracle_word *w) {
  const oracle *o = s->o;
  oracle_token own[ORACLE_MAX_TERMS];
  const size_t n_own = w->n_terms;
  memcpy(own, w->tokens, sizeof own);
  for (size_t i = 0; i < n_own; i++) {
    char *keys[QN__SPELLINGS_MAX + 1] = {own[i].term};
    size_t n = 1 + oracle_plain_terms(o, &own[i], keys + 1);
    for (size_t k = 0; k < n; k++) {
      if (k > 0 && oracle_count_articles(s, keys[k]) > 0)
        add_variant(w, own[i].own_tag, keys[k], oracle_count_articles(s, keys[k]));
      for (size_t f = 0; f < o->n_spelled; f++) {
        const oracle_spelled *spelled = &o->spelled[f];
        double n_with = s->weighing == ORACLE_ALL ? spelled->n_all : spelled->n_live;
        if (n_with > 0 && has_key(spelled, keys[k]))
          add_variant(w, own[i].own_tag, spelled->term, n_with);
      }
    }
    for (size_t k = 1; k < n; k++)
      free(keys[k]);
  }
  drop_rare_variants(s, w);
}

static bool is_one_character(const char *text, size_t size) {
  size_t n = 0;
  for (size_t i = 0; i < size; i++)
    n += ((uint8_t)text[i] & 0xc0) != 0x80;
  return n == 1;
}

static oracle_word *new_word(oracle_leaf *made, uint32_t position) {
  if (made->n_words == ORACLE_MAX_WORDS)
    scaffold_failed("oracle", "too many words");
  oracle_word *w = &made->words[made->n_words++];
  w->offset = position;
  return w;
}

/* Adds the words of a text; returns the position after them.  Pairs overlap; the single character that a run ends in
 * adds nothing unless it is the whole run. */
static uint32_t add_words(const oracle_search_state *s, oracle_leaf *made, const char *text, size_t size,
                          uint32_t position, bool exact) {
  qn__word scanned;
  size_t cursor = 0;
  uint32_t run_end = 0;
  for (; qn__scan_words(text, size, &cursor, &scanned, 1) == 1; position++) {
    bool last_of_run = scanned.kind == QN__WORD_PAIR && is_one_character(text + scanned.offset, scanned.size);
    if (last_of_run && scanned.offset < run_end)
      continue;
    run_end = scanned.kind == QN__WORD_PAIR ? scanned.offset + scanned.size : 0;
    oracle_word *w = new_word(made, position);
    w->prefix = last_of_run;
    w->exact = exact && !w->prefix;
    find_terms(s->o, w, text, &scanned);
    if (!exact && scanned.kind != QN__WORD_PAIR)
      find_variants(s, w);
    w->has_compounds = !exact && (scanned.kind == QN__WORD_ASCII || scanned.kind == QN__WORD_UNICODE);
  }
  return position;
}

/* --- Patterns --- */

static bool ends_with(const char *text, size_t size, const char *end) {
  const size_t end_size = strlen(end);
  return size > end_size && memcmp(text + size - end_size, end, end_size) == 0;
}

static oracle_pattern pattern_of(const char *text, size_t size) {
  if (size > 5 && memcmp(text, "re:/", 4) == 0)
    return ORACLE_REGEX;
  if (ends_with(text, size, "*~"))
    return ORACLE_PARTIAL;
  if (ends_with(text, size, "~1") || ends_with(text, size, "~2"))
    return ORACLE_FUZZY;
  return memchr(text, '*', size) != NULL || memchr(text, '?', size) != NULL ? ORACLE_WILDCARD : ORACLE_NO_PATTERN;
}

/* Whether a text is one word that is a word itself and stands for others, too. */
static bool is_expanded_word(const oracle_query *query) {
  const size_t size = strcspn(query->text, " ");
  const oracle_pattern pattern = pattern_of(query->text, size);
  return query->has_patterns && query->text[size] == '\0' && (pattern == ORACLE_FUZZY || pattern == ORACLE_PARTIAL);
}

static void add_pattern(const oracle_search_state *s, oracle_word *w, const char *text, size_t size, oracle_word *own) {
  w->pattern = pattern_of(text, size);
  w->written = text;
  w->size = size;
  w->own = own;
  oracle_expand(s, w);
}

/* A fuzzy or partial word without its mark. */
static oracle_word *own_word(const oracle_search_state *s, const char *text, size_t size) {
  oracle_leaf *made = oracle_checked(calloc(1, sizeof *made));
  oracle_word *own = oracle_checked(malloc(sizeof *own));
  add_words(s, made, text, size - 2, 0, false);
  *own = made->words[0];
  free(made);
  return own;
}

/* A star alone is any one word. */
static void add_patterns(const oracle_search_state *s, oracle_leaf *made, const char *text) {
  uint32_t position = 0;
  for (size_t size; *text != '\0'; text += size + (text[size] == ' ')) {
    size = strcspn(text, " ");
    const oracle_pattern pattern = pattern_of(text, size);
    if (pattern == ORACLE_NO_PATTERN) {
      position = add_words(s, made, text, size, position, false);
      continue;
    }
    const bool has_own = pattern == ORACLE_FUZZY || pattern == ORACLE_PARTIAL;
    if (size > 1)
      add_pattern(s, new_word(made, position), text, size, has_own ? own_word(s, text, size) : NULL);
    position++;
  }
}

bool oracle_leaf_beside(const oracle_search_state *s, const oracle_query *query, oracle_word *own, oracle_leaf *out) {
  if (!is_expanded_word(query))
    return false;
  *out = (oracle_leaf){.n_words = 1, .title = query->title};
  out->words[0].is_beside = true;
  add_pattern(s, &out->words[0], query->text, strlen(query->text), own);
  return true;
}

/* --- Leaves --- */

static oracle_leaf make_closed_leaf(const oracle_search_state *s, const char *text) {
  oracle_leaf made = {.n_words = 1};
  const qn__word compound = {.size = (uint16_t)strlen(text), .kind = QN__WORD_COMPOUND};
  made.words[0].closed = true;
  find_terms(s->o, &made.words[0], text, &compound);
  return made;
}

oracle_leaf oracle_leaf_of(const oracle_search_state *s, const oracle_query *query, bool alone) {
  oracle_leaf made = {.title = alone && query->title};
  if (query->closed)
    return make_closed_leaf(s, query->text);
  if (alone && is_expanded_word(query))
    add_words(s, &made, query->text, strlen(query->text) - 2, 0, false);
  else if (query->has_patterns)
    add_patterns(s, &made, query->text);
  else
    add_words(s, &made, query->text, strlen(query->text), 0, query->exact);
  return made;
}

static void free_word(oracle_word *w) {
  for (size_t t = 0; t < w->n_terms; t++)
    oracle_free_token(w->tokens[t]);
  if (w->own == NULL || w->is_beside)
    return;
  free_word(w->own);
  free(w->own);
}

void oracle_free_leaf(oracle_leaf *l) {
  for (size_t i = 0; i < l->n_words; i++)
    free_word(&l->words[i]);
}
