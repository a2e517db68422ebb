/* SPDX-License-Identifier: MIT */
/* snippets.c: passages of an article's text.
 *
 *     matches (positions) -> best_spans.c chooses -> the store decodes those pieces -> snippet_cut.c cuts and marks
 *
 * Nothing but the chosen pieces is decoded, so that the cost does not grow with the article. */
#include "snippets/snippets.h"

#include "base/status.h"
#include "snippets/several_snippets.h"

enum {
  MOST_CHARS = 1 << 16,   /* of a snippet */
  ALTERNATIVES = 3,       /* passages that are decoded at most to find the best one */
  MORE_ALTERNATIVES = 16, /* if another hit shows that */
};

/* --- One snippet -------------------------------------------------------------------------------------------------- */

/* The best passage so far. */
typedef struct best_passage {
  qn_snippet *snippet;
  int64_t worth;
  qn__repeat repeat;
  size_t n_tried; /* spans */
} best_passage;

/* Keeps the passage that was cut, if it is the best one. */
static void keep_better(const qn__subject *article, const qn__cut *cut, const qn_snippet *snippet, best_passage *best) {
  if (cut->worth <= qn__value_beside(best->worth, best->repeat, QN__NEW))
    return;
  const qn__repeat repeat = qn__note_repeat(article->shown.before, snippet, article->shown.article);
  if (qn__value_beside(cut->worth, repeat, best->repeat) <= qn__value_beside(best->worth, best->repeat, repeat))
    return;
  *best->snippet = *snippet;
  best->worth = cut->worth;
  best->repeat = repeat;
}

/* Cuts the snippet of the best of the spans, which come by descending worth: one that cannot be better than what is cut
 * already is not decoded. */
static qn_status cut_best(const qn__subject *article, qn__cut *cut, const qn__span *spans, size_t n_spans,
                          best_passage *best, qn_error *error) {
  size_t text_end;
  for (size_t i = best->n_tried;
       i < n_spans && spans[i].worth * QN__WHOLE_PERCENT > qn__value_beside(best->worth, best->repeat, QN__NEW); i++) {
    qn_snippet other;
    qn_status status = qn__cut_span(article, cut, &spans[i], &other, &text_end, error);
    if (status != QN_OK)
      return status;
    keep_better(article, cut, &other, best);
    best->n_tried = i + 1;
  }
  return QN_OK;
}

/* The same, but what another hit shows loses against a passage that is about as good: it may be worth a longer look. */
static qn_status cut_best_new(const qn__subject *article, qn__cut *cut, qn__span_choice choice, qn__span *spans,
                              size_t n_spans, qn_snippet *snippet, qn_error *error) {
  best_passage best = {.snippet = snippet, .worth = -1};
  qn_status status = cut_best(article, cut, spans, n_spans, &best, error);
  if (status == QN_OK && best.repeat != QN__NEW && n_spans == choice.max_spans) {
    choice.max_spans = MORE_ALTERNATIVES; /* the first of them are those that there were */
    status = qn__choose_article_spans(article, cut, &choice, &spans, &n_spans, error);
    if (status == QN_OK)
      status = cut_best(article, cut, spans, n_spans, &best, error);
  }
  return status;
}

/* --- Snippets of an article --------------------------------------------------------------------------------------- */

/* What is shown is known to the hits after it. */
static void note_snippets(const qn__shown_article *shown, const qn__snippet_list *list) {
  qn__contexts contexts;
  for (size_t i = 0; shown->before != NULL && i < list->n; i++) {
    qn__find_contexts(&list->snippets[i], &contexts);
    qn__note_shown(shown->before, &contexts, shown->article);
  }
}

/* Cuts what is found, or the beginning. */
static qn_status cut_text(const qn__subject *article, size_t max_snippets, size_t max_chars, qn_snippet *snippets,
                          size_t *n_snippets, qn_error *error) {
  qn__cut cut;
  qn__span *spans = NULL;
  size_t n_spans = 0, text_end;
  /* Three quarters: the rest is for what leads up to the first match. */
  const qn__span_choice choice = {.width = qn__words_of(article, max_chars * 3 / 4) + 1,
                                  .max_spans = max_snippets == 1 ? ALTERNATIVES : max_snippets,
                                  .alternatives = max_snippets == 1};
  qn_status status = qn__begin_cut(article, max_chars, &cut, error);
  if (status == QN_OK)
    status = qn__choose_article_spans(article, &cut, &choice, &spans, &n_spans, error);
  if (status != QN_OK)
    return status;
  if (n_spans > 0 && max_snippets > 1)
    return qn__cut_several(article, &cut, &choice, spans, n_spans, snippets, n_snippets, error);
  if (n_spans > 0)
    status = cut_best_new(article, &cut, choice, spans, n_spans, snippets, error);
  else
    status = qn__cut_span(article, &cut, NULL, snippets, &text_end, error);
  *n_snippets = snippets->text.size > 0;
  return status;
}

qn_status qn__cut_snippets(const qn__shown_article *shown, size_t max_snippets, size_t max_chars, qn__snippet_list *out,
                           qn_error *error) {
  qn__subject article;
  size_t chars = max_chars < MOST_CHARS ? max_chars : MOST_CHARS;
  qn_status status = qn__open_subject(&article, shown, error);
  if (status == QN_OK)
    status = qn__open_subject_text(&article, error);
  if (status != QN_OK)
    return status;
  size_t most = max_snippets < article.n_matches ? max_snippets : article.n_matches;
  qn_snippet *cut = qn__arena_alloc(shown->arena, (most + 1) * sizeof *cut);
  if (cut == NULL)
    return qn__fail_memory(error);
  *cut = (qn_snippet){.offset = 0};
  out->snippets = cut;
  status = cut_text(&article, max_snippets, chars, cut, &out->n, error);
  if (status == QN_OK)
    note_snippets(shown, out);
  return status;
}
