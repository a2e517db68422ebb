/* SPDX-License-Identifier: MIT */
/* title_marks.c: marks a title's first copy; its other ones only weigh in the ranking. */
#include "snippets/title_marks.h"

#include "base/status.h"
#include "snippets/subject.h"

/* Leaves out the matches after the title's first copy. */
static void keep_title_matches(qn__subject *article) {
  size_t n = 0;
  while (n < article->n_matches && article->matches[n].position < article->title_words)
    n++;
  article->n_matches = n;
}

/* All words of a title. */
static qn_status scan_title(const qn__subject *article, qn_string *title, qn__word_run *run, qn_error *error) {
  qn_article head;
  qn_status status =
      qn__store_head(&article->shown.segment->store, article->shown.store_reader, article->shown.doc, &head, error);
  if (status != QN_OK)
    return status;
  qn__word *words = qn__arena_alloc(article->shown.arena, article->title_words * sizeof *words);
  if (words == NULL)
    return qn__fail_memory(error);
  size_t cursor = 0, n = 0, found = 1;
  while (found > 0 && n < article->title_words) {
    found = qn__scan_words(head.title.data, head.title.size, &cursor, words + n, article->title_words - n);
    n += found;
  }
  article->shown.finder->tag = head.language;
  *title = head.title;
  *run = (qn__word_run){words, 0, n};
  return QN_OK;
}

qn_status qn__highlight_title(const qn__shown_article *shown, const qn_range **ranges, size_t *n_ranges,
                              qn_error *error) {
  qn__subject article;
  qn_status status = qn__open_subject(&article, shown, error);
  if (status != QN_OK)
    return status;
  keep_title_matches(&article);
  if (article.n_matches == 0) {
    *ranges = NULL;
    *n_ranges = 0;
    return QN_OK;
  }
  qn_string title;
  qn__word_run run;
  status = scan_title(&article, &title, &run, error);
  qn__cut cut = {.matches = article.matches, .n_matches = article.n_matches, .finder = shown->finder};
  if (status == QN_OK)
    status = qn__find_common(shown->arena, cut.finder->plan, cut.matches, cut.n_matches, &cut.leaves.common, error);
  if (status == QN_OK)
    status = qn__find_places(cut.finder, title, &run, cut.matches, cut.n_matches, 0, shown->arena, &cut.places, error);
  if (status != QN_OK)
    return status;
  qn_range *marked = qn__arena_alloc(shown->arena, (cut.places.n + 1) * sizeof *marked);
  if (marked == NULL)
    return qn__fail_memory(error);
  *n_ranges = qn__mark_matches(&cut, &run, marked);
  *ranges = marked;
  return QN_OK;
}
