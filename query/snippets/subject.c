/* SPDX-License-Identifier: MIT */
/* subject.c: decodes nothing but the passage that is to be cut, and words around it. */
#include "snippets/subject.h"

enum {
  SENTENCE_WORDS = 25, /* in which it shows whether a sentence ends */
  SENTENCE_CHARS = 120,
};

/* Characters for each word, blanks counted, in a text of so many bytes for each.  In UTF-8 a character of a script
 * without spaces takes three bytes, and nearly each begins a word; Greek, Cyrillic, Arabic and Indic words take two or
 * three bytes a character, and are as long as others. */
static double chars_of_word(double bytes) {
  const double unspaced = 4, spaced = 4.5, many_bytes = 9;
  if (bytes < unspaced)
    return bytes / 3;
  if (bytes < spaced)
    return unspaced / 3 + (bytes - unspaced) / (spaced - unspaced) * (spaced - unspaced / 3);
  return bytes < many_bytes ? bytes : 6.5;
}

uint32_t qn__words_of(const qn__subject *article, size_t chars) {
  double words = (double)chars / (article->word_chars < 1 ? 1 : article->word_chars);
  return words < 1 ? 1 : (uint32_t)words;
}

qn_status qn__open_subject(qn__subject *out, const qn__shown_article *shown, qn_error *error) {
  const qn__lengths *lengths = &shown->segment->lengths;
  uint32_t title_words, length, weight = shown->segment->meta.settings.title_weight;
  qn_status status = qn__title_words(lengths, shown->doc, &title_words, error);
  if (status == QN_OK)
    status = qn__length(lengths, shown->doc, &length, error);
  if (status != QN_OK)
    return status;
  *out = (qn__subject){.shown = *shown,
                       .title_words = title_words,
                       .text_position = qn__text_position(title_words, weight),
                       .text_words = length > weight * title_words ? length - weight * title_words : 0,
                       .matches = shown->matches->data,
                       .n_matches = shown->matches->n};
  return QN_OK;
}

qn_status qn__open_subject_text(qn__subject *article, qn_error *error) {
  const qn__shown_article *shown = &article->shown;
  uint64_t size;
  qn_status status = qn__store_text_size(&shown->segment->store, shown->doc, &size, error);
  if (status != QN_OK)
    return status;
  article->word_chars = article->text_words > 0 ? chars_of_word((double)size / article->text_words) : 1;
  while (article->n_matches > 0 && article->matches->position < article->text_position) {
    article->matches++;
    article->n_matches--;
  }
  return QN_OK;
}

/* Decodes what the cut needs, with words around for a good start and end. */
static qn_status read_passage(const qn__subject *article, const qn__cut *cut, qn__passage *passage, qn_error *error) {
  uint32_t context = qn__words_of(article, cut->max_chars), first = 0, last = context;
  if (cut->has_span) {
    first = cut->span.first - article->text_position;
    last = cut->span.last - article->text_position + context;
    first = first > context ? first - context : 0;
  }
  if (last >= article->text_words)
    last = article->text_words > 0 ? article->text_words - 1 : 0;
  if (first > last)
    first = last; /* only in a damaged index */
  uint32_t around = context / 2 + SENTENCE_WORDS;
  return qn__store_passage(&article->shown.segment->store, article->shown.store_reader, article->shown.doc, first, last,
                           around, passage, error);
}

qn_status qn__begin_cut(const qn__subject *article, size_t max_chars, qn__cut *cut, qn_error *error) {
  *cut = (qn__cut){.matches = article->matches,
                   .n_matches = article->n_matches,
                   .finder = article->shown.finder,
                   .base = article->text_position,
                   .max_chars = max_chars,
                   .keeps_lines = article->shown.keeps_lines};
  return qn__weigh_leaves(article->shown.arena, article->shown.finder->plan, article->matches, article->n_matches,
                          article->text_words, qn__words_of(article, SENTENCE_CHARS), &cut->leaves, error);
}

qn_status qn__cut_span(const qn__subject *article, qn__cut *cut, const qn__span *span, qn_snippet *snippet,
                       size_t *text_end, qn_error *error) {
  qn__passage passage;
  cut->passage = &passage;
  cut->has_span = span != NULL;
  if (cut->has_span)
    cut->span = *span;
  qn_status status = read_passage(article, cut, &passage, error);
  return status == QN_OK ? qn__cut_snippet(article->shown.arena, cut, snippet, text_end, error) : status;
}

qn_status qn__choose_article_spans(const qn__subject *article, const qn__cut *cut, const qn__span_choice *choice,
                                   qn__span **spans, size_t *n_spans, qn_error *error) {
  return qn__choose_spans(article->shown.arena, article->matches, article->n_matches, cut->leaves.weights, choice,
                          spans, n_spans, error);
}
