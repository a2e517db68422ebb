/* SPDX-License-Identifier: MIT */
/* oracle.c: articles as arrays of terms and their forms, by position; a search visits them all. */
#include "reference/oracle.h"

#include "codec/saturation.h"
#include "columns/lengths.h"
#include "support/scaffold.h"
#include "text/extras.h"
#include "text/spellings.h"
#include "text/words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MAX_TERMS = 64, MAX_WORDS = 64, MAX_LEAVES = 256 };

/* A word of an article or of a query. */
typedef struct token {
  char *term;        /* NULL: a gap */
  char *form;        /* as it is written, folded; NULL: a variant */
  char own_tag;      /* of the term that it is a variant of */
  double n_articles; /* that have such a variant */
} token;

/* A further term at a position. */
typedef struct extra_token {
  token token;
  uint32_t position;
} extra_token;

typedef struct document {
  char *id;
  token *tokens; /* by position */
  extra_token *extras;
  uint32_t n_extras;
  uint32_t n_positions, length, title_end;
  uint8_t language; /* that it is analysed in */
  char *tag;        /* its language as given; empty: the index's */
  bool dead;
} document;

/* All tokens of a document: those by position, and then the extra ones. */
static uint32_t n_tokens(const document *d) {
  return d->n_positions + d->n_extras;
}

static const token *token_at(const document *d, uint32_t i) {
  return i < d->n_positions ? &d->tokens[i] : &d->extras[i - d->n_positions].token;
}

/* A form that has other plain spellings, with the terms that these have. */
typedef struct spelled_form {
  char *form, *term, *keys[QN__SPELLINGS_MAX];
  size_t n_keys;
  double n_all, n_live; /* articles with it */
} spelled_form;

struct oracle {
  unsigned title_weight;
  uint8_t language;
  qn__analyzer *analyzer;
  document *documents;
  size_t n;
  spelled_form *spelled;
  size_t n_spelled;
};

static void *checked(void *memory) {
  if (memory == NULL)
    scaffold_failed("oracle", "no memory");
  return memory;
}

static char *copy_string(const char *data, size_t size) {
  char *copy = checked(malloc(size + 1));
  memcpy(copy, data, size);
  copy[size] = '\0';
  return copy;
}

/* --- Articles --- */

oracle *oracle_new(unsigned title_weight, const char *language) {
  oracle *o = checked(calloc(1, sizeof *o));
  qn_error error;
  o->title_weight = title_weight;
  o->language = qn__language_find(language, strlen(language));
  if (qn__analyzer_new(&o->analyzer, &error) != QN_OK)
    scaffold_failed("oracle", error.message);
  return o;
}

static void free_token(token t) {
  free(t.term);
  free(t.form);
}

