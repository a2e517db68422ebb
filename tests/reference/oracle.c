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
#include <strings.h>

enum { MAX_TERMS = 64, MAX_WORDS = 64, MAX_LEAVES = 256, NO_LEAF = MAX_LEAVES, MAX_ITEMS = 4, MAX_DEPTH = 8 };

/* --- What a query's words stand for --- */

typedef struct word {
  oracle_token tokens[MAX_TERMS]; /* of distinct terms, sorted; of a prefix: what the term begins with */
  size_t n_terms;
  bool prefix, exact, closed;
  bool has_compounds; /* it is looked for in closed compounds, too */
  bool is_compounds;  /* it stands for the compounds of another word, which is in so many articles: */
  double n_of_other;
  uint32_t offset; /* in its phrase */
  uint32_t item;   /* which of what is near each other it belongs to */
} word;

typedef struct leaf {
  oracle_kind kind;
  word words[MAX_WORDS];
  size_t n_words;
  bool title;
  uint32_t distance;                      /* of what is near each other */
  size_t synonyms[MAX_ITEMS], n_synonyms; /* distinct ones, among the search's */
  double boost;                           /* the sum of those of its places; 0: it does not score */
  double idf;
  float weight;
} leaf;

typedef struct search {
  const oracle *o;
  oracle_weighing weighing;
  leaf leaves[MAX_LEAVES]; /* the distinct ones */
  size_t n_leaves;
  leaf synonyms[MAX_LEAVES]; /* parts of leaves */
  size_t n_synonyms;
  struct {
    const oracle_query *query;
    size_t leaf, compounds; /* and that of its compounds; NO_LEAF if it has none */
  } places[MAX_LEAVES];     /* which leaf a word or phrase of the query is */
  size_t n_places;
  qn__saturation saturation;
} search;

static bool in_word(const word *w, const oracle_token *t) {
  for (size_t i = 0; t->term != NULL && i < w->n_terms; i++) {
    const oracle_token *own = &w->tokens[i];
    bool found = w->prefix ? strncmp(t->term, own->term, strlen(own->term)) == 0 : strcmp(t->term, own->term) == 0;
    bool same_form = found && (w->exact || w->closed) && strcmp(t->form, own->form) == 0;
    if (found && (!w->exact || same_form) && (!w->closed || !same_form))
      return true;
  }
  return false;
}

