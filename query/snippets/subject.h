/* SPDX-License-Identifier: MIT */
/* subject.h: an article of which snippets are cut: where its words are, and its passages. */
#ifndef QN_QUERY_SNIPPETS_SUBJECT_H
#define QN_QUERY_SNIPPETS_SUBJECT_H

#include "snippets/best_spans.h"
#include "snippets/shown_article.h"
#include "snippets/snippet_cut.h"

/* The article that is shown, and where its words are. */
typedef struct qn__subject {
  qn__shown_article shown;
  uint32_t title_words;
  uint32_t text_position; /* of the text's first word */
  uint32_t text_words;
  double word_chars; /* characters of the text for each of its words, about */
  const qn__match *matches;
  size_t n_matches;
} qn__subject;

/* `word_chars` is not yet known. */
qn_status qn__open_subject(qn__subject *out, const qn__shown_article *shown, qn_error *error);

/* Leaves out the matches of the title, and finds out how long words are. */
qn_status qn__open_subject_text(qn__subject *article, qn_error *error);

/* How many words are so many characters, about; one at least. */
uint32_t qn__words_of(const qn__subject *article, size_t chars);

/* The matches of the text, with what they are worth. */
qn_status qn__begin_cut(const qn__subject *article, size_t max_chars, qn__cut *cut, qn_error *error);

/* The best spans of the text: see best_spans.h. */
qn_status qn__choose_article_spans(const qn__subject *article, const qn__cut *cut, const qn__span_choice *choice,
                                   qn__span **spans, size_t *n_spans, qn_error *error);

/* Decodes a span's passage and cuts its snippet; without a span (NULL) the text's beginning.  *text_end is where the
 * snippet ends in the text. */
qn_status qn__cut_span(const qn__subject *article, qn__cut *cut, const qn__span *span, qn_snippet *snippet,
                       size_t *text_end, qn_error *error);

#endif