void oracle_free(oracle *o) {
  for (size_t i = 0; i < o->n; i++) {
    for (uint32_t p = 0; p < o->documents[i].n_positions; p++)
      free_token(o->documents[i].tokens[p]);
    for (uint32_t e = 0; e < o->documents[i].n_extras; e++)
      free_token(o->documents[i].extras[e].token);
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

static token token_of(const oracle *o, const char *text, const qn__word *word, uint8_t language) {
  qn__analyzed analyzed;
  qn_error error;
  if (qn__analyze(o->analyzer, text + word->offset, word->size, (qn__word_kind)word->kind, language, o->language,
                  &analyzed, &error) != QN_OK)
    scaffold_failed("oracle", error.message);
  return (token){copy_string(analyzed.term, analyzed.term_size), copy_string(analyzed.form, analyzed.form_size),
                 analyzed.term[0], 0.0};
}

/* --- Spellings --- */

/* The distinct terms of the plain spellings of a token's form, its own term not among them. */
static size_t plain_terms(const oracle *o, const token *t, char *keys[QN__SPELLINGS_MAX]) {
  qn__spelling spellings[QN__SPELLINGS_MAX];
  size_t n = 0, n_spellings = qn__plain_spellings(spellings, (uint8_t)t->term[0], t->form, strlen(t->form));
  for (size_t i = 0; i < n_spellings; i++) {
    qn__analyzed plain;
    qn_error error;
    if (qn__analyze_form(o->analyzer, (uint8_t)spellings[i].bytes[0], spellings[i].bytes + 1, spellings[i].size - 1,
                         &plain, &error) != QN_OK)
      scaffold_failed("oracle", error.message);
    keys[n] = copy_string(plain.term, plain.term_size);
    bool is_new = strcmp(keys[n], t->term) != 0;
    for (size_t k = 0; k < n && is_new; k++)
      is_new = strcmp(keys[k], keys[n]) != 0;
    if (!is_new)
      free(keys[n]);
    n += is_new;
  }
  return n;
}

static spelled_form *find_spelled(oracle *o, const token *t) {
  for (size_t i = 0; i < o->n_spelled; i++)
    if (strcmp(o->spelled[i].form, t->form) == 0 && strcmp(o->spelled[i].term, t->term) == 0)
      return &o->spelled[i];
  return NULL;
}

/* Counts the spelled forms of a document that is added (all and live: 1), or that dies (live: -1). */
static void count_spelled(oracle *o, const document *d, double all, double live) {
  for (uint32_t p = 0; p < n_tokens(d); p++) {
    const token *t = token_at(d, p);
    char *keys[QN__SPELLINGS_MAX];
    bool again = t->term == NULL;
    for (uint32_t q = 0; q < p && !again; q++)
      again = token_at(d, q)->term != NULL && strcmp(token_at(d, q)->form, t->form) == 0 &&
              strcmp(token_at(d, q)->term, t->term) == 0;
    size_t n = again ? 0 : plain_terms(o, t, keys);
    if (n == 0)
      continue;
    spelled_form *found = find_spelled(o, t);
    if (found == NULL) {
      o->spelled = checked(realloc(o->spelled, (o->n_spelled + 1) * sizeof *o->spelled));
      found = &o->spelled[o->n_spelled++];
      *found =
          (spelled_form){copy_string(t->form, strlen(t->form)), copy_string(t->term, strlen(t->term)), {NULL}, n, 0, 0};
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
static void add_extra(document *d, token added, uint32_t position) {
  bool again = strcmp(d->tokens[position].term, added.term) == 0;
  for (uint32_t i = 0; i < d->n_extras && !again; i++)
    again = d->extras[i].position == position && strcmp(d->extras[i].token.term, added.term) == 0;
  if (again) {
    free_token(added);
    return;
  }
  d->extras = checked(realloc(d->extras, (d->n_extras + 1) * sizeof *d->extras));
  d->extras[d->n_extras++] = (extra_token){added, position};
}

/* Adds the extras of a text whose words stand from position `start` on. */
static void add_extras(const oracle *o, document *d, qn_string text, const qn__word *words, size_t n, uint32_t start) {
  qn__extras extras = {.found.failed = false};
  qn__extras_find(&extras, text.data, text.size, words, n);
  const qn__extra *found = QN__ARRAY(qn__extra, &extras.found);
  for (size_t i = 0; i < extras.found.size / sizeof *found; i++)
    add_extra(d, token_of(o, (const char *)extras.text.data, &found[i].word, d->language), start + found[i].at);
  qn__extras_clear(&extras);
}

/* Puts a text's terms at the document's end and returns how many words it has. */
static uint32_t add_text(const oracle *o, document *d, qn_string text) {
  qn__word *words = checked(malloc((text.size + 1) * sizeof *words));
  size_t cursor = 0, n = qn__scan_words(text.data, text.size, &cursor, words, text.size);
  uint32_t start = d->n_positions;
  d->tokens = checked(realloc(d->tokens, (start + n + 1) * sizeof *d->tokens));
  for (size_t i = 0; i < n; i++)
    d->tokens[d->n_positions++] = token_of(o, text.data, &words[i], d->language);
  add_extras(o, d, text, words, n, start);
  free(words);
  return (uint32_t)n;
}

static void add_gap(document *d) {
  d->tokens = checked(realloc(d->tokens, (d->n_positions + QN__TITLE_GAP) * sizeof *d->tokens));
  for (int i = 0; i < QN__TITLE_GAP; i++)
    d->tokens[d->n_positions++] = (token){NULL, NULL, 0, 0.0};
}

void oracle_add(oracle *o, const qn_article *article) {
  char *id = copy_string(article->id.data, article->id.size);
  oracle_delete(o, id);
  o->documents = checked(realloc(o->documents, (o->n + 1) * sizeof *o->documents));
  document *d = &o->documents[o->n++];
  *d = (document){.id = id, .language = o->language};
  d->tag = copy_string(article->language.size > 0 ? article->language.data : "", article->language.size);
  if (article->language.size > 0)
    d->language = qn__language_find(d->tag, strlen(d->tag));
  if (d->language == 0) /* it has no stemmer */
    d->language = o->language;
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

/* --- What a query's words stand for --- */

typedef struct word {
  token tokens[MAX_TERMS]; /* of distinct terms, sorted; of a prefix: what the term begins with */
  size_t n_terms;
  bool prefix, exact;
  uint32_t offset;
} word;

typedef struct leaf {
  word words[MAX_WORDS];
  size_t n_words;
  bool title;
  unsigned repetitions;
  double idf;
  float weight;
} leaf;

typedef struct search {
  const oracle *o;
  oracle_weighing weighing;
  leaf leaves[MAX_LEAVES]; /* the distinct ones */
  size_t n_leaves;
  struct {
    const oracle_query *query;
    size_t leaf;
  } places[MAX_LEAVES]; /* which leaf a word or phrase of the query is */
  size_t n_places;
  qn__saturation saturation;
} search;

static bool in_word(const word *w, const token *t) {
  for (size_t i = 0; t->term != NULL && i < w->n_terms; i++) {
    const token *own = &w->tokens[i];
    bool found = w->prefix ? strncmp(t->term, own->term, strlen(own->term)) == 0 : strcmp(t->term, own->term) == 0;
    if (found && (!w->exact || strcmp(t->form, own->form) == 0))
      return true;
  }
  return false;
}

static void add_token(word *w, token added) {
  size_t at = 0;
  while (at < w->n_terms && strcmp(w->tokens[at].term, added.term) < 0)
    at++;
  if (at < w->n_terms && strcmp(w->tokens[at].term, added.term) == 0) {
    free_token(added);
    return;
  }
  if (w->n_terms == MAX_TERMS)
    scaffold_failed("oracle", "too many terms");
  memmove(&w->tokens[at + 1], &w->tokens[at], (w->n_terms - at) * sizeof *w->tokens);
  w->tokens[at] = added;
  w->n_terms++;
}

/* The terms of a word in the language of any article. */
static void find_terms(const oracle *o, word *w, const char *text, const qn__word *scanned) {
  bool seen[QN__LANGUAGE_LIMIT] = {false};
  seen[o->language] = true;
  for (size_t i = 0; i < o->n; i++)
    seen[o->documents[i].language] = true;
  for (uint8_t language = 1; language < QN__LANGUAGE_LIMIT; language++)
    if (seen[language])
      add_token(w, token_of(o, text, scanned, language));
}

static double count_articles(const search *s, const char *term);

static bool has_key(const spelled_form *form, const char *key) {
  bool found = false;
  for (size_t k = 0; k < form->n_keys && !found; k++)
    found = strcmp(form->keys[k], key) == 0;
  return found;
}

/* Adds a variant of the word's term, or to its frequency. */
static void add_variant(word *w, char own_tag, const char *term, double n_articles) {
  for (size_t i = 0; i < w->n_terms; i++) {
    token *t = &w->tokens[i];
    if (strcmp(t->term, term) == 0) {
      t->n_articles += t->form == NULL && t->own_tag == own_tag ? n_articles : 0.0;
      return;
    }
  }
  add_token(w, (token){copy_string(term, strlen(term)), NULL, own_tag, n_articles});
}

/* Variants in fewer than a 64th of the articles that their own term is in do not count. */
static void drop_rare_variants(const search *s, word *w) {
  size_t n = 0;
  word all = *w;
  for (size_t i = 0; i < all.n_terms; i++) {
    token *t = &all.tokens[i];
    bool rare = false;
    for (size_t own = 0; t->form == NULL && own < all.n_terms; own++)
      if (all.tokens[own].form != NULL && all.tokens[own].own_tag == t->own_tag)
        rare = t->n_articles * 64 < count_articles(s, all.tokens[own].term);
    if (rare)
      free_token(*t);
    else
      w->tokens[n++] = *t;
  }
  w->n_terms = n;
}

/* The variants of each of the word's terms. */
static void find_variants(const search *s, word *w) {
  const oracle *o = s->o;
  token own[MAX_TERMS];
  const size_t n_own = w->n_terms;
  memcpy(own, w->tokens, sizeof own);
  for (size_t i = 0; i < n_own; i++) {
    char *keys[QN__SPELLINGS_MAX + 1] = {own[i].term};
    size_t n = 1 + plain_terms(o, &own[i], keys + 1);
    for (size_t k = 0; k < n; k++) {
      if (k > 0 && count_articles(s, keys[k]) > 0)
        add_variant(w, own[i].own_tag, keys[k], count_articles(s, keys[k]));
      for (size_t f = 0; f < o->n_spelled; f++) {
        const spelled_form *spelled = &o->spelled[f];
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

/* Pairs overlap; the single character that a run ends in adds nothing unless it is the whole run. */
static leaf make_leaf(const search *s, const char *text, bool title, bool exact) {
  leaf made = {.title = title};
  qn__word scanned;
  size_t cursor = 0;
  uint32_t run_end = 0;
  for (uint32_t position = 0; qn__scan_words(text, strlen(text), &cursor, &scanned, 1) == 1; position++) {
    bool last_of_run = scanned.kind == QN__WORD_PAIR && is_one_character(text + scanned.offset, scanned.size);
    if (last_of_run && scanned.offset < run_end)
      continue;
    run_end = scanned.kind == QN__WORD_PAIR ? scanned.offset + scanned.size : 0;
    if (made.n_words == MAX_WORDS)
      scaffold_failed("oracle", "too many words");
    word *w = &made.words[made.n_words++];
    w->offset = position;
    w->prefix = last_of_run;
    w->exact = exact && !w->prefix;
    find_terms(s->o, w, text, &scanned);
    if (!exact && scanned.kind != QN__WORD_PAIR)
      find_variants(s, w);
  }
  return made;
}

static void free_leaf(leaf *l) {
  for (size_t i = 0; i < l->n_words; i++)
    for (size_t t = 0; t < l->words[i].n_terms; t++)
      free_token(l->words[i].tokens[t]);
}

static bool same_leaf(const leaf *a, const leaf *b) {
  if (a->n_words != b->n_words || a->title != b->title)
    return false;
  for (size_t i = 0; i < a->n_words; i++) {
    const word *x = &a->words[i], *y = &b->words[i];
    if (x->n_terms != y->n_terms || x->prefix != y->prefix || x->exact != y->exact || x->offset != y->offset)
      return false;
    for (size_t t = 0; t < x->n_terms; t++)
      if (strcmp(x->tokens[t].term, y->tokens[t].term) != 0 ||
          (x->exact && strcmp(x->tokens[t].form, y->tokens[t].form) != 0))
        return false;
  }
  return true;
}

/* --- Statistics --- */

static bool counts(const search *s, const document *d) {
  return s->weighing == ORACLE_ALL || !d->dead;
}

static double n_articles(const search *s) {
  double n = 0;
  for (size_t i = 0; i < s->o->n; i++)
    n += counts(s, &s->o->documents[i]);
  return n;
}

static double average_length(const search *s) {
  double n = n_articles(s), sum = 0;
  for (size_t i = 0; i < s->o->n; i++)
    sum += counts(s, &s->o->documents[i]) ? s->o->documents[i].length : 0.0;
  return sum > 0 ? sum / n : 1.0;
}

static bool has_term(const document *d, const char *term) {
  bool found = false;
  for (uint32_t p = 0; p < n_tokens(d) && !found; p++)
    found = token_at(d, p)->term != NULL && strcmp(token_at(d, p)->term, term) == 0;
  return found;
}

/* Articles with a term. */
static double count_articles(const search *s, const char *term) {
  double n = 0;
  for (size_t i = 0; i < s->o->n; i++)
    n += counts(s, &s->o->documents[i]) && has_term(&s->o->documents[i], term);
  return n;
}

/* Distinct terms of a prefix that the document has. */
static unsigned distinct_terms(const document *d, const word *w) {
  unsigned n = 0;
  for (uint32_t p = 0; p < n_tokens(d); p++) {
    const token *t = token_at(d, p);
    bool is_new = in_word(w, t);
    for (uint32_t q = 0; is_new && q < p; q++)
      is_new = token_at(d, q)->term == NULL || strcmp(token_at(d, q)->term, t->term) != 0;
    n += is_new;
  }
  return n;
}

/* The articles with a term of the word, or with a variant of that if these are more. */
static double count_with_variants(const search *s, const word *w, const token *own) {
  double highest = count_articles(s, own->term);
  for (size_t i = 0; i < w->n_terms; i++)
    if (w->tokens[i].form == NULL && w->tokens[i].own_tag == own->own_tag && w->tokens[i].n_articles > highest)
      highest = w->tokens[i].n_articles;
  return highest;
}

static double idf_of(const search *s, const word *w) {
  double n = n_articles(s), df = 0;
  for (size_t i = 0; w->prefix && i < s->o->n; i++)
    if (counts(s, &s->o->documents[i]))
      df += distinct_terms(&s->o->documents[i], w);
  for (size_t i = 0; !w->prefix && i < w->n_terms; i++)
    if (w->tokens[i].form != NULL)
      df += count_with_variants(s, w, &w->tokens[i]);
  if (df > n)
    df = n;
  return log(1.0 + (n - df + 0.5) / (df + 0.5));
}

/* --- Matching --- */

static bool word_is_at(const document *d, const word *w, uint32_t position) {
  bool found = in_word(w, &d->tokens[position]);
  for (uint32_t i = 0; i < d->n_extras && !found; i++)
    found = d->extras[i].position == position && in_word(w, &d->extras[i].token);
  return found;
}

static uint32_t frequency(const document *d, const leaf *l) {
  uint32_t n = 0, in_title = 0;
  for (uint32_t start = 0; start < d->n_positions; start++) {
    bool found = true;
    for (size_t i = 0; found && i < l->n_words; i++) {
      uint32_t at = start + l->words[i].offset;
      found = at < d->n_positions && word_is_at(d, &l->words[i], at);
    }
    n += found;
    in_title += found && start < d->title_end;
  }
  return l->title && in_title == 0 ? 0 : n;
}

static bool leaf_matches(const search *s, const document *d, const oracle_query *query) {
  size_t i = 0;
  while (s->places[i].query != query)
    i++;
  return frequency(d, &s->leaves[s->places[i].leaf]) > 0;
}

/* A language that has a stemmer is one, whatever it is called; another is compared as a tag or the beginning of one. */
static bool is_in_language(const search *s, const document *d, const char *wanted) {
  size_t size = strlen(wanted);
  uint8_t number = qn__language_find(wanted, size);
  uint8_t own = *d->tag == '\0' ? s->o->language : qn__language_find(d->tag, strlen(d->tag));
  if (number != 0 || own != 0)
    return number == own;
  return strncasecmp(d->tag, wanted, size) == 0 && (d->tag[size] == '\0' || d->tag[size] == '-');
}

static bool matches(const search *s, const document *d, const oracle_query *query) {
  if (query->language != NULL)
    return is_in_language(s, d, query->language);
  if (query->text != NULL)
    return leaf_matches(s, d, query);
  bool has_must = false, has_should = false, any_should = false;
  for (size_t i = 0; i < query->n_items; i++) {
    bool found = matches(s, d, &query->items[i]);
    oracle_occur occur = query->items[i].occur;
    if (occur != ORACLE_SHOULD && found == (occur == ORACLE_MUST_NOT))
      return false;
    has_must |= occur == ORACLE_MUST;
    has_should |= occur == ORACLE_SHOULD;
    any_should |= occur == ORACLE_SHOULD && found;
  }
  return has_must || !has_should || any_should;
}

/* --- Searching --- */

/* Collects words and phrases, each once; what is excluded does not count as a repetition. */
static void collect_leaves(search *s, const oracle_query *query, bool counts) {
  for (size_t i = 0; query->text == NULL && i < query->n_items; i++)
    collect_leaves(s, &query->items[i], counts && query->items[i].occur != ORACLE_MUST_NOT);
  if (query->text == NULL)
    return;
  leaf made = make_leaf(s, query->text, query->title, query->exact);
  size_t at = 0;
  while (at < s->n_leaves && !same_leaf(&s->leaves[at], &made))
    at++;
  if (s->n_places == MAX_LEAVES)
    scaffold_failed("oracle", "too many words");
  if (at < s->n_leaves)
    free_leaf(&made);
  else
    s->leaves[s->n_leaves++] = made;
  s->leaves[at].repetitions += counts;
  s->places[s->n_places].query = query;
  s->places[s->n_places++].leaf = at;
}

static double weigh_leaves(search *s) {
  double sum = 0, scale = 4194304.0;
  for (size_t i = 0; i < s->n_leaves; i++) {
    for (size_t w = 0; s->leaves[i].repetitions > 0 && w < s->leaves[i].n_words; w++)
      s->leaves[i].idf += idf_of(s, &s->leaves[i].words[w]);
    sum += s->leaves[i].idf * s->leaves[i].repetitions;
  }
  while (scale * sum >= 2147483648.0 - 1048576.0)
    scale /= 2;
  for (size_t i = 0; i < s->n_leaves; i++)
    s->leaves[i].weight = (float)(s->leaves[i].idf * s->leaves[i].repetitions * scale);
  return scale;
}

static uint32_t score(const search *s, const document *d) {
  uint32_t sum = 0;
  float k = s->saturation.k[qn__length_to_byte(d->length)];
  for (size_t i = 0; i < s->n_leaves; i++) {
    float f = s->leaves[i].repetitions > 0 ? (float)frequency(d, &s->leaves[i]) : 0.0f;
    if (f > 0.0f)
      sum += (uint32_t)(s->leaves[i].weight * (f / (f + k)) + 0.5f);
  }
  return sum;
}

static int by_rank(const void *a, const void *b) {
  const oracle_hit *x = a, *y = b;
  if (x->score != y->score)
    return x->score < y->score ? 1 : -1;
  return x->order > y->order ? 1 : -1;
}

oracle_result oracle_search(const oracle *o, const oracle_query *query, float k1, float b, oracle_weighing weighing) {
  search *s = checked(calloc(1, sizeof *s));
  oracle_result result = {checked(calloc(o->n + 1, sizeof(oracle_hit))), 0, 1.0};
  s->o = o;
  s->weighing = weighing;
  qn__saturation_init(&s->saturation, k1, b, average_length(s));
  collect_leaves(s, query, true);
  result.scale = weigh_leaves(s);
  for (size_t i = 0; i < o->n; i++) {
    const document *d = &o->documents[i];
    if (!d->dead && matches(s, d, query))
      result.hits[result.n_hits++] = (oracle_hit){d->id, i, score(s, d)};
  }
  qsort(result.hits, result.n_hits, sizeof *result.hits, by_rank);
  for (size_t i = 0; i < s->n_leaves; i++)
    free_leaf(&s->leaves[i]);
  free(s);
  return result;
}
