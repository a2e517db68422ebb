/* SPDX-License-Identifier: MIT */
/* oracle_compounds.c: the closed compounds of a word, by the rule in index-data/FORMAT.md, looked for among all terms
 * of all articles at every place where a term can be cut in two. */
#include "reference/oracle_parts.h"
#include "support/scaffold.h"
#include "text/fold.h"

#include <stdlib.h>
#include <string.h>

enum { TEXT_SIZE = 1100, MOST = 64 };

/* A word of the query, and all that counts for it: what is in one directory, or all that live. */
typedef struct part {
  const oracle *o;
  bool all; /* dead articles, too */
  size_t directory;
  const oracle_token *own;
  char folded[TEXT_SIZE];   /* its form */
  char long_end[TEXT_SIZE]; /* what its term is at the end of a longer word; empty: the same, or too short */
} part;

static bool counted(const part *p, const oracle_document *d) {
  return p->all ? d->directory == p->directory : !d->dead;
}

/* The letters of the term that a language's stemmer makes of some letters. */
static void letters_of_term(const part *p, const char *letters, size_t size, char out[TEXT_SIZE]) {
  qn__analyzed analyzed;
  qn_error error;
  if (qn__analyze_form(p->o->analyzer, (uint8_t)p->own->term[0], letters, size, &analyzed, &error) != QN_OK)
    scaffold_failed("oracle", error.message);
  memcpy(out, analyzed.term + 1, analyzed.term_size - 1);
  out[analyzed.term_size - 1] = '\0';
}

/* In how many articles a term of the word's language is, given by its letters. */
static double count_letters(const part *p, const char *letters) {
  double n = 0;
  for (size_t i = 0; i < p->o->n; i++) {
    const oracle_document *d = &p->o->documents[i];
    bool found = false;
    for (uint32_t t = 0; counted(p, d) && t < oracle_n_tokens(d) && !found; t++) {
      const char *term = oracle_token_at(d, t)->term;
      found = term != NULL && term[0] == p->own->term[0] && strcmp(term + 1, letters) == 0;
    }
    n += found;
  }
  return n;
}

/* Whether an article has a form that is the first letters and then the last ones. */
static bool has_form(const part *p, const char *first, size_t size, const char *last) {
  for (size_t i = 0; i < p->o->n; i++) {
    const oracle_document *d = &p->o->documents[i];
    for (uint32_t t = 0; counted(p, d) && t < oracle_n_tokens(d); t++) {
      const oracle_token *token = oracle_token_at(d, t);
      if (token->term != NULL && token->term[0] == p->own->term[0] && strncmp(token->form, first, size) == 0 &&
          strcmp(token->form + size, last) == 0)
        return true;
    }
  }
  return false;
}

static bool is_known(const part *p, const char *letters, double n_compound) {
  double n = count_letters(p, letters);
  return n > 0 && 8 * n >= n_compound;
}

static bool is_last_part(const part *p, const char *letters, size_t cut, double n_compound) {
  const char *end = letters + cut, *own = p->own->term + 1;
  char rest[TEXT_SIZE];
  const bool is_own = strcmp(end, own) == 0 && strlen(own) >= 3 && strcmp(own, "end") != 0 && strcmp(own, "and") != 0;
  const bool is_long = strcmp(end, p->long_end) == 0;
  letters_of_term(p, letters, cut, rest);
  if ((!is_own && !is_long) || cut < 3 || strlen(rest) < 3 || !is_known(p, rest, n_compound))
    return false;
  const bool certain = is_own ? strlen(own) >= 4 : count_letters(p, own) >= count_letters(p, end);
  return certain || has_form(p, letters, cut, p->own->form) || has_form(p, letters, cut, own);
}

static bool is_first_part(const part *p, const char *letters, size_t cut, double n_compound) {
  const char *begins[] = {p->own->term + 1, p->folded};
  char first[TEXT_SIZE];
  bool begun = false;
  for (size_t i = 0; i < 2 && !begun; i++) {
    size_t size = strlen(begins[i]);
    begun = size >= 3 && cut >= size && cut <= size + 3 && strncmp(letters, begins[i], size) == 0;
  }
  if (!begun || strlen(letters + cut) < 4)
    return false;
  letters_of_term(p, letters, cut, first);
  return strcmp(first, p->own->term + 1) == 0 && is_known(p, letters + cut, n_compound);
}

