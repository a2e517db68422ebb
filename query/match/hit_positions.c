/* SPDX-License-Identifier: MIT */
/* hit_positions.c: finds the query's words in one article through their positions. */
#include "match/hit_positions.h"

#include "result/searcher.h"

#include <string.h>

static qn_status reserve(qn_searcher *searcher, size_t n, qn_error *error) {
  if (n <= searcher->matches_capacity)
    return QN_OK;
  size_t capacity = n + n / 2 + 64;
  qn__match *matches = qn__arena_alloc(&searcher->arena, capacity * sizeof *matches);
  if (matches == NULL)
    return qn__fail_memory(error);
  if (searcher->matches != NULL)
    memcpy(matches, searcher->matches, searcher->matches_capacity * sizeof *matches);
  searcher->matches = matches;
  searcher->matches_capacity = capacity;
  return QN_OK;
}

/* How many of the leaf's occurrences count: all, or those before `title_end` if it is sought in the title. */
static size_t count_occurrences(const qn__leaf_cursor *cursor, uint32_t title_end) {
  size_t n = cursor->positions.n < QN__MATCHES_PER_LEAF ? cursor->positions.n : QN__MATCHES_PER_LEAF;
  while (cursor->leaf->title && n > 0 && cursor->positions.data[n - 1] >= title_end)
    n--;
  return n;
}

/* Adds a leaf's occurrences in the article of its cursor. */
static qn_status add_matches(qn_searcher *searcher, uint32_t leaf, uint32_t title_end, size_t *n_matches,
                             qn_error *error) {
  qn__leaf_cursor *cursor = &searcher->cursors[leaf];
  uint32_t words = cursor->leaf->offsets[cursor->leaf->n_words - 1] + 1;
  qn_status status = qn__leaf_cursor_positions(cursor, error);
  size_t n = status == QN_OK ? count_occurrences(cursor, title_end) : 0;
  if (status == QN_OK)
    status = reserve(searcher, *n_matches + n, error);
  if (status != QN_OK)
    return status;
  for (size_t i = 0; i < n; i++)
    searcher->matches[(*n_matches)++] = (qn__match){cursor->positions.data[i], words, leaf, (float)cursor->leaf->idf};
  return QN_OK;
}

static bool comes_after(const qn__match *a, const qn__match *b) {
  if (a->position != b->position)
    return a->position > b->position;
  return a->words != b->words ? a->words < b->words : a->leaf > b->leaf;
}

/* Sorts in place, without memory. */
static void sort_matches(qn__match *matches, size_t n) {
  for (size_t gap = n / 2; gap > 0; gap = gap == 2 ? 1 : gap * 5 / 11)
    for (size_t i = gap; i < n; i++) {
      qn__match match = matches[i];
      size_t at = i;
      for (; at >= gap && comes_after(&matches[at - gap], &match); at -= gap)
        matches[at] = matches[at - gap];
      matches[at] = match;
    }
}

/* Finds the matches in an article of a segment; those of words sought in the title end at `title_end`. */
static qn_status find_matches(qn_searcher *searcher, size_t segment, uint32_t doc, uint32_t title_end, size_t *n,
                              qn_error *error) {
  *n = 0;
  for (uint32_t i = 0; i < searcher->plan.n_leaves; i++) {
    qn__leaf_cursor *cursor = &searcher->cursors[i];
    if (cursor->leaf->repetitions == 0)
      continue;
    bool has = false;
    qn_status status = qn__leaf_cursor_begin(cursor, &searcher->plan, segment, error);
    if (status == QN_OK)
      status = qn__leaf_cursor_visit(cursor, doc, &has, error);
    if (status == QN_OK && has)
      status = add_matches(searcher, i, title_end, n, error);
    if (status != QN_OK)
      return status;
  }
  sort_matches(searcher->matches, *n);
  return QN_OK;
}

/* Finds them; words sought in the title are found in the text too where nothing else is. */
static qn_status find_in(qn_searcher *searcher, size_t segment, const qn__located *located, qn_error *error) {
  uint32_t title_words = 0;
  qn_status status = qn__title_words(&located->segment->lengths, located->doc, &title_words, error);
  uint32_t title_end = qn__text_position(title_words, located->segment->meta.settings.title_weight);
  size_t *n = &searcher->n_matches;
  if (status == QN_OK)
    status = find_matches(searcher, segment, located->doc, title_end, n, error);
  if (status == QN_OK && *n > 0 && searcher->matches[*n - 1].position < title_end)
    status = find_matches(searcher, segment, located->doc, UINT32_MAX, n, error);
  return status;
}

qn_status qn__find_matches(qn_searcher *searcher, uint64_t article, const qn__match **matches, size_t *n_matches,
                           qn_error *error) {
  qn__located located = {NULL, 0, 0};
  qn_status status = qn__locate(searcher, article, &located, error);
  if (status != QN_OK)
    return status;
  if (article != searcher->matches_article) { /* titles and snippets ask for the same ones */
    size_t segment = (size_t)(qn__index_locate(searcher->index, article) - searcher->index->segments);
    searcher->matches_article = UINT64_MAX;
    status = find_in(searcher, segment, &located, error);
    if (status != QN_OK)
      return status;
    searcher->matches_article = article;
  }
  *matches = searcher->matches;
  *n_matches = searcher->n_matches;
  return QN_OK;
}
