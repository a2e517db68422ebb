/* SPDX-License-Identifier: MIT */
/* expansion_lookup.c: a word that expands becomes a word of the plan.  It is as frequent as the most frequent of all
 * that it stands for, so that a rare word does not make a common one look rare.  Beside the word itself, words that
 * look like it are worth half: of two articles that are alike but for this, the one with the word ranks first. */
#include "plan/expansion.h"
#include "plan/word_pattern.h"
#include "text/utf8.h"

#include <string.h>

/* What the word stands for: the word itself, if its lists are among the expansion's, and forms. */
static qn_status set_terms(qn__plan_word *out, const qn__expanded_word *word, const qn__expansion *expansion,
                           qn__arena *arena, qn_error *error) {
  const size_t n_own = word->with_own ? word->own->n_terms : 0;
  qn__term *terms = qn__arena_alloc(arena, (n_own + expansion->n + 1) * sizeof *terms);
  if (terms == NULL)
    return qn__fail_memory(error);
  for (size_t i = 0; i < n_own; i++)
    terms[i] = (qn__term){.bytes = word->own->terms[i].bytes, .size = word->own->terms[i].size};
  for (size_t i = 0; i < expansion->n; i++) {
    const qn__expansion_form *form = &expansion->forms[i];
    terms[n_own + i] = (qn__term){.bytes = form->bytes,
                                  .size = form->size,
                                  .form = form->bytes,
                                  .form_size = form->size,
                                  .doc_freq = form->doc_freq};
  }
  out->terms = terms;
  out->n_terms = n_own + expansion->n;
  return QN_OK;
}

static void set_frequency(qn__plan_word *out, const qn__expanded_word *word, const qn__expansion *expansion,
                          uint64_t n_articles) {
  const bool beside_own = word->own != NULL && !word->with_own;
  uint64_t highest = word->own == NULL ? 0 : word->own->doc_freq;
  for (size_t i = 0; i < expansion->n; i++)
    if (expansion->forms[i].doc_freq > highest)
      highest = expansion->forms[i].doc_freq;
  out->doc_freq = highest;
  out->idf = qn__idf(n_articles, highest) * (beside_own ? QN__EXPANSION_SHARE : 1.0);
}

/* What the word does not stand for though it says so. */
static qn_status warn_of_rest(qn__plan *plan, const qn__expansion *expansion, const char *name, size_t most,
                              qn__arena *arena, qn_error *error) {
  enum { SHOWN = 60 }; /* bytes of a name */
  const size_t shown = qn__utf8_prefix(name, strlen(name), SHOWN);
  const char *rest = name[shown] == '\0' ? "" : "...";
  bool added = true;
  if (expansion->cut)
    added = qn__plan_warn(plan, arena, "%.*s%s stands for more words than %zu: the most frequent are searched",
                          (int)shown, name, rest, most);
  else if (expansion->too_long)
    added = qn__plan_warn(plan, arena, "%.*s%s is too long: it stands for no word", (int)shown, name, rest);
  return added ? QN_OK : qn__fail_memory(error);
}

/* The word itself, if it is one, and is not looked up yet. */
static qn_status find_own(qn__expanded_word *word, const qn__expansion_request *request, const qn__plan *plan,
                          qn_error *error) {
  qn__query_word own;
  if (request->own != NULL || !qn__own_word(&own, request->word))
    return QN_OK;
  qn__plan_word *found = qn__arena_alloc(request->arena, sizeof *found);
  if (found == NULL)
    return qn__fail_memory(error);
  word->own = found;
  word->with_own = true;
  return qn__look_up_word(found, &own, plan, request->options->statistics, request->analyzer, request->arena, error);
}

static size_t limit_of(const qn__expansion_request *request) {
  const size_t wanted = request->options->max_expansions, most = wanted > 0 ? wanted : QN__EXPANSION_DEFAULT;
  return most < request->most ? most : request->most > 0 ? request->most : 1;
}

qn_status qn__look_up_expansion(qn__plan_word *out, const qn__expansion_request *request, qn__plan *plan,
                                qn__expander *expander, qn_error *error) {
  const size_t most = limit_of(request);
  const qn_statistics *statistics = request->options->statistics;
  qn__expanded_word word = {.word = request->word, .own = request->own};
  qn__expansion found;
  qn_status status = statistics != NULL ? qn__expand_collected(expander, request->word, statistics, most, &found, error)
                                        : qn__expand(expander, request->word, most, &found, error);
  char *written = qn__pattern_name(request->word, request->arena);
  qn__word_lists *segments = qn__arena_alloc(request->arena, plan->index->n_segments * sizeof *segments);
  if (status == QN_OK && (written == NULL || segments == NULL))
    status = qn__fail_memory(error);
  if (status == QN_OK)
    status = find_own(&word, request, plan, error);
  *out = (qn__plan_word){.written = written, .op = request->word->op, .segments = segments};
  if (status == QN_OK)
    status = qn__find_expansion_lists(segments, &word, &found, plan->index, request->arena, error);
  if (status == QN_OK)
    status = set_terms(out, &word, &found, request->arena, error);
  if (status == QN_OK)
    status = warn_of_rest(plan, &found, written, most, request->arena, error);
  if (status == QN_OK)
    set_frequency(out, &word, &found, plan->n_articles);
  return status;
}