static void add_token(word *w, oracle_token added) {
  size_t at = 0;
  while (at < w->n_terms && strcmp(w->tokens[at].term, added.term) < 0)
    at++;
  if (at < w->n_terms && strcmp(w->tokens[at].term, added.term) == 0) {
    oracle_free_token(added);
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
      add_token(w, oracle_token_of(o, text, scanned, language));
}

static double count_articles(const search *s, const char *term);

static bool has_key(const oracle_spelled *form, const char *key) {
  bool found = false;
  for (size_t k = 0; k < form->n_keys && !found; k++)
    found = strcmp(form->keys[k], key) == 0;
  return found;
}

/* Adds a variant of the word's term, or to its frequency. */
static void add_variant(word *w, char own_tag, const char *term, double n_articles) {
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
static void drop_rare_variants(const search *s, word *w) {
  size_t n = 0;
  word all = *w;
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
static void find_variants(const search *s, word *w) {
  const oracle *o = s->o;
  oracle_token own[MAX_TERMS];
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
    w->has_compounds = !exact && (scanned.kind == QN__WORD_ASCII || scanned.kind == QN__WORD_UNICODE);
  }
  return made;
}

static leaf make_closed_leaf(const search *s, const char *text) {
  leaf made = {.n_words = 1};
  const qn__word compound = {.size = (uint16_t)strlen(text), .kind = QN__WORD_COMPOUND};
  made.words[0].closed = true;
  find_terms(s->o, &made.words[0], text, &compound);
  return made;
}

static void free_leaf(leaf *l) {
  for (size_t i = 0; i < l->n_words; i++)
    for (size_t t = 0; t < l->words[i].n_terms; t++)
      oracle_free_token(l->words[i].tokens[t]);
}

/* --- Statistics --- */

static bool counts(const search *s, const oracle_document *d) {
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

static bool has_term(const oracle_document *d, const char *term) {
  bool found = false;
  for (uint32_t p = 0; p < oracle_n_tokens(d) && !found; p++)
    found = oracle_token_at(d, p)->term != NULL && strcmp(oracle_token_at(d, p)->term, term) == 0;
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
static unsigned distinct_terms(const oracle_document *d, const word *w) {
  unsigned n = 0;
  for (uint32_t p = 0; p < oracle_n_tokens(d); p++) {
    const oracle_token *t = oracle_token_at(d, p);
    bool is_new = in_word(w, t);
    for (uint32_t q = 0; is_new && q < p; q++)
      is_new = oracle_token_at(d, q)->term == NULL || strcmp(oracle_token_at(d, q)->term, t->term) != 0;
    n += is_new;
  }
  return n;
}

/* The articles with a term of the word, or with a variant of that if these are more. */
static double count_with_variants(const search *s, const word *w, const oracle_token *own) {
  double highest = count_articles(s, own->term);
  for (size_t i = 0; i < w->n_terms; i++)
    if (w->tokens[i].form == NULL && w->tokens[i].own_tag == own->own_tag && w->tokens[i].n_articles > highest)
      highest = w->tokens[i].n_articles;
  return highest;
}

/* In how many articles a word is. */
static double count_word(const search *s, const word *w) {
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
static bool same_word(const search *s, const word *x, const word *y) {
  if (x->n_terms != y->n_terms || x->prefix != y->prefix || x->exact != y->exact || x->closed != y->closed ||
      x->is_compounds != y->is_compounds || x->offset != y->offset)
    return false;
  for (size_t t = 0; t < x->n_terms; t++)
    if (strcmp(x->tokens[t].term, y->tokens[t].term) != 0 ||
        ((x->exact || x->closed) && strcmp(x->tokens[t].form, y->tokens[t].form) != 0))
      return false;
  return count_word(s, x) == count_word(s, y);
}

static bool same_leaf(const search *s, const leaf *a, const leaf *b) {
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

static double idf_of(const search *s, const word *w) {
  double n = n_articles(s), df = count_word(s, w);
  if (df > n)
    df = n;
  return log(1.0 + (n - df + 0.5) / (df + 0.5)) * (w->is_compounds ? 0.25 : 1.0);
}

/* --- Matching --- */

static bool word_is_at(const oracle_document *d, const word *w, uint32_t position) {
  bool found = in_word(w, &d->tokens[position]);
  for (uint32_t i = 0; i < d->n_extras && !found; i++)
    found = d->extras[i].position == position && in_word(w, &d->extras[i].token);
  return found;
}

/* Whether one of the leaf's items, or the leaf if it has none, begins at a position. */
static bool item_is_at(const oracle_document *d, const leaf *l, uint32_t item, uint32_t start) {
  bool found = true;
  for (size_t i = 0; found && i < l->n_words; i++) {
    uint32_t at = start + l->words[i].offset;
    if (l->words[i].item == item)
      found = at < d->n_positions && word_is_at(d, &l->words[i], at);
  }
  return found;
}

static uint32_t length_of_item(const leaf *l, uint32_t item) {
  uint32_t length = 0;
  for (size_t i = 0; i < l->n_words; i++)
    if (l->words[i].item == item && l->words[i].offset + 1 > length)
      length = l->words[i].offset + 1;
  return length;
}

static bool same_items(const search *s, const leaf *l, uint32_t a, uint32_t b) {
  const word *x = l->words, *y = l->words, *end = l->words + l->n_words;
  while (x->item != a)
    x++;
  while (y->item != b)
    y++;
  for (; x < end && x->item == a; x++, y++)
    if (y == end || y->item != b || !same_word(s, x, y))
      return false;
  return y == end || y->item != b;
}

/* How often a window of `width` positions has an item as a whole; no window goes on in a gap. */
static uint32_t count_in_window(const oracle_document *d, const leaf *l, uint32_t item, uint32_t from, uint64_t width) {
  uint32_t n = 0, length = length_of_item(l, item);
  for (uint32_t at = from; at < d->n_positions && d->tokens[at].term != NULL && at - from + length <= width; at++)
    n += item_is_at(d, l, item, at);
  return n;
}

/* Whether an item begins at a position, and the window there has all of them, equal ones as often as they are asked for.
 */
static bool is_near_at(const search *s, const oracle_document *d, const leaf *l, uint32_t from) {
  const uint32_t n_items = l->words[l->n_words - 1].item + 1;
  uint64_t width = l->distance;
  bool begins = false, all = true;
  for (uint32_t item = 0; item < n_items; item++) {
    width += length_of_item(l, item);
    begins |= item_is_at(d, l, item, from);
  }
  for (uint32_t item = 0; item < n_items && begins && all; item++) {
    uint32_t wanted = 0;
    for (uint32_t other = 0; other < n_items; other++)
      wanted += same_items(s, l, item, other);
    all = count_in_window(d, l, item, from, width) >= wanted;
  }
  return begins && all;
}

static bool leaf_begins_at(const search *s, const oracle_document *d, const leaf *l, uint32_t at) {
  return l->kind == ORACLE_NEAR ? is_near_at(s, d, l, at) : item_is_at(d, l, 0, at);
}

static uint32_t frequency(const search *s, const oracle_document *d, const leaf *l) {
  uint32_t n = 0, in_title = 0;
  for (uint32_t start = 0; start < d->n_positions; start++) {
    uint32_t found = 0;
    for (size_t i = 0; i < l->n_synonyms; i++)
      found += leaf_begins_at(s, d, &s->synonyms[l->synonyms[i]], start);
    if (l->n_synonyms == 0)
      found = leaf_begins_at(s, d, l, start);
    n += found;
    in_title += start < d->title_end ? found : 0;
  }
  return l->title && in_title == 0 ? 0 : n;
}

static bool leaf_matches(const search *s, const oracle_document *d, const oracle_query *query) {
  size_t i = 0;
  while (s->places[i].query != query)
    i++;
  const size_t compounds = s->places[i].compounds;
  return frequency(s, d, &s->leaves[s->places[i].leaf]) > 0 ||
         (compounds != NO_LEAF && frequency(s, d, &s->leaves[compounds]) > 0);
}

/* A language that has a number is one, whatever it is called; another, and a region of one that has no stemmer, is
 * compared as a tag or the beginning of one. */
static bool is_in_language(const search *s, const oracle_document *d, const char *wanted) {
  size_t size = strlen(wanted);
  uint8_t number = qn__language_find(wanted, size);
  uint8_t own = *d->tag == '\0' ? s->o->language : qn__language_find(d->tag, strlen(d->tag));
  bool by_tag = number == 0 || (strchr(wanted, '-') != NULL && !qn__language_has_stemmer(number));
  if (number != own || !by_tag)
    return number == own;
  return strncasecmp(d->tag, wanted, size) == 0 && (d->tag[size] == '\0' || d->tag[size] == '-');
}

static bool is_leaf(const oracle_query *query) {
  return query->text != NULL || query->kind == ORACLE_NEAR || query->kind == ORACLE_SYNONYMS;
}

static bool matches(const search *s, const oracle_document *d, const oracle_query *query) {
  if (query->language != NULL || query->kind == ORACLE_EVERYTHING)
    return query->language == NULL || is_in_language(s, d, query->language);
  if (is_leaf(query))
    return leaf_matches(s, d, query);
  size_t n_must = 0, n_should = 0, n_found = 0;
  for (size_t i = 0; i < query->n_items; i++) {
    bool found = matches(s, d, &query->items[i]);
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

/* --- Searching --- */

/* The number of the leaf, or of an equal one that there is already. */
static size_t keep_leaf(search *s, leaf *made, double boost) {
  size_t at = 0;
  while (at < s->n_leaves && !same_leaf(s, &s->leaves[at], made))
    at++;
  if (at == MAX_LEAVES)
    scaffold_failed("oracle", "too many leaves");
  if (at < s->n_leaves)
    free_leaf(made);
  else
    s->leaves[s->n_leaves++] = *made;
  s->leaves[at].boost += boost;
  return at;
}

/* The leaf of a word's compounds; NO_LEAF if it has none. */
static size_t collect_compounds(search *s, const leaf *own, double boost) {
  oracle_token found[MAX_TERMS];
  const word *w = &own->words[0];
  leaf made = {.n_words = 1, .title = own->title};
  made.words[0].is_compounds = true;
  made.words[0].n_of_other = count_word(s, w);
  for (size_t i = 0; i < w->n_terms; i++) {
    size_t n = w->tokens[i].form == NULL
                   ? 0
                   : oracle_find_compounds(s->o, &w->tokens[i], s->weighing == ORACLE_ALL, found, MAX_TERMS);
    for (size_t k = 0; k < n; k++)
      if (in_word(w, &found[k]))
        oracle_free_token(found[k]);
      else
        add_token(&made.words[0], found[k]);
  }
  return made.words[0].n_terms > 0 ? keep_leaf(s, &made, boost) : NO_LEAF;
}

/* The words of all items, each with its number. */
static leaf make_near_leaf(const search *s, const oracle_query *query) {
  leaf made = {.kind = ORACLE_NEAR, .title = query->title, .distance = query->distance};
  for (uint32_t item = 0; item < query->n_items; item++) {
    const leaf part = make_leaf(s, query->items[item].text, false, query->items[item].exact);
    if (made.n_words + part.n_words > MAX_WORDS)
      scaffold_failed("oracle", "too many words");
    for (size_t i = 0; i < part.n_words; i++) {
      made.words[made.n_words] = part.words[i];
      made.words[made.n_words++].item = item;
    }
  }
  return made;
}

/* The distinct items; one alone is the leaf itself. */
static leaf make_synonyms_leaf(search *s, const oracle_query *query) {
  leaf made = {.kind = ORACLE_SYNONYMS, .title = query->title};
  const size_t first = s->n_synonyms;
  for (size_t item = 0; item < query->n_items; item++) {
    leaf part = make_leaf(s, query->items[item].text, false, query->items[item].exact);
    size_t same = first;
    while (same < s->n_synonyms && !same_leaf(s, &s->synonyms[same], &part))
      same++;
    if (same < s->n_synonyms) {
      free_leaf(&part);
      continue;
    }
    if (s->n_synonyms == MAX_LEAVES || made.n_synonyms == MAX_ITEMS)
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

static leaf make_any_leaf(search *s, const oracle_query *query) {
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
  return (double)((float)product / 1000.0f);
}

/* Collects words and phrases, each once; what is excluded does not count as a repetition.  `boosts` are those around,
 * the outermost first. */
static void collect_leaves(search *s, const oracle_query *query, bool counts, uint32_t *boosts, size_t depth) {
  if (depth == MAX_DEPTH)
    scaffold_failed("oracle", "groups are too deep");
  boosts[depth++] = query->boost;
  for (size_t i = 0; !is_leaf(query) && i < query->n_items; i++)
    collect_leaves(s, &query->items[i], counts && query->items[i].occur != ORACLE_MUST_NOT, boosts, depth);
  if (!is_leaf(query))
    return;
  leaf made = make_any_leaf(s, query);
  const double boost = counts ? multiply_boosts(boosts, depth) : 0.0;
  if (s->n_places == MAX_LEAVES)
    scaffold_failed("oracle", "too many words");
  const size_t place = s->n_places++, at = keep_leaf(s, &made, boost);
  const leaf *own = &s->leaves[at];
  const bool has_compounds = counts && query->kind == ORACLE_PLAIN && own->n_words == 1 && own->words[0].has_compounds;
  s->places[place].query = query;
  s->places[place].leaf = at;
  s->places[place].compounds = has_compounds ? collect_compounds(s, own, boost) : NO_LEAF;
}

static double sum_of_idfs(const search *s, const leaf *l) {
  double sum = 0.0;
  for (size_t w = 0; w < l->n_words; w++)
    sum += idf_of(s, &l->words[w]);
  return sum;
}

/* Of synonyms, that of the most frequent. */
static double weigh(const search *s, const leaf *l) {
  double lowest = HUGE_VAL;
  for (size_t i = 0; i < l->n_synonyms; i++) {
    double idf = sum_of_idfs(s, &s->synonyms[l->synonyms[i]]);
    lowest = idf < lowest ? idf : lowest;
  }
  return l->n_synonyms > 0 ? lowest : sum_of_idfs(s, l);
}

static double weigh_leaves(search *s) {
  double sum = 0, highest = 0, scale = 4194304.0;
  for (size_t i = 0; i < s->n_leaves; i++) {
    leaf *l = &s->leaves[i];
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

static uint32_t score(const search *s, const oracle_document *d) {
  uint32_t sum = 0;
  float k = s->saturation.k[qn__length_to_byte(d->length)];
  for (size_t i = 0; i < s->n_leaves; i++) {
    float f = s->leaves[i].boost > 0 ? (float)frequency(s, d, &s->leaves[i]) : 0.0f;
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
  search *s = oracle_checked(calloc(1, sizeof *s));
  oracle_result result = {oracle_checked(calloc(o->n + 1, sizeof(oracle_hit))), 0, 1.0};
  s->o = o;
  s->weighing = weighing;
  qn__saturation_init(&s->saturation, k1, b, average_length(s));
  uint32_t boosts[MAX_DEPTH];
  collect_leaves(s, query, true, boosts, 0);
  result.scale = weigh_leaves(s);
  for (size_t i = 0; i < o->n; i++) {
    const oracle_document *d = &o->documents[i];
    if (!d->dead && matches(s, d, query))
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
