/* SPDX-License-Identifier: MIT */
/* oracle.c: articles as arrays of terms and their forms, by position; a search visits them all. */
#include "reference/oracle.h"

#include "codec/saturation.h"
#include "columns/lengths.h"
#include "support/scaffold.h"
#include "text/analyze.h"
#include "text/words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MAX_TERMS = 64, MAX_WORDS = 64, MAX_LEAVES = 256 };

/* A word of an article. */
typedef struct token {
  char *term; /* NULL: a gap */
  char *form; /* as it is written, folded */
} token;

typedef struct document {
  char *id;
  token *tokens; /* by position */
  uint32_t n_positions, length, title_end;
  uint8_t language; /* that it is analysed in */
  char *tag;        /* its language as given; empty: the index's */
  bool dead;
} document;

struct oracle {
  unsigned title_weight;
  uint8_t language;
  qn__analyzer *analyzer;
  document *documents;
  size_t n;
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
    free(o->documents[i].tokens);
    free(o->documents[i].tag);
    free(o->documents[i].id);
  }
  free(o->documents);
  qn__analyzer_free(o->analyzer);
  free(o);
}

static token token_of(const oracle *o, const char *text, const qn__word *word, uint8_t language) {
  qn__analyzed analyzed;
  qn_error error;
  if (qn__analyze(o->analyzer, text + word->offset, word->size, (qn__word_kind)word->kind, language, o->language,
                  &analyzed, &error) != QN_OK)
    scaffold_failed("oracle", error.message);
  return (token){copy_string(analyzed.term, analyzed.term_size), copy_string(analyzed.form, analyzed.form_size)};
}

/* Puts a text's terms at the document's end and returns how many they are. */
static uint32_t add_text(const oracle *o, document *d, qn_string text) {
  qn__word word;
  size_t cursor = 0;
  uint32_t n = 0;
  for (; qn__scan_words(text.data, text.size, &cursor, &word, 1) == 1; n++) {
    d->tokens = checked(realloc(d->tokens, (d->n_positions + 1) * sizeof *d->tokens));
    d->tokens[d->n_positions++] = token_of(o, text.data, &word, d->language);
  }
  return n;
}

static void add_gap(document *d) {
  d->tokens = checked(realloc(d->tokens, (d->n_positions + QN__TITLE_GAP) * sizeof *d->tokens));
  for (int i = 0; i < QN__TITLE_GAP; i++)
    d->tokens[d->n_positions++] = (token){NULL, NULL};
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
}

void oracle_delete(oracle *o, const char *id) {
  for (size_t i = 0; i < o->n; i++)
    if (!o->documents[i].dead && strcmp(o->documents[i].id, id) == 0)
      o->documents[i].dead = true;
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

static bool is_one_character(const char *text, size_t size) {
  size_t n = 0;
  for (size_t i = 0; i < size; i++)
    n += ((uint8_t)text[i] & 0xc0) != 0x80;
  return n == 1;
}

/* Pairs overlap; the single character that a run ends in adds nothing unless it is the whole run. */
static leaf make_leaf(const oracle *o, const char *text, bool title, bool exact) {
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
    find_terms(o, w, text, &scanned);
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

/* Distinct terms of the word, in any form, that the document has: more than one only of a prefix. */
static unsigned distinct_terms(const document *d, const word *w) {
  word whole = *w;
  unsigned n = 0;
  whole.exact = false;
  for (uint32_t p = 0; p < d->n_positions; p++) {
    bool is_new = in_word(&whole, &d->tokens[p]);
    for (uint32_t q = 0; is_new && q < p; q++)
      is_new = d->tokens[q].term == NULL || strcmp(d->tokens[q].term, d->tokens[p].term) != 0;
    n += is_new;
  }
  return n;
}

static double idf_of(const search *s, const word *w) {
  double n = n_articles(s), df = 0;
  for (size_t i = 0; i < s->o->n; i++)
    if (counts(s, &s->o->documents[i]))
      df += distinct_terms(&s->o->documents[i], w);
  if (df > n)
    df = n;
  return log(1.0 + (n - df + 0.5) / (df + 0.5));
}

/* --- Matching --- */

static uint32_t frequency(const document *d, const leaf *l) {
  uint32_t n = 0, in_title = 0;
  for (uint32_t start = 0; start < d->n_positions; start++) {
    bool found = true;
    for (size_t i = 0; found && i < l->n_words; i++) {
      uint32_t at = start + l->words[i].offset;
      found = at < d->n_positions && in_word(&l->words[i], &d->tokens[at]);
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
  leaf made = make_leaf(s->o, query->text, query->title, query->exact);
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
