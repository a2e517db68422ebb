/* SPDX-License-Identifier: MIT */
/* oracle.c: a search visits all articles, each with all of its words. */
#include "reference/oracle.h"

#include "codec/saturation.h"
#include "columns/lengths.h"
#include "reference/oracle_parts.h"
#include "support/scaffold.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* --- What a query's words stand for --- */

bool oracle_in_word(const oracle_word *w, const oracle_token *t) {
  for (size_t i = 0; t->term != NULL && i < w->n_terms; i++) {
    const oracle_token *own = &w->tokens[i];
    bool found = w->prefix ? strncmp(t->term, own->term, strlen(own->term)) == 0 : strcmp(t->term, own->term) == 0;
    bool same_form = found && (w->exact || w->closed) && strcmp(t->form, own->form) == 0;
    if (found && (!w->exact || same_form) && (!w->closed || !same_form))
      return true;
  }
  return false;
}

static void add_token(oracle_word *w, oracle_token added) {
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
      add_token(w, oracle_token_of(o, text, scanned, language));
}

static double count_articles(const oracle_search_state *s, const char *term);

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
  add_token(w, (oracle_token){oracle_copy(term, strlen(term)), NULL, own_tag, n_articles});
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
        rare = t->n_articles * 64 < count_articles(s, all.tokens[own].term);
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
      if (k > 0 && count_articles(s, keys[k]) > 0)
        add_variant(w, own[i].own_tag, keys[k], count_articles(s, keys[k]));
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

/* Pairs overlap; the single character that a run ends in adds nothing unless it is the whole run. */
static oracle_leaf make_leaf(const oracle_search_state *s, const char *text, bool title, bool exact) {
  oracle_leaf made = {.title = title};
  qn__word scanned;
  size_t cursor = 0;
  uint32_t run_end = 0;
  for (uint32_t position = 0; qn__scan_words(text, strlen(text), &cursor, &scanned, 1) == 1; position++) {
    bool last_of_run = scanned.kind == QN__WORD_PAIR && is_one_character(text + scanned.offset, scanned.size);
    if (last_of_run && scanned.offset < run_end)
      continue;
    run_end = scanned.kind == QN__WORD_PAIR ? scanned.offset + scanned.size : 0;
    if (made.n_words == ORACLE_MAX_WORDS)
      scaffold_failed("oracle", "too many words");
    oracle_word *w = &made.words[made.n_words++];
    w->offset = position;
    w->prefix = last_of_run;
    w->exact = exact && !w->prefix;
    find_terms(s->o, w, text, &scanned);
    if (!exact && scanned.kind != QN__WORD_PAIR)
      find_variants(s, w);
    w->has_compounds = !exact && (scanned.kind == QN__WORD_ASCII || scanned.kind == QN__WORD_UNICODE);
  }
  return made;
}

static oracle_leaf make_closed_leaf(const oracle_search_state *s, const char *text) {
  oracle_leaf made = {.n_words = 1};
  const qn__word compound = {.size = (uint16_t)strlen(text), .kind = QN__WORD_COMPOUND};
  made.words[0].closed = true;
  find_terms(s->o, &made.words[0], text, &compound);
  return made;
}

static void free_leaf(oracle_leaf *l) {
  for (size_t i = 0; i < l->n_words; i++)
    for (size_t t = 0; t < l->words[i].n_terms; t++)
      oracle_free_token(l->words[i].tokens[t]);
}

/* --- Statistics --- */

static bool counts(const oracle_search_state *s, const oracle_document *d) {
  return s->weighing == ORACLE_ALL || !d->dead;
}

static double n_articles(const oracle_search_state *s) {
  double n = 0;
  for (size_t i = 0; i < s->o->n; i++)
    n += counts(s, &s->o->documents[i]);
  return n;
}

static double average_length(const oracle_search_state *s) {
  double n = n_articles(s), sum = 0;
  for (size_t i = 0; i < s->o->n; i++)
    sum += counts(s, &s->o->documents[i]) ? s->o->documents[i].length : 0.0;
  return sum > 0 ? sum / n : 1.0;
}

static bool has_term(const oracle_document *d, const char *term) {
  bool found = false;
  for (uint32_t p = 0; p < oracle_n_tokens(d) && !found; p++)
    found = oracle_token_at(d, p)->term != NULL && strcmp(oracle_token_at(d, p)->term, term) == 0;
  return found;
}

