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
double oracle_count_articles(const oracle_search_state *s, const char *term) {
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
  double highest = oracle_count_articles(s, own->term);
  for (size_t i = 0; i < w->n_terms; i++)
    if (w->tokens[i].form == NULL && w->tokens[i].own_tag == own->own_tag && w->tokens[i].n_articles > highest)
      highest = w->tokens[i].n_articles;
  return highest;
}

/* In how many articles a word is. */
static double count_word(const oracle_search_state *s, const oracle_word *w) {
  double df = 0;
  for (size_t i = 0; (w->is_compounds || w->pattern != ORACLE_NO_PATTERN) && i < w->n_terms; i++)
    df = w->tokens[i].n_articles > df ? w->tokens[i].n_articles : df;
  if (w->is_compounds)
    return df > w->n_of_other ? df : w->n_of_other;
  if (w->pattern != ORACLE_NO_PATTERN)
    return w->own != NULL && count_word(s, w->own) > df ? count_word(s, w->own) : df;
  for (size_t i = 0; w->prefix && i < s->o->n; i++)
    if (counts(s, &s->o->documents[i]))
      df += distinct_terms(&s->o->documents[i], w);
  for (size_t i = 0; !w->prefix && i < w->n_terms; i++)
    if (w->tokens[i].form != NULL)
      df += count_with_variants(s, w, &w->tokens[i]);
  return df;
}

static bool same_pattern(const oracle_word *x, const oracle_word *y) {
  return x->pattern == y->pattern && x->is_beside == y->is_beside && x->size == y->size &&
         (x->size == 0 || memcmp(x->written, y->written, x->size) == 0);
}

/* Whether two words are the same and weigh the same: of two words that have a compound in common, one may be more
 * frequent. */
static bool same_word(const oracle_search_state *s, const oracle_word *x, const oracle_word *y) {
  if (x->n_terms != y->n_terms || x->prefix != y->prefix || x->exact != y->exact || x->closed != y->closed ||
      x->is_compounds != y->is_compounds || x->offset != y->offset || !same_pattern(x, y))
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
  return log(1.0 + (n - df + 0.5) / (df + 0.5)) * (w->is_compounds ? 0.25 : w->is_beside ? 0.5 : 1.0);
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
    oracle_free_leaf(made);
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
        oracle_add_token(&made.words[0], found[k]);
  }
  if (made.words[0].n_terms > 0)
    s->places[place].beside[s->places[place].n_beside++] = keep_leaf(s, &made, boost);
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
    const oracle_leaf part = oracle_leaf_of(s, &query->items[item], false);
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
    oracle_leaf part = oracle_leaf_of(s, &query->items[item], false);
    size_t same = first;
    while (same < s->n_synonyms && !same_leaf(s, &s->synonyms[same], &part))
      same++;
    if (same < s->n_synonyms) {
      oracle_free_leaf(&part);
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
  return oracle_leaf_of(s, query, true);
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
  oracle_leaf beside;
  if (query->text != NULL && oracle_leaf_beside(s, query, &s->leaves[at].words[0], &beside))
    s->places[place].beside[s->places[place].n_beside++] = keep_leaf(s, &beside, boost);
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

oracle_result oracle_search(const oracle *o, const oracle_query *query, float k1, float b, oracle_weighing weighing,
                            size_t max_expansions) {
  oracle_search_state *s = oracle_checked(calloc(1, sizeof *s));
  oracle_result result = {oracle_checked(calloc(o->n + 1, sizeof(oracle_hit))), 0, 1.0};
  s->o = o;
  s->weighing = weighing;
  s->max_expansions = max_expansions == 0 ? 100 : max_expansions;
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
    oracle_free_leaf(&s->leaves[i]);
  for (size_t i = 0; i < s->n_synonyms; i++)
    oracle_free_leaf(&s->synonyms[i]);
  free(s);
  return result;
}
