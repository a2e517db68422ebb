/* SPDX-License-Identifier: MIT */
/* hits.c: what the last search found: where a hit lives, and the words of the query in it. */
#include "base/sized.h"
#include "result/searcher.h"
#include "snippets/article_marks.h"
#include "snippets/snippets.h"
#include "snippets/title_marks.h"

#include <inttypes.h>
#include <string.h>

enum { DEFAULT_SNIPPET_CHARS = 240 };

void qn__found_place(const qn_searcher *searcher, size_t at, qn__found *out) {
  if (at < searcher->rescoring.n) {
    const qn__candidate *hit = &searcher->rescoring.candidates[searcher->rescoring.order[at]];
    *out = (qn__found){hit->article, hit->score, hit->base, hit->parts};
  } else {
    const qn__ranked *hit = &searcher->top_k.heap[at];
    *out = (qn__found){hit->article, hit->score, hit->score, NULL};
  }
}

bool qn__found_hit(const qn_searcher *searcher, size_t i, qn__found *out) {
  const size_t at = searcher->options.offset + i;
  if (i >= searcher->n_hits)
    return false;
  if (searcher->collapse.most > 0)
    *out = searcher->collapsed[at];
  else
    qn__found_place(searcher, at, out);
  return true;
}

qn_status qn__locate(const qn_searcher *searcher, uint64_t article, qn__located *out, qn_error *error) {
  const qn__index_segment *segment = qn__index_locate(searcher->index, article);
  if (segment == NULL)
    return qn__fail(error, QN_INVALID, "the index has no article %" PRIu64, article);
  *out = (qn__located){(size_t)(segment - searcher->index->segments), segment, (uint32_t)(article - segment->first)};
  return QN_OK;
}

qn_status qn__locate_hit(const qn_searcher *searcher, size_t i, qn__located *out, qn_error *error) {
  qn__found hit;
  if (!qn__found_hit(searcher, i, &hit))
    return qn__fail(error, QN_INVALID, "the last search has %zu hits, and no hit %zu", searcher->n_hits, i);
  return qn__locate(searcher, hit.article, out, error);
}

void qn_searcher_hit_sized(const qn_searcher *searcher, size_t i, qn_hit *out, size_t size) {
  qn__found found;
  qn_hit hit = {0};
  if (qn__found_hit(searcher, i, &found)) {
    hit.article = found.article;
    hit.score = (double)found.score / searcher->plan.scale;
    hit.directory = qn__index_locate(searcher->index, found.article)->directory;
    hit.bm25 = (double)found.base / searcher->plan.scale;
    if (searcher->collapse.most > 0)
      hit.n_similar = searcher->collapse.shown[searcher->options.offset + i].n_similar;
  }
  qn__sized_write(out, size, &hit, sizeof hit);
}

/* --- the query's words in it ------------------------------------------------------------------------------------- */

qn_status qn__match_hits(qn_searcher *searcher, size_t number, qn__matched_segment **out, qn_error *error) {
  const size_t n_segments = searcher->index->n_segments;
  qn__arena *arena = &searcher->arena;
  if (searcher->matched == NULL) {
    searcher->matched = qn__arena_alloc(arena, n_segments * sizeof *searcher->matched);
    if (searcher->matched == NULL)
      return qn__fail_memory(error);
    for (size_t s = 0; s < n_segments; s++)
      searcher->matched[s] = NULL;
  }
  if (searcher->matched[number] == NULL) {
    qn__matched_segment *matched = qn__arena_alloc(arena, sizeof *matched);
    if (matched == NULL)
      return qn__fail_memory(error);
    qn_status status = qn__matched_segment_open(matched, &searcher->plan, number, searcher->store_reader, arena, error);
    if (status != QN_OK)
      return status;
    searcher->matched[number] = matched;
  }
  *out = searcher->matched[number];
  return QN_OK;
}

/* Titles and snippets ask for the same matches. */
static qn_status show_article(qn_searcher *searcher, qn__located at, qn__shown_article *out, qn_error *error) {
  const uint64_t article = at.segment->first + at.doc;
  qn_status status;
  if (article != searcher->matches_article) {
    qn__matched_segment *matched = NULL;
    searcher->matches_article = UINT64_MAX;
    status = qn__match_hits(searcher, at.number, &matched, error);
    if (status == QN_OK)
      status = qn__find_matches(matched, at.doc, &searcher->matches, error);
    if (status != QN_OK)
      return status;
    searcher->matches_article = article;
  }
  searcher->finder = (qn__place_finder){.plan = &searcher->plan,
                                        .analyzer = searcher->analyzer,
                                        .extras = &searcher->extras,
                                        .segment = at.segment->segment,
                                        .store_reader = searcher->store_reader,
                                        .doc = at.doc};
  *out = (qn__shown_article){.segment = at.segment->segment,
                             .doc = at.doc,
                             .matches = &searcher->matches,
                             .store_reader = searcher->store_reader,
                             .arena = &searcher->arena,
                             .finder = &searcher->finder,
                             .article = article};
  return QN_OK;
}

