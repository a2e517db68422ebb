/* SPDX-License-Identifier: MIT */
/* snippets.c: shows where the words of the last query are in an article: passages of its text, and ranges of its title.
 *
 *     matches (positions) -> best_spans.c chooses -> the store decodes those pieces -> snippet_cut.c cuts and marks
 *
 * Nothing but the chosen pieces is decoded, so that the cost does not grow with the article. */
#include "base/sized.h"
#include "snippets/best_spans.h"
#include "snippets/snippet_cut.h"

enum {
  BYTES_PER_WORD = 6,     /* in prose, the space counted */
  DEFAULT_SIZE = 240,     /* of a snippet, in bytes */
  LARGEST_SIZE = 1 << 16, /* the same */
  SENTENCE_WORDS = 40,    /* in which it shows whether a sentence ends */
};

/* The article that is shown, and where its words are. */
typedef struct shown_article {
  const qn__segment *segment;
  uint32_t doc;
  uint32_t title_words;
  uint32_t text_position; /* of the text's first word */
  uint32_t text_words;
  const qn__match *matches;
  size_t n_matches;
} shown_article;

static qn_status open_subject(shown_article *subject, qn_searcher *searcher, size_t hit, qn_error *error) {
  uint64_t article;
  qn__located place;
  qn_status status = qn__hit_article(searcher, hit, &article, error);
  if (status == QN_OK)
    status = qn__locate(searcher, article, &place, error);
  if (status != QN_OK)
    return status;
  const qn__segment *segment = place.segment;
  uint32_t title_words, length;
  status = qn__title_words(&segment->lengths, place.doc, &title_words, error);
  if (status == QN_OK)
    status = qn__length(&segment->lengths, place.doc, &length, error);
  if (status == QN_OK)
    status = qn__find_matches(searcher, article, &subject->matches, &subject->n_matches, error);
  if (status != QN_OK)
    return status;
  uint32_t weight = segment->meta.settings.title_weight;
  subject->segment = segment;
  subject->doc = place.doc;
  subject->title_words = title_words;
  subject->text_position = qn__text_position(title_words, weight);
  subject->text_words = length > weight * title_words ? length - weight * title_words : 0;
  return QN_OK;
}

/* Leaves out the matches before a position. */
static void skip_matches(shown_article *subject, uint32_t position) {
  while (subject->n_matches > 0 && subject->matches->position < position) {
    subject->matches++;
    subject->n_matches--;
  }
}

/* Decodes what the cut needs, with words around for a good start and end. */
static qn_status read_passage(const shown_article *subject, qn_searcher *searcher, const qn__cut *cut,
                              qn__passage *passage, qn_error *error) {
  uint32_t context = (uint32_t)(cut->max_size / BYTES_PER_WORD), first = 0, last = context;
  if (cut->has_window) {
    first = cut->window.first - subject->text_position;
    last = cut->window.last - subject->text_position + context;
    first = first > context / 2 ? first - context / 2 : 0;
  }
  if (last >= subject->text_words)
    last = subject->text_words > 0 ? subject->text_words - 1 : 0;
  if (first > last)
    first = last; /* only in a damaged index */
  /* No two words share a byte pair: all that can be shown lies within half as many words as bytes. */
  uint32_t around = (uint32_t)(cut->max_size / 2) + SENTENCE_WORDS;
  return qn__store_passage(&subject->segment->store, qn__searcher_store_reader(searcher), subject->doc, first, last,
                           around, passage, error);
}

/* Cuts one snippet for each window, in the text's order; one that only repeats what is shown is left out. */
static qn_status cut_windows(const shown_article *subject, qn_searcher *searcher, const qn__window *windows,
                             size_t n_windows, size_t max_size, qn_snippet *snippets, size_t *n_snippets,
                             qn_error *error) {
  qn__passage passage;
  qn__cut cut = {.passage = &passage,
                 .matches = subject->matches,
                 .n_matches = subject->n_matches,
                 .base = subject->text_position,
                 .has_window = n_windows > 0,
                 .max_size = max_size};
  size_t n = 0;
  for (size_t i = 0; i < n_windows || i == 0; i++) {
    if (cut.has_window)
      cut.window = windows[i];
    qn_status status = read_passage(subject, searcher, &cut, &passage, error);
    if (status == QN_OK)
      status = qn__cut_snippet(qn__searcher_arena(searcher), &cut, &snippets[n], &cut.min_offset, error);
    if (status != QN_OK)
      return status;
    n += snippets[n].text.size > 0;
  }
  *n_snippets = n;
  return QN_OK;
}

