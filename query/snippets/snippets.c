/* SPDX-License-Identifier: MIT */
/* snippets.c: passages of an article's text, and ranges of its title.
 *
 *     matches (positions) -> best_spans.c chooses -> the store decodes those pieces -> snippet_cut.c cuts and marks
 *
 * Nothing but the chosen pieces is decoded, so that the cost does not grow with the article. */
#include "snippets/snippets.h"

#include "snippets/best_spans.h"
#include "snippets/shown_before.h"
#include "snippets/snippet_cut.h"

#include <stdlib.h>
#include <string.h>

enum {
  MOST_CHARS = 1 << 16, /* of a snippet */
  SENTENCE_WORDS = 25,  /* in which it shows whether a sentence ends */
  SENTENCE_CHARS = 120,
  ALTERNATIVES = 3,       /* passages that are decoded at most to find the best one */
  MORE_ALTERNATIVES = 16, /* if another hit shows that */
};

/* The article that is shown, and where its words are. */
typedef struct subject {
  qn__shown_article shown;
  uint32_t title_words;
  uint32_t text_position; /* of the text's first word */
  uint32_t text_words;
  double word_chars; /* characters of the text for each of its words, about */
  const qn__match *matches;
  size_t n_matches;
} subject;

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

static qn_status measure_words(subject *article, qn_error *error) {
  uint64_t size;
  qn_status status = qn__store_text_size(&article->shown.segment->store, article->shown.doc, &size, error);
  if (status == QN_OK)
    article->word_chars = article->text_words > 0 ? chars_of_word((double)size / article->text_words) : 1;
  return status;
}

/* How many words are so many characters, about; one at least. */
static uint32_t words_of(const subject *article, size_t chars) {
  double words = (double)chars / (article->word_chars < 1 ? 1 : article->word_chars);
  return words < 1 ? 1 : (uint32_t)words;
}

static qn_status open_subject(subject *out, const qn__shown_article *shown, qn_error *error) {
  const qn__lengths *lengths = &shown->segment->lengths;
  uint32_t title_words, length, weight = shown->segment->meta.settings.title_weight;
  qn_status status = qn__title_words(lengths, shown->doc, &title_words, error);
  if (status == QN_OK)
    status = qn__length(lengths, shown->doc, &length, error);
  if (status != QN_OK)
    return status;
  *out = (subject){.shown = *shown,
                   .title_words = title_words,
                   .text_position = qn__text_position(title_words, weight),
                   .text_words = length > weight * title_words ? length - weight * title_words : 0,
                   .matches = shown->matches->data,
                   .n_matches = shown->matches->n};
  return QN_OK;
}

/* Leaves out the matches before a position. */
static void skip_matches(subject *article, uint32_t position) {
  while (article->n_matches > 0 && article->matches->position < position) {
    article->matches++;
    article->n_matches--;
  }
}