/* Articles with a term. */
static double count_articles(const oracle_search_state *s, const char *term) {
  double n = 0;
  for (size_t i = 0; i < s->o->n; i++)
    n += counts(s, &s->o->documents[i]) && has_term(&s->o->documents[i], term);
  return n;
}

/* Distinct terms of a prefix that the document has. */
static unsigned distinct_terms(const oracle_document *d, const oracle_word *w) {
  unsigned n = 0;
  for (uint32_t p = 0; p < oracle_n_tokens(d); p++) {
    const oracle_token *t = oracle_token_at(d, p);
    bool is_new = oracle_in_word(w, t);
    for (uint32_t q = 0; is_new && q < p; q++)
      is_new = oracle_token_at(d, q)->term == NULL || strcmp(oracle_token_at(d, q)->term, t->term) != 0;
    n += is_new;
  }
  return n;
}

/* The articles with a term of the word, or with a variant of that if these are more. */
static double count_with_variants(const oracle_search_state *s, const oracle_word *w, const oracle_token *own) {
  double highest = count_articles(s, own->term);
  for (size_t i = 0; i < w->n_terms; i++)
    if (w->tokens[i].form == NULL && w->tokens[i].own_tag == own->own_tag && w->tokens[i].n_articles > highest)
      highest = w->tokens[i].n_articles;
  return highest;
}

/* In how many articles a word is. */
static double count_word(const oracle_search_state *s, const oracle_word *w) {
  double df = 0;
  for (size_t i = 0; w->is_compounds && i < w->n_terms; i++)
    df = w->tokens[i].n_articles > df ? w->tokens[i].n_articles : df;
  if (w->is_compounds)
    return df > w->n_of_other ? df : w->n_of_other;
  for (size_t i = 0; w->prefix && i < s->o->n; i++)
    if (counts(s, &s->o->documents[i]))
      df += distinct_terms(&s->o->documents[i], w);
  for (size_t i = 0; !w->prefix && i < w->n_terms; i++)
    if (w->tokens[i].form != NULL)
      df += count_with_variants(s, w, &w->tokens[i]);
  return df;
}

/* Whether two words are the same and weigh the same: of two words that have a compound in common, one may be more
 * frequent. */
static bool same_word(const oracle_search_state *s, const oracle_word *x, const oracle_word *y) {
  if (x->n_terms != y->n_terms || x->prefix != y->prefix || x->exact != y->exact || x->closed != y->closed ||
      x->is_compounds != y->is_compounds || x->offset != y->offset)
    return false;
  for (size_t t = 0; t < x->n_terms; t++)
    if (strcmp(x->tokens[t].term, y->tokens[t].term) != 0 ||
        ((x->exact || x->closed) && strcmp(x->tokens[t].form, y->tokens[t].form) != 0))
      return false;
  return count_word(s, x) == count_word(s, y);
}

static bool same_leaf(const oracle_search_state *s, const oracle_leaf *a, const oracle_leaf *b) {
  if (a->kind != b->kind || a->n_words != b->n_words || a->title != b->title || a->distance != b->distance ||
      a->n_synonyms != b->n_synonyms)
    return false;
  for (size_t i = 0; i < a->n_synonyms; i++)
    if (!same_leaf(s, &s->synonyms[a->synonyms[i]], &s->synonyms[b->synonyms[i]]))
      return false;
  for (size_t i = 0; i < a->n_words; i++)
    if (a->words[i].item != b->words[i].item || !same_word(s, &a->words[i], &b->words[i]))
      return false;
  return true;
}

static double idf_of(const oracle_search_state *s, const oracle_word *w) {
  double n = n_articles(s), df = count_word(s, w);
  if (df > n)
    df = n;
  return log(1.0 + (n - df + 0.5) / (df + 0.5)) * (w->is_compounds ? 0.25 : 1.0);
}

/* --- Searching --- */

/* The number of the leaf, or of an equal one that there is already. */
static size_t keep_leaf(oracle_search_state *s, oracle_leaf *made, double boost) {
  size_t at = 0;
  while (at < s->n_leaves && !same_leaf(s, &s->leaves[at], made))
    at++;
  if (at == ORACLE_MAX_LEAVES)
    scaffold_failed("oracle", "too many leaves");
  if (at < s->n_leaves)
    free_leaf(made);
  else
    s->leaves[s->n_leaves++] = *made;
  s->leaves[at].boost += boost;
  return at;
}

