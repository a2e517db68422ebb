/* SPDX-License-Identifier: MIT */
/* oracle_articles.c: the oracle's articles: their words, what else these are found by, and the forms that have other
 * plain spellings. */
#include "columns/lengths.h"
#include "reference/oracle_parts.h"
#include "support/scaffold.h"
#include "text/extras.h"

#include <stdlib.h>
#include <string.h>

void *oracle_checked(void *memory) {
  if (memory == NULL)
    scaffold_failed("oracle", "no memory");
  return memory;
}

char *oracle_copy(const char *data, size_t size) {
  char *copy = oracle_checked(malloc(size + 1));
  memcpy(copy, data, size);
  copy[size] = '\0';
  return copy;
}

oracle *oracle_new(unsigned title_weight, const char *language) {
  oracle *o = oracle_checked(calloc(1, sizeof *o));
  qn_error error;
  o->title_weight = title_weight;
  o->language = qn__language_find(language, strlen(language));
  if (qn__analyzer_new(&o->analyzer, &error) != QN_OK)
    scaffold_failed("oracle", error.message);
  return o;
}

void oracle_free_token(oracle_token t) {
  free(t.term);
  free(t.form);
}

void oracle_free(oracle *o) {
  for (size_t i = 0; i < o->n; i++) {
    for (uint32_t p = 0; p < o->documents[i].n_positions; p++)
      oracle_free_token(o->documents[i].tokens[p]);
    for (uint32_t e = 0; e < o->documents[i].n_extras; e++)
      oracle_free_token(o->documents[i].extras[e].token);
    free(o->documents[i].extras);
    free(o->documents[i].tokens);
    free(o->documents[i].tag);
    free(o->documents[i].id);
  }
  free(o->documents);
  for (size_t i = 0; i < o->n_spelled; i++) {
    for (size_t k = 0; k < o->spelled[i].n_keys; k++)
      free(o->spelled[i].keys[k]);
    free(o->spelled[i].form);
    free(o->spelled[i].term);
  }
  free(o->spelled);
  qn__analyzer_free(o->analyzer);
  free(o);
}

oracle_token oracle_token_of(const oracle *o, const char *text, const qn__word *word, uint8_t language) {
  qn__analyzed analyzed;
  qn_error error;
  if (qn__analyze(o->analyzer, text + word->offset, word->size, (qn__word_kind)word->kind, language, o->language,
                  &analyzed, &error) != QN_OK)
    scaffold_failed("oracle", error.message);
  return (oracle_token){oracle_copy(analyzed.term, analyzed.term_size), oracle_copy(analyzed.form, analyzed.form_size),
                        analyzed.term[0], 0.0};
}

uint32_t oracle_n_tokens(const oracle_document *d) {
  return d->n_positions + d->n_extras;
}

const oracle_token *oracle_token_at(const oracle_document *d, uint32_t i) {
  return i < d->n_positions ? &d->tokens[i] : &d->extras[i - d->n_positions].token;
}

size_t oracle_plain_terms(const oracle *o, const oracle_token *t, char *keys[QN__SPELLINGS_MAX]) {
  qn__spelling spellings[QN__SPELLINGS_MAX];
  size_t n = 0, n_spellings = qn__plain_spellings(spellings, (uint8_t)t->term[0], t->form, strlen(t->form));
  for (size_t i = 0; i < n_spellings; i++) {
    qn__analyzed plain;
    qn_error error;
    if (qn__analyze_form(o->analyzer, (uint8_t)spellings[i].bytes[0], spellings[i].bytes + 1, spellings[i].size - 1,
                         &plain, &error) != QN_OK)
      scaffold_failed("oracle", error.message);
    keys[n] = oracle_copy(plain.term, plain.term_size);
    bool is_new = strcmp(keys[n], t->term) != 0;
    for (size_t k = 0; k < n && is_new; k++)
      is_new = strcmp(keys[k], keys[n]) != 0;
    if (!is_new)
      free(keys[n]);
    n += is_new;
  }
  return n;
}

static oracle_spelled *find_spelled(oracle *o, const oracle_token *t) {
  for (size_t i = 0; i < o->n_spelled; i++)
    if (strcmp(o->spelled[i].form, t->form) == 0 && strcmp(o->spelled[i].term, t->term) == 0)
      return &o->spelled[i];
  return NULL;
}