/* Decodes what the cut needs, with words around for a good start and end. */
static qn_status read_passage(const subject *article, const qn__cut *cut, qn__passage *passage, qn_error *error) {
  uint32_t context = words_of(article, cut->max_chars), first = 0, last = context;
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

/* The matches of the text, with what they are worth. */
static qn_status begin_cut(const subject *article, size_t max_chars, qn__cut *cut, qn_error *error) {
  *cut = (qn__cut){.matches = article->matches,
                   .n_matches = article->n_matches,
                   .finder = article->shown.finder,
                   .base = article->text_position,
                   .max_chars = max_chars,
                   .keeps_lines = article->shown.keeps_lines};
  return qn__weigh_leaves(article->shown.arena, article->shown.finder->plan, article->matches, article->n_matches,
                          article->text_words, words_of(article, SENTENCE_CHARS), &cut->leaves, error);
}

static qn_status cut_span(const subject *article, qn__cut *cut, const qn__span *span, qn_snippet *snippet,
                          size_t *text_end, qn_error *error) {
  qn__passage passage;
  cut->passage = &passage;
  cut->has_span = span != NULL;
  if (cut->has_span)
    cut->span = *span;
  qn_status status = read_passage(article, cut, &passage, error);
  return status == QN_OK ? qn__cut_snippet(article->shown.arena, cut, snippet, text_end, error) : status;
}

static qn_status choose_spans(const subject *article, const qn__cut *cut, const qn__span_choice *choice,
                              qn__span **spans, size_t *n_spans, qn_error *error) {
  return qn__choose_spans(article->shown.arena, article->matches, article->n_matches, cut->leaves.weights, choice,
                          spans, n_spans, error);
}

/* Of what other hits show, the better one is shown. */
static qn__repeat kind_of(qn__repeat repeat) {
  return repeat == QN__IS_BOILERPLATE ? QN__REPEATED : repeat;
}

/* What a passage is worth beside another one: less, if it is better known. */
static int64_t value_beside(int64_t worth, qn__repeat repeat, qn__repeat other) {
  static const int64_t percent[] = {[QN__NEW] = 100, [QN__SHARED] = 85, [QN__REPEATED] = 85, [QN__IS_BOILERPLATE] = 60};
  return kind_of(repeat) > kind_of(other) ? worth * percent[repeat] / 100 : worth;
}

/* How much of a passage is known; that it has it, too, is noted. */
static qn__repeat find_repeat(const subject *article, const qn_snippet *snippet) {
  qn__contexts contexts;
  if (article->shown.before == NULL)
    return QN__NEW;
  qn__find_contexts(snippet, &contexts);
  const qn__repeat repeat = qn__find_repeat(article->shown.before, &contexts, article->shown.article);
  if (repeat != QN__NEW)
    qn__note_shown(article->shown.before, &contexts, article->shown.article);
  return repeat;
}

/* --- Several snippets of an article ------------------------------------------------------------------------------- */

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
static qn_status cut_spans(const subject *article, qn__cut *cut, const qn__span *spans, size_t n_spans,
                           snippet_row *row, qn_error *error) {
  size_t text_end;
  row->n = row->n_same = 0;
  cut->min_offset = 0;
  for (size_t i = 0; i < n_spans && row->n < row->most; i++) {
    qn_snippet *snippet = &row->snippets[row->n];
    qn_status status = cut_span(article, cut, &spans[i], snippet, &text_end, error);
    if (status != QN_OK)
      return status;
    if (snippet->text.size == 0)
      continue;
    cut->min_offset = text_end;
    row->facts[row->n] = (passage_facts){text_end, cut->worth, find_repeat(article, snippet)};
    const bool is_same = is_shown_already(row, snippet->text);
    row->n_same += is_same;
    row->n += !is_same;
  }
  return QN_OK;
}

/* The same, but what the article says twice makes room for further spans. */
static qn_status cut_distinct(const subject *article, qn__cut *cut, qn__span_choice choice, qn__span *spans,
                              size_t n_spans, snippet_row *row, qn_error *error) {
  qn_status status = cut_spans(article, cut, spans, n_spans, row, error);
  if (status != QN_OK || row->n_same == 0 || n_spans < choice.max_spans)
    return status;
  choice.max_spans += row->n_same; /* the first of them are those that there were */
  status = choose_spans(article, cut, &choice, &spans, &n_spans, error);
  return status == QN_OK ? cut_spans(article, cut, spans, n_spans, row, error) : status;
}

/* Of the snippets that other hits show, the one that loses most against a new passage; row->n: none does. */
static size_t find_loser(const snippet_row *row, int64_t worth) {
  size_t loser = row->n;
  for (size_t i = 0; i < row->n; i++) {
    const int64_t value = value_beside(row->facts[i].worth, row->facts[i].repeat, QN__NEW);
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
static qn_status try_instead(const subject *article, qn__cut *cut, const qn__span *span, snippet_row *row,
                             qn_error *error) {
  size_t text_end;
  qn_snippet other;
  cut->min_offset = 0;
  qn_status status = cut_span(article, cut, span, &other, &text_end, error);
  const size_t loser = find_loser(row, cut->worth);
  if (status != QN_OK || loser == row->n || other.text.size == 0 || overlaps(row, other.offset, text_end) ||
      is_shown_already(row, other.text) || find_repeat(article, &other) != QN__NEW)
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
static qn_status replace_repeated(const subject *article, qn__cut *cut, qn__span_choice choice, snippet_row *row,
                                  qn_error *error) {
  qn__span *spans;
  size_t n_spans;
  choice.max_spans = row->n + MORE_ALTERNATIVES;
  choice.alternatives = true;
  qn_status status = choose_spans(article, cut, &choice, &spans, &n_spans, error);
  for (size_t i = 0; status == QN_OK && i < n_spans && find_loser(row, spans[i].worth * QN__WHOLE_PERCENT) < row->n;
       i++)
    status = try_instead(article, cut, &spans[i], row, error);
  if (status == QN_OK)
    qsort(row->snippets, row->n, sizeof *row->snippets, by_offset);
  return status;
}

static qn_status cut_several(const subject *article, qn__cut *cut, const qn__span_choice *choice, qn__span *spans,
                             size_t n_spans, snippet_row *row, qn_error *error) {
  const size_t most = row->most < article->n_matches ? row->most : article->n_matches;
  row->facts = qn__arena_alloc(article->shown.arena, most * sizeof *row->facts);
  if (row->facts == NULL)
    return qn__fail_memory(error);
  qn_status status = cut_distinct(article, cut, *choice, spans, n_spans, row, error);
  if (status == QN_OK && n_spans == choice->max_spans && find_loser(row, INT64_MAX) < row->n)
    status = replace_repeated(article, cut, *choice, row, error);
  return status;
}

/* --- One snippet -------------------------------------------------------------------------------------------------- */

/* The best passage so far. */
typedef struct best_passage {
  qn_snippet *snippet;
  int64_t worth;
  qn__repeat repeat;
  size_t n_tried; /* spans */
} best_passage;

/* Keeps the passage that was cut, if it is the best one. */
static void keep_better(const subject *article, const qn__cut *cut, const qn_snippet *snippet, best_passage *best) {
  if (cut->worth <= value_beside(best->worth, best->repeat, QN__NEW))
    return;
  const qn__repeat repeat = find_repeat(article, snippet);
  if (value_beside(cut->worth, repeat, best->repeat) <= value_beside(best->worth, best->repeat, repeat))
    return;
  *best->snippet = *snippet;
  best->worth = cut->worth;
  best->repeat = repeat;
}

/* Cuts the snippet of the best of the spans, which come by descending worth: one that cannot be better than what is cut
 * already is not decoded. */
static qn_status cut_best(const subject *article, qn__cut *cut, const qn__span *spans, size_t n_spans,
                          best_passage *best, qn_error *error) {
  size_t text_end;
  for (size_t i = best->n_tried;
       i < n_spans && spans[i].worth * QN__WHOLE_PERCENT > value_beside(best->worth, best->repeat, QN__NEW); i++) {
    qn_snippet other;
    qn_status status = cut_span(article, cut, &spans[i], &other, &text_end, error);
    if (status != QN_OK)
      return status;
    keep_better(article, cut, &other, best);
    best->n_tried = i + 1;
  }
  return QN_OK;
}

/* The same, but what another hit shows loses against a passage that is about as good: it may be worth a longer look. */
static qn_status cut_best_new(const subject *article, qn__cut *cut, qn__span_choice choice, qn__span *spans,
                              size_t n_spans, qn_snippet *snippet, qn_error *error) {
  best_passage best = {.snippet = snippet, .worth = -1};
  qn_status status = cut_best(article, cut, spans, n_spans, &best, error);
  if (status == QN_OK && best.repeat != QN__NEW && n_spans == choice.max_spans) {
    choice.max_spans = MORE_ALTERNATIVES; /* the first of them are those that there were */
    status = choose_spans(article, cut, &choice, &spans, &n_spans, error);
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
static qn_status cut_text(const subject *article, size_t max_snippets, size_t max_chars, qn_snippet *snippets,
                          size_t *n_snippets, qn_error *error) {
  qn__cut cut;
  qn__span *spans = NULL;
  size_t n_spans = 0, text_end;
  /* Three quarters: the rest is for what leads up to the first match. */
  const qn__span_choice choice = {.width = words_of(article, max_chars * 3 / 4) + 1,
                                  .max_spans = max_snippets == 1 ? ALTERNATIVES : max_snippets,
                                  .alternatives = max_snippets == 1};
  qn_status status = begin_cut(article, max_chars, &cut, error);
  if (status == QN_OK)
    status = choose_spans(article, &cut, &choice, &spans, &n_spans, error);
  if (status != QN_OK)
    return status;
  if (n_spans > 0 && max_snippets > 1) {
    snippet_row row = {.snippets = snippets, .most = max_snippets};
    status = cut_several(article, &cut, &choice, spans, n_spans, &row, error);
    *n_snippets = row.n;
    return status;
  }
  if (n_spans > 0)
    status = cut_best_new(article, &cut, choice, spans, n_spans, snippets, error);
  else
    status = cut_span(article, &cut, NULL, snippets, &text_end, error);
  *n_snippets = snippets->text.size > 0;
  return status;
}

qn_status qn__cut_snippets(const qn__shown_article *shown, size_t max_snippets, size_t max_chars, qn__snippet_list *out,
                           qn_error *error) {
  subject article;
  size_t chars = max_chars < MOST_CHARS ? max_chars : MOST_CHARS;
  qn_status status = open_subject(&article, shown, error);
  if (status == QN_OK)
    status = measure_words(&article, error);
  if (status != QN_OK)
    return status;
  skip_matches(&article, article.text_position);
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

/* --- Titles ------------------------------------------------------------------------------------------------------- */

/* Leaves out the matches after the title's first copy. */
static void keep_title_matches(subject *article) {
  size_t n = 0;
  while (n < article->n_matches && article->matches[n].position < article->title_words)
    n++;
  article->n_matches = n;
}

/* All words of a title. */
static qn_status scan_title(const subject *article, qn_string *title, qn__word_run *run, qn_error *error) {
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
  subject article;
  qn_status status = open_subject(&article, shown, error);
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