/* Collects the compounds of a word that stands for them, too. */
static void collect_compounds(oracle_search_state *s, size_t place, const oracle_leaf *own, bool title, double boost) {
  if (own->n_words != 1 || !own->words[0].has_compounds)
    return;
  oracle_token found[ORACLE_MAX_TERMS];
  const oracle_word *w = &own->words[0];
  oracle_leaf made = {.n_words = 1, .title = title};
  made.words[0].is_compounds = true;
  made.words[0].n_of_other = count_word(s, w);
  for (size_t i = 0; i < w->n_terms; i++) {
    size_t n = w->tokens[i].form == NULL
                   ? 0
                   : oracle_find_compounds(s->o, &w->tokens[i], s->weighing == ORACLE_ALL, found, ORACLE_MAX_TERMS);
    for (size_t k = 0; k < n; k++)
      if (oracle_in_word(w, &found[k]))
        oracle_free_token(found[k]);
      else
        add_token(&made.words[0], found[k]);
  }
  if (made.words[0].n_terms > 0)
    s->places[place].compounds[s->places[place].n_compounds++] = keep_leaf(s, &made, boost);
}

static bool same_items(const oracle_search_state *s, const oracle_leaf *l, uint32_t a, uint32_t b) {
  const oracle_word *x = l->words, *y = l->words, *end = l->words + l->n_words;
  while (x->item != a)
    x++;
  while (y->item != b)
    y++;
  for (; x < end && x->item == a; x++, y++)
    if (y == end || y->item != b || !same_word(s, x, y))
      return false;
  return y == end || y->item != b;
}

/* The words of all items, each with its number. */
static oracle_leaf make_near_leaf(const oracle_search_state *s, const oracle_query *query) {
  oracle_leaf made = {.kind = ORACLE_NEAR, .title = query->title, .distance = query->distance};
  made.n_items = query->n_items & 0xff;
  for (uint32_t item = 0; item < query->n_items; item++) {
    const oracle_leaf part = make_leaf(s, query->items[item].text, false, query->items[item].exact);
    if (made.n_words + part.n_words > ORACLE_MAX_WORDS)
      scaffold_failed("oracle", "too many words");
    for (size_t i = 0; i < part.n_words; i++) {
      made.words[made.n_words] = part.words[i];
      made.words[made.n_words++].item = item;
    }
  }
  for (uint32_t a = 0; a < made.n_items; a++)
    for (uint32_t b = 0; b < made.n_items; b++)
      made.copies[a] += same_items(s, &made, a, b);
  return made;
}

/* The distinct items; one alone is the leaf itself. */
static oracle_leaf make_synonyms_leaf(oracle_search_state *s, const oracle_query *query) {
  oracle_leaf made = {.kind = ORACLE_SYNONYMS, .title = query->title};
  const size_t first = s->n_synonyms;
  for (size_t item = 0; item < query->n_items; item++) {
    oracle_leaf part = make_leaf(s, query->items[item].text, false, query->items[item].exact);
    size_t same = first;
    while (same < s->n_synonyms && !same_leaf(s, &s->synonyms[same], &part))
      same++;
    if (same < s->n_synonyms) {
      free_leaf(&part);
      continue;
    }
    if (s->n_synonyms == ORACLE_MAX_LEAVES || made.n_synonyms == ORACLE_MAX_ITEMS)
      scaffold_failed("oracle", "too many synonyms");
    made.synonyms[made.n_synonyms++] = s->n_synonyms;
    s->synonyms[s->n_synonyms++] = part;
  }
  if (made.n_synonyms == 1) {
    made = s->synonyms[--s->n_synonyms];
    made.title = query->title;
  }
  return made;
}

static oracle_leaf make_any_leaf(oracle_search_state *s, const oracle_query *query) {
  if (query->kind == ORACLE_NEAR)
    return make_near_leaf(s, query);
  if (query->kind == ORACLE_SYNONYMS)
    return make_synonyms_leaf(s, query);
  return query->closed ? make_closed_leaf(s, query->text) : make_leaf(s, query->text, query->title, query->exact);
}

/* A boost and those around it, the innermost first: each product is rounded to thousandths, from 0.001 to 1000. */
static double multiply_boosts(const uint32_t *boosts, size_t n) {
  uint64_t product = 1000;
  for (size_t i = n; i-- > 0;) {
    product = (product * (boosts[i] == 0 ? 1000 : boosts[i]) + 500) / 1000;
    product = product == 0 ? 1 : product > 1000000 ? 1000000 : product;
  }
  return (double)product / 1000.0;
}