static qn_status show_hit(qn_searcher *searcher, size_t i, qn__shown_article *out, qn_error *error) {
  qn__located at = {0, NULL, 0};
  qn_status status = qn__locate_hit(searcher, i, &at, error);
  return status == QN_OK ? show_article(searcher, at, out, error) : status;
}

/* The options with their defaults. */
static qn_status read_options(qn_snippet_options *wanted, const qn_snippet_options *given, qn_error *error) {
  qn_status status = qn__options_read(wanted, sizeof *wanted, given, "qn_snippet_options", error);
  if (status != QN_OK)
    return status;
  if (wanted->max_snippets == 0)
    wanted->max_snippets = 1;
  if (wanted->max_chars == 0)
    wanted->max_chars = DEFAULT_SNIPPET_CHARS;
  return QN_OK;
}

/* What the search's hits have shown so far. */
static qn_status shown_before(qn_searcher *searcher, qn__shown_before **out, qn_error *error) {
  if (searcher->shown == NULL) {
    searcher->shown = qn__arena_alloc(&searcher->arena, sizeof *searcher->shown);
    if (searcher->shown == NULL)
      return qn__fail_memory(error);
    memset(searcher->shown, 0, sizeof *searcher->shown);
  }
  *out = searcher->shown;
  return QN_OK;
}

struct qn_snippets {
  qn__snippet_list list;
  const qn__shown_before *before; /* NULL: they are not to differ from others */
  uint64_t article;
};

qn_status qn_searcher_snippets(qn_searcher *searcher, size_t i, const qn_snippet_options *options,
                               const qn_snippets **out, qn_error *error) {
  qn_snippet_options wanted;
  qn__shown_article shown;
  qn_status status = read_options(&wanted, options, error);
  if (status == QN_OK)
    status = show_hit(searcher, i, &shown, error);
  if (status == QN_OK && wanted.differ)
    status = shown_before(searcher, &shown.before, error);
  if (status != QN_OK)
    return status;
  shown.keeps_lines = wanted.keep_lines;
  qn_snippets *cut = qn__arena_alloc(&searcher->arena, sizeof *cut);
  if (cut == NULL)
    return qn__fail_memory(error);
  status = qn__cut_snippets(&shown, wanted.max_snippets, wanted.max_chars, &cut->list, error);
  cut->before = shown.before;
  cut->article = shown.article;
  if (status == QN_OK)
    *out = cut;
  return status;
}

bool qn_snippets_shared(const qn_snippets *snippets) {
  qn__contexts contexts;
  if (snippets->before == NULL || snippets->list.n != 1)
    return false;
  qn__find_contexts(snippets->list.snippets, &contexts);
  return qn__find_repeat(snippets->before, &contexts, snippets->article) != QN__NEW;
}

size_t qn_snippets_count(const qn_snippets *snippets) {
  return snippets->list.n;
}

bool qn_snippets_get_sized(const qn_snippets *snippets, size_t k, qn_snippet *out, size_t size) {
  const qn_snippet none = {.offset = 0};
  bool found = k < snippets->list.n;
  qn__sized_write(out, size, found ? &snippets->list.snippets[k] : &none, sizeof none);
  return found;
}

qn_status qn_searcher_title_highlights(qn_searcher *searcher, size_t i, const qn_range **ranges, size_t *n_ranges,
                                       qn_error *error) {
  qn__shown_article shown;
  qn_status status = show_hit(searcher, i, &shown, error);
  return status == QN_OK ? qn__highlight_title(&shown, ranges, n_ranges, error) : status;
}

/* --- a whole article ---------------------------------------------------------------------------------------------- */

typedef struct highlight_visit {
  bool (*visit)(void *context, bool in_title, qn_range range);
  void *context;
} highlight_visit;

static bool visit_in_text(void *context, qn_range range) {
  const highlight_visit *to = context;
  return to->visit(to->context, false, range);
}

qn_status qn_searcher_each_highlight(qn_searcher *searcher, uint64_t article,
                                     bool (*visit)(void *context, bool in_title, qn_range range), void *context,
                                     qn_error *error) {
  qn__located at = {0, NULL, 0};
  qn__shown_article shown;
  const qn_range *ranges;
  size_t n = 0;
  bool goes_on = true;
  qn_status status = qn__locate_live(searcher, article, &at, error);
  if (searcher->plan.index == NULL) /* it has not searched yet */
    return status;
  if (status == QN_OK)
    status = show_article(searcher, at, &shown, error);
  if (status == QN_OK)
    status = qn__highlight_title(&shown, &ranges, &n, error);
  for (size_t i = 0; status == QN_OK && goes_on && i < n; i++)
    goes_on = visit(context, true, ranges[i]);
  if (status != QN_OK || !goes_on)
    return status;
  return qn__each_mark(&shown, visit_in_text, &(highlight_visit){visit, context}, error);
}