static bool is_compound(const part *p, const char *letters, double n_compound) {
  bool found = false;
  for (size_t cut = 1; cut < strlen(letters) && !found; cut++)
    found = is_last_part(p, letters, cut, n_compound) || is_first_part(p, letters, cut, n_compound);
  return found;
}

static bool of_letters(const char *text, size_t least) {
  size_t n = 0;
  while (text[n] >= 'a' && text[n] <= 'z')
    n++;
  return text[n] == '\0' && n >= least;
}

static int by_frequency(const void *a, const void *b) {
  const oracle_token *x = a, *y = b;
  if (x->n_articles != y->n_articles)
    return x->n_articles > y->n_articles ? -1 : 1;
  return strcmp(x->term, y->term);
}

static void find_long_end(part *p) {
  char longer[TEXT_SIZE] = "babab", term[TEXT_SIZE];
  strncat(longer, p->own->form, sizeof longer - sizeof "babab");
  letters_of_term(p, longer, strlen(longer), term);
  if (strncmp(term, "babab", 5) == 0 && strlen(term + 5) >= 4 && strcmp(term + 5, p->own->term + 1) != 0)
    strcpy(p->long_end, term + 5);
}

/* Adds a term if it is a compound that is not among the found ones. */
static void try_term(const part *p, const char *term, oracle_token *found, size_t *n, size_t room) {
  for (size_t i = 0; i < *n; i++)
    if (strcmp(found[i].term, term) == 0)
      return;
  if (term[0] != p->own->term[0] || !of_letters(term + 1, 6))
    return;
  double n_articles = count_letters(p, term + 1);
  if (!is_compound(p, term + 1, n_articles))
    return;
  if (*n == room)
    scaffold_failed("oracle", "too many compounds");
  found[(*n)++] = (oracle_token){oracle_copy(term, strlen(term)), NULL, term[0], n_articles};
}

/* Adds what a directory has found to what others have: in how many articles it is adds up. */
static void unite(oracle_token *found, size_t *n, size_t room, oracle_token more) {
  size_t at = 0;
  while (at < *n && strcmp(found[at].term, more.term) != 0)
    at++;
  if (at == room)
    scaffold_failed("oracle", "too many compounds");
  if (at < *n) {
    found[at].n_articles += more.n_articles;
    oracle_free_token(more);
  } else {
    found[(*n)++] = more;
  }
}

/* Sorts by frequency and leaves out the rarest. */
static size_t keep_most_frequent(oracle_token *found, size_t n) {
  qsort(found, n, sizeof *found, by_frequency);
  for (; n > MOST; n--)
    oracle_free_token(found[n - 1]);
  return n;
}

size_t oracle_find_compounds(const oracle *o, const oracle_token *own, bool all, oracle_token *found, size_t room) {
  static const char compounding[] = {6, 7, 9, 11, 14, 20, 26};
  part p = {.o = o, .all = all, .own = own};
  size_t n = 0;
  if (memchr(compounding, own->term[0], sizeof compounding) == NULL || strlen(own->form) > TEXT_SIZE - 100)
    return 0;
  p.folded[qn__fold(p.folded, sizeof p.folded - 1, own->form, strlen(own->form))] = '\0';
  if (!of_letters(p.folded, 4))
    return 0;
  find_long_end(&p);
  for (p.directory = 0; p.directory <= (all ? o->directory : 0); p.directory++) {
    oracle_token here[ORACLE_MAX_TERMS];
    size_t n_here = 0;
    for (size_t i = 0; i < o->n; i++)
      for (uint32_t t = 0; counted(&p, &o->documents[i]) && t < oracle_n_tokens(&o->documents[i]); t++)
        if (oracle_token_at(&o->documents[i], t)->term != NULL)
          try_term(&p, oracle_token_at(&o->documents[i], t)->term, here, &n_here, ORACLE_MAX_TERMS);
    n_here = keep_most_frequent(here, n_here);
    for (size_t i = 0; i < n_here; i++)
      unite(found, &n, room, here[i]);
  }
  return keep_most_frequent(found, n);
}
