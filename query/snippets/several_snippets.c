/* SPDX-License-Identifier: MIT */
/* several_snippets.c: one for each of the best spans; what the article says twice, and what other hits show, makes room
 * for further ones. */
#include "snippets/several_snippets.h"

#include <stdlib.h>
#include <string.h>

#include "base/status.h"

enum { MORE_SPANS = 16 }; /* that are tried in place of what other hits show */

/* What is known of a snippet. */
typedef struct passage_facts {
  size_t end; /* of it in the text */
  int64_t worth;
  qn__repeat repeat;
} passage_facts;

typedef struct snippet_row {
  qn_snippet *snippets;
  passage_facts *facts; /* of each */
  size_t n, most;
  size_t n_same; /* that were left out, as their text is that of another one */
} snippet_row;

/* Whether one of the snippets has this text. */
static bool is_shown_already(const snippet_row *row, qn_string text) {
  for (size_t i = 0; i < row->n; i++)
    if (row->snippets[i].text.size == text.size && memcmp(row->snippets[i].text.data, text.data, text.size) == 0)
      return true;
  return false;
}

/* Cuts one snippet for each span, in the text's order; one that only repeats what is shown is left out. */
static qn_status cut_spans(const qn__subject *article, qn__cut *cut, const qn__span *spans, size_t n_spans,
                           snippet_row *row, qn_error *error) {
  size_t text_end;
  row->n = row->n_same = 0;
  cut->min_offset = 0;
  for (size_t i = 0; i < n_spans && row->n < row->most; i++) {
    qn_snippet *snippet = &row->snippets[row->n];
    qn_status status = qn__cut_span(article, cut, &spans[i], snippet, &text_end, error);
    if (status != QN_OK)
      return status;
    if (snippet->text.size == 0)
      continue;
    cut->min_offset = text_end;
    row->facts[row->n] =
        (passage_facts){text_end, cut->worth, qn__note_repeat(article->shown.before, snippet, article->shown.article)};
    const bool is_same = is_shown_already(row, snippet->text);
    row->n_same += is_same;
    row->n += !is_same;
  }
  return QN_OK;
}

/* The same, but what the article says twice makes room for further spans. */
static qn_status cut_distinct(const qn__subject *article, qn__cut *cut, qn__span_choice choice, const qn__span *spans,
                              size_t n_spans, snippet_row *row, qn_error *error) {
  qn_status status = cut_spans(article, cut, spans, n_spans, row, error);
  if (status != QN_OK || row->n_same == 0 || n_spans < choice.max_spans)
    return status;
  choice.max_spans += row->n_same; /* the first of them are those that there were */
  qn__span *more;
  status = qn__choose_article_spans(article, cut, &choice, &more, &n_spans, error);
  return status == QN_OK ? cut_spans(article, cut, more, n_spans, row, error) : status;
}

/* Of the snippets that other hits show, the one that loses most against a new passage; row->n: none does. */
static size_t find_loser(const snippet_row *row, int64_t worth) {
  size_t loser = row->n;
  for (size_t i = 0; i < row->n; i++) {
    const int64_t value = qn__value_beside(row->facts[i].worth, row->facts[i].repeat, QN__NEW);
    if (row->facts[i].repeat == QN__NEW || value >= worth)
      continue;
    loser = i;
    worth = value;
  }
  return loser;
}

static bool overlaps(const snippet_row *row, size_t start, size_t end) {
  for (size_t i = 0; i < row->n; i++)
    if (start < row->facts[i].end && row->snippets[i].offset < end)
      return true;
  return false;
}

/* Cuts the span's snippet, which takes the place of one that other hits show, if it is new and as good. */
static qn_status try_instead(const qn__subject *article, qn__cut *cut, const qn__span *span, snippet_row *row,
                             qn_error *error) {
  size_t text_end;
  qn_snippet other;
  cut->min_offset = 0;
  qn_status status = qn__cut_span(article, cut, span, &other, &text_end, error);
  const size_t loser = find_loser(row, cut->worth);
  if (status != QN_OK || loser == row->n || other.text.size == 0 || overlaps(row, other.offset, text_end) ||
      is_shown_already(row, other.text) ||
      qn__note_repeat(article->shown.before, &other, article->shown.article) != QN__NEW)
    return status;
  row->snippets[loser] = other;
  row->facts[loser] = (passage_facts){text_end, cut->worth, QN__NEW};
  return QN_OK;
}

static int by_offset(const void *a, const void *b) {
  const qn_snippet *left = a, *right = b;
  return (left->offset > right->offset) - (left->offset < right->offset);
}

/* What other hits show loses against passages that are about as good, the best ones first. */
static qn_status replace_repeated(const qn__subject *article, qn__cut *cut, qn__span_choice choice, snippet_row *row,
                                  qn_error *error) {
  qn__span *spans;
  size_t n_spans;
  choice.max_spans = row->n + MORE_SPANS;
  choice.alternatives = true;
  qn_status status = qn__choose_article_spans(article, cut, &choice, &spans, &n_spans, error);
  for (size_t i = 0; status == QN_OK && i < n_spans && find_loser(row, spans[i].worth * QN__WHOLE_PERCENT) < row->n;
       i++)
    status = try_instead(article, cut, &spans[i], row, error);
  if (status == QN_OK)
    qsort(row->snippets, row->n, sizeof *row->snippets, by_offset);
  return status;
}

qn_status qn__cut_several(const qn__subject *article, qn__cut *cut, const qn__span_choice *choice,
                          const qn__span *spans, size_t n_spans, qn_snippet *snippets, size_t *n, qn_error *error) {
  const size_t most = choice->max_spans < article->n_matches ? choice->max_spans : article->n_matches;
  snippet_row row = {.snippets = snippets, .most = most};
  row.facts = qn__arena_alloc(article->shown.arena, most * sizeof *row.facts);
  if (row.facts == NULL)
    return qn__fail_memory(error);
  qn_status status = cut_distinct(article, cut, *choice, spans, n_spans, &row, error);
  if (status == QN_OK && n_spans == choice->max_spans && find_loser(&row, INT64_MAX) < row.n)
    status = replace_repeated(article, cut, *choice, &row, error);
  *n = row.n;
  return status;
}