/* Counts the spelled forms of a document that is added (all and live: 1), or that dies (live: -1). */
static void count_spelled(oracle *o, const oracle_document *d, double all, double live) {
  for (uint32_t p = 0; p < oracle_n_tokens(d); p++) {
    const oracle_token *t = oracle_token_at(d, p);
    char *keys[QN__SPELLINGS_MAX];
    bool again = t->term == NULL;
    for (uint32_t q = 0; q < p && !again; q++)
      again = oracle_token_at(d, q)->term != NULL && strcmp(oracle_token_at(d, q)->form, t->form) == 0 &&
              strcmp(oracle_token_at(d, q)->term, t->term) == 0;
    size_t n = again ? 0 : oracle_plain_terms(o, t, keys);
    if (n == 0)
      continue;
    oracle_spelled *found = find_spelled(o, t);
    if (found == NULL) {
      o->spelled = oracle_checked(realloc(o->spelled, (o->n_spelled + 1) * sizeof *o->spelled));
      found = &o->spelled[o->n_spelled++];
      *found = (oracle_spelled){
          oracle_copy(t->form, strlen(t->form)), oracle_copy(t->term, strlen(t->term)), {NULL}, n, 0, 0};
      memcpy(found->keys, keys, sizeof keys);
    } else {
      for (size_t k = 0; k < n; k++)
        free(keys[k]);
    }
    found->n_all += all;
    found->n_live += live;
  }
}

/* Adds an extra token at a position that has no such term yet. */
static void add_extra(oracle_document *d, oracle_token added, uint32_t position) {
  bool again = strcmp(d->tokens[position].term, added.term) == 0;
  for (uint32_t i = 0; i < d->n_extras && !again; i++)
    again = d->extras[i].position == position && strcmp(d->extras[i].token.term, added.term) == 0;
  if (again) {
    oracle_free_token(added);
    return;
  }
  d->extras = oracle_checked(realloc(d->extras, (d->n_extras + 1) * sizeof *d->extras));
  d->extras[d->n_extras++] = (oracle_extra){added, position};
}

/* Adds the extras of a text whose words stand from position `start` on. */
static void add_extras(const oracle *o, oracle_document *d, qn_string text, const qn__word *words, size_t n,
                       uint32_t start) {
  qn__extras extras = {.found.failed = false};
  qn__extras_find(&extras, text.data, text.size, words, n);
  const qn__extra *found = QN__ARRAY(qn__extra, &extras.found);
  for (size_t i = 0; i < extras.found.size / sizeof *found; i++)
    add_extra(d, oracle_token_of(o, (const char *)extras.text.data, &found[i].word, d->language), start + found[i].at);
  qn__extras_clear(&extras);
}

/* Puts a text's terms at the document's end and returns how many words it has. */
static uint32_t add_text(const oracle *o, oracle_document *d, qn_string text) {
  qn__word *words = oracle_checked(malloc((text.size + 1) * sizeof *words));
  size_t cursor = 0, n = qn__scan_words(text.data, text.size, &cursor, words, text.size);
  uint32_t start = d->n_positions;
  d->tokens = oracle_checked(realloc(d->tokens, (start + n + 1) * sizeof *d->tokens));
  for (size_t i = 0; i < n; i++)
    d->tokens[d->n_positions++] = oracle_token_of(o, text.data, &words[i], d->language);
  add_extras(o, d, text, words, n, start);
  free(words);
  return (uint32_t)n;
}

static void add_gap(oracle_document *d) {
  d->tokens = oracle_checked(realloc(d->tokens, (d->n_positions + QN__TITLE_GAP) * sizeof *d->tokens));
  for (int i = 0; i < QN__TITLE_GAP; i++)
    d->tokens[d->n_positions++] = (oracle_token){NULL, NULL, 0, 0.0};
}

void oracle_add(oracle *o, const qn_article *article) {
  char *id = oracle_copy(article->id.data, article->id.size);
  oracle_delete(o, id);
  o->documents = oracle_checked(realloc(o->documents, (o->n + 1) * sizeof *o->documents));
  oracle_document *d = &o->documents[o->n++];
  *d = (oracle_document){.id = id, .language = o->language, .directory = o->directory};
  d->tag = oracle_copy(article->language.size > 0 ? article->language.data : "", article->language.size);
  if (article->language.size > 0)
    d->language = qn__language_find(d->tag, strlen(d->tag));
  if (d->language == 0) /* it has no number */
    d->language = QN__LANGUAGE_PLAIN;
  for (unsigned copy = 0; copy < o->title_weight; copy++) {
    uint32_t words = add_text(o, d, article->title);
    d->length += words;
    if (words > 0)
      add_gap(d);
  }
  d->title_end = d->n_positions;
  d->length += add_text(o, d, article->text);
  count_spelled(o, d, 1, 1);
}

void oracle_next_directory(oracle *o) {
  o->directory++;
}

void oracle_delete(oracle *o, const char *id) {
  for (size_t i = 0; i < o->n; i++)
    if (!o->documents[i].dead && strcmp(o->documents[i].id, id) == 0) {
      o->documents[i].dead = true;
      count_spelled(o, &o->documents[i], 0, -1);
    }
}

size_t oracle_dead(const oracle *o) {
  size_t n = 0;
  for (size_t i = 0; i < o->n; i++)
    n += o->documents[i].dead;
  return n;
}

size_t oracle_live(const oracle *o) {
  return o->n - oracle_dead(o);
}