/* The options with their defaults. */
static qn_status read_options(qn_snippet_options *wanted, const qn_snippet_options *given, qn_error *error) {
  qn_status status = qn__options_read(wanted, sizeof *wanted, given, "qn_snippet_options", error);
  if (status != QN_OK)
    return status;
  if (wanted->max_snippets == 0)
    wanted->max_snippets = 1;
  if (wanted->max_size == 0)
    wanted->max_size = DEFAULT_SIZE;
  if (wanted->max_size > LARGEST_SIZE)
    wanted->max_size = LARGEST_SIZE;
  return QN_OK;
}

struct qn_snippets {
  size_t n;
  qn_snippet snippets[];
};

qn_status qn_searcher_snippets(qn_searcher *searcher, size_t i, const qn_snippet_options *options,
                               const qn_snippets **out, qn_error *error) {
  qn_snippet_options wanted;
  shown_article subject;
  qn_status status = read_options(&wanted, options, error);
  if (status == QN_OK)
    status = open_subject(&subject, searcher, i, error);
  if (status != QN_OK)
    return status;
  skip_matches(&subject, subject.text_position);

  qn__arena *arena = qn__searcher_arena(searcher);
  qn__window *windows = NULL;
  size_t n_windows = 0;
  /* Three quarters: the rest is for what leads up to the first match. */
  uint32_t width = (uint32_t)(wanted.max_size * 3 / (BYTES_PER_WORD * 4)) + 1;
  status = qn__choose_windows(arena, subject.matches, subject.n_matches, width, wanted.max_snippets, &windows,
                              &n_windows, error);
  if (status != QN_OK)
    return status;
  qn_snippets *cut = qn__arena_alloc(arena, sizeof *cut + (n_windows + 1) * sizeof cut->snippets[0]);
  if (cut == NULL)
    return qn__fail_memory(error);
  status = cut_windows(&subject, searcher, windows, n_windows, wanted.max_size, cut->snippets, &cut->n, error);
  if (status == QN_OK)
    *out = cut;
  return status;
}

size_t qn_snippets_count(const qn_snippets *snippets) {
  return snippets->n;
}

bool qn_snippets_get_sized(const qn_snippets *snippets, size_t k, qn_snippet *out, size_t size) {
  const qn_snippet none = {.offset = 0};
  bool found = k < snippets->n;
  qn__sized_write(out, size, found ? &snippets->snippets[k] : &none, sizeof none);
  return found;
}

/* --- Titles ------------------------------------------------------------------------------------------------------- */

/* Leaves out the matches behind the title's first copy. */
static void keep_title_matches(shown_article *subject) {
  size_t n = 0;
  while (n < subject->n_matches && subject->matches[n].position < subject->title_words)
    n++;
  subject->n_matches = n;
}

/* All words of a title. */
static qn_status scan_title(const shown_article *subject, qn_searcher *searcher, qn__word_run *run, qn_error *error) {
  qn_article head;
  qn_status status =
      qn__store_head(&subject->segment->store, qn__searcher_store_reader(searcher), subject->doc, &head, error);
  if (status != QN_OK)
    return status;
  qn__word *words = qn__arena_alloc(qn__searcher_arena(searcher), subject->title_words * sizeof *words);
  if (words == NULL)
    return qn__fail_memory(error);
  size_t cursor = 0, n = 0, found = 1;
  while (found > 0 && n < subject->title_words) {
    found = qn__scan_words(head.title.data, head.title.size, &cursor, words + n, subject->title_words - n);
    n += found;
  }
  *run = (qn__word_run){words, 0, n};
  return QN_OK;
}

qn_status qn_searcher_title_highlights(qn_searcher *searcher, size_t i, const qn_range **ranges, size_t *n_ranges,
                                       qn_error *error) {
  shown_article subject;
  qn_status status = open_subject(&subject, searcher, i, error);
  if (status != QN_OK)
    return status;
  keep_title_matches(&subject);
  if (subject.n_matches == 0) {
    *ranges = NULL;
    *n_ranges = 0;
    return QN_OK;
  }
  qn__word_run run;
  status = scan_title(&subject, searcher, &run, error);
  if (status != QN_OK)
    return status;
  qn_range *marked = qn__arena_alloc(qn__searcher_arena(searcher), subject.n_matches * sizeof *marked);
  if (marked == NULL)
    return qn__fail_memory(error);
  *n_ranges = qn__mark_matches(&run, subject.matches, subject.n_matches, 0, marked);
  *ranges = marked;
  return QN_OK;
}