/* Collects words and phrases, each once; what is excluded does not count as a repetition.  `boosts` are those around,
 * the outermost first. */
static void collect_leaves(oracle_search_state *s, const oracle_query *query, bool counts, uint32_t *boosts,
                           size_t depth) {
  if (depth == ORACLE_MAX_DEPTH)
    scaffold_failed("oracle", "groups are too deep");
  boosts[depth++] = query->boost;
  for (size_t i = 0; !oracle_is_leaf(query) && i < query->n_items; i++)
    collect_leaves(s, &query->items[i], counts && query->items[i].occur != ORACLE_MUST_NOT, boosts, depth);
  if (!oracle_is_leaf(query))
    return;
  oracle_leaf made = make_any_leaf(s, query);
  const double boost = counts ? multiply_boosts(boosts, depth) : 0.0;
  if (s->n_places == ORACLE_MAX_LEAVES)
    scaffold_failed("oracle", "too many words");
  const size_t place = s->n_places++, at = keep_leaf(s, &made, boost);
  s->places[place].query = query;
  s->places[place].leaf = at;
  const oracle_leaf *own = &s->leaves[at];
  if (counts && query->kind != ORACLE_NEAR && own->n_synonyms == 0)
    collect_compounds(s, place, own, query->title, boost);
  for (size_t i = 0; counts && i < own->n_synonyms; i++)
    collect_compounds(s, place, &s->synonyms[own->synonyms[i]], query->title, boost);
}

static double sum_of_idfs(const oracle_search_state *s, const oracle_leaf *l) {
  double sum = 0.0;
  for (size_t w = 0; w < l->n_words; w++)
    sum += idf_of(s, &l->words[w]);
  return sum;
}

/* Of synonyms, that of the most frequent. */
static double weigh(const oracle_search_state *s, const oracle_leaf *l) {
  double lowest = HUGE_VAL;
  for (size_t i = 0; i < l->n_synonyms; i++) {
    double idf = sum_of_idfs(s, &s->synonyms[l->synonyms[i]]);
    lowest = idf < lowest ? idf : lowest;
  }
  return l->n_synonyms > 0 ? lowest : sum_of_idfs(s, l);
}

static double weigh_leaves(oracle_search_state *s) {
  double sum = 0, highest = 0, scale = 4194304.0;
  for (size_t i = 0; i < s->n_leaves; i++) {
    oracle_leaf *l = &s->leaves[i];
    l->idf = l->boost > 0 ? weigh(s, l) : 0.0;
    sum += l->idf * l->boost;
    highest = l->boost > highest ? l->boost : highest;
  }
  for (; highest > 0 && highest <= 0.5; highest *= 2)
    scale *= 2;
  while (scale * sum >= 2147483648.0 - 1048576.0)
    scale /= 2;
  for (size_t i = 0; i < s->n_leaves; i++)
    s->leaves[i].weight = (float)(s->leaves[i].idf * s->leaves[i].boost * scale);
  return scale;
}

static uint32_t score(const oracle_search_state *s, const oracle_document *d) {
  uint32_t sum = 0;
  float k = s->saturation.k[qn__length_to_byte(d->length)];
  for (size_t i = 0; i < s->n_leaves; i++) {
    float f = s->leaves[i].boost > 0 ? (float)oracle_frequency(s, d, &s->leaves[i]) : 0.0f;
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
  oracle_search_state *s = oracle_checked(calloc(1, sizeof *s));
  oracle_result result = {oracle_checked(calloc(o->n + 1, sizeof(oracle_hit))), 0, 1.0};
  s->o = o;
  s->weighing = weighing;
  qn__saturation_init(&s->saturation, k1, b, average_length(s));
  uint32_t boosts[ORACLE_MAX_DEPTH];
  collect_leaves(s, query, true, boosts, 0);
  result.scale = weigh_leaves(s);
  for (size_t i = 0; i < o->n; i++) {
    const oracle_document *d = &o->documents[i];
    if (!d->dead && oracle_matches(s, d, query))
      result.hits[result.n_hits++] = (oracle_hit){d->id, i, score(s, d)};
  }
  qsort(result.hits, result.n_hits, sizeof *result.hits, by_rank);
  for (size_t i = 0; i < s->n_leaves; i++)
    free_leaf(&s->leaves[i]);
  for (size_t i = 0; i < s->n_synonyms; i++)
    free_leaf(&s->synonyms[i]);
  free(s);
  return result;
}
