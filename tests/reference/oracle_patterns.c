/* SPDX-License-Identifier: MIT */
/* oracle_patterns.c: which forms a pattern stands for: every form of every article is compared. */
#include "reference/naive_patterns.h"
#include "reference/oracle_parts.h"
#include "support/scaffold.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_FORMS = 2048 };

typedef struct candidate {
  const oracle_token *token;
  size_t last; /* article that has it, counted from 1 */
  double n_articles;
  bool matches;
} candidate;

/* What a pattern is without its marks, and, unless it is a regular expression, as a form. */
static char *bare_pattern(const oracle *o, const oracle_word *w) {
  if (w->pattern == ORACLE_REGEX)
    return oracle_copy(w->written + strlen("re:/"), w->size - strlen("re://"));
  qn__analyzed analyzed;
  qn_error error;
  const size_t size = w->pattern == ORACLE_WILDCARD ? w->size : w->size - 2;
  bool ascii = true;
  for (size_t i = 0; i < size; i++)
    ascii &= (uint8_t)w->written[i] < 0x80;
  if (qn__analyze(o->analyzer, w->written, size, ascii ? QN__WORD_ASCII : QN__WORD_UNICODE, QN__LANGUAGE_PLAIN,
                  QN__LANGUAGE_PLAIN, &analyzed, &error) != QN_OK)
    scaffold_failed("oracle", error.message);
  return oracle_copy(analyzed.form, analyzed.form_size);
}

static bool matches_pattern(const oracle_word *w, const char *pattern, const char *form) {
  switch (w->pattern) {
  case ORACLE_WILDCARD:
    return naive_wildcard(pattern, form);
  case ORACLE_PARTIAL:
    return naive_prefix(pattern, form);
  case ORACLE_FUZZY:
    return naive_fuzzy(pattern, (unsigned)(w->written[w->size - 1] - '0'), form);
  default:
    return naive_regex(pattern, form);
  }
}

static candidate *find_candidate(candidate *all, size_t *n, const oracle_token *token) {
  for (size_t i = 0; i < *n; i++)
    if (all[i].token->term[0] == token->term[0] && strcmp(all[i].token->form, token->form) == 0)
      return &all[i];
  if (*n == MOST_FORMS)
    scaffold_failed("oracle", "too many forms");
  all[*n] = (candidate){.token = token};
  return &all[(*n)++];
}

static int by_frequency(const void *a, const void *b) {
  const candidate *x = a, *y = b;
  if (x->n_articles != y->n_articles)
    return x->n_articles > y->n_articles ? -1 : 1;
  if (x->token->term[0] != y->token->term[0])
    return x->token->term[0] < y->token->term[0] ? -1 : 1;
  return strcmp(x->token->form, y->token->form);
}

/* Counts the articles of each form; of a form that is met first it finds out whether it matches. */
static size_t count_forms(const oracle_search_state *s, const oracle_word *w, candidate *found) {
  char *pattern = bare_pattern(s->o, w);
  size_t n = 0;
  for (size_t i = 0; i < s->o->n; i++) {
    const oracle_document *d = &s->o->documents[i];
    const bool counts = s->weighing == ORACLE_ALL || !d->dead;
    for (uint32_t t = 0; counts && t < oracle_n_tokens(d); t++) {
      const oracle_token *token = oracle_token_at(d, t);
      if (token->term == NULL)
        continue;
      const size_t before = n;
      candidate *form = find_candidate(found, &n, token);
      if (n > before)
        form->matches = matches_pattern(w, pattern, token->form);
      form->n_articles += form->last != i + 1;
      form->last = i + 1;
    }
  }
  free(pattern);
  return n;
}

void oracle_expand(const oracle_search_state *s, oracle_word *w) {
  candidate *candidates = oracle_checked(calloc(MOST_FORMS, sizeof *candidates));
  const size_t n = count_forms(s, w, candidates);
  qsort(candidates, n, sizeof *candidates, by_frequency);
  for (size_t i = 0; i < n && w->n_terms < s->max_expansions; i++) {
    const oracle_token *token = candidates[i].token;
    if (!candidates[i].matches)
      continue;
    char *tagged = oracle_checked(malloc(strlen(token->form) + 2));
    tagged[0] = token->term[0];
    strcpy(tagged + 1, token->form);
    oracle_add_token(w, (oracle_token){.term = tagged,
                                       .form = oracle_copy(token->form, strlen(token->form)),
                                       .own_tag = token->term[0],
                                       .n_articles = candidates[i].n_articles});
  }
  free(candidates);
}
