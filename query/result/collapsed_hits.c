/* SPDX-License-Identifier: MIT */
/* collapsed_hits.c: hits that stand for others.  The best articles are searched for until there are enough that are
 * like none before: each round finds twice as many, of those that are like no hit of the rounds before.  The first one
 * has all that stage 2 puts in order.  Then one walk over all matches counts what is like each hit. */
#include "result/searcher.h"

#include <inttypes.h>
#include <string.h>

bool qn__is_collapse(const qn_search_options *options, qn_error *error) {
  const bool by_column = options->collapse == QN_COLLAPSE_COLUMN;
  const bool makes_sense =
      (unsigned)options->collapse <= QN_COLLAPSE_COLUMN && by_column == (options->collapse_column != NULL);
  const bool after_token = qn__has_token(options);
  const bool refused = makes_sense && options->collapse != QN_COLLAPSE_NONE && after_token;
  if (!makes_sense)
    qn__fail(error, QN_INVALID, "hits collapse that are near-duplicates, or by a column that has a name");
  else if (refused)
    qn__fail(error, QN_INVALID, "no page of collapsed hits begins after a token: skip those of the pages before");
  return makes_sense && !refused;
}

static qn_status keep_column(qn_searcher *searcher, const char **column, qn_error *error) {
  unsigned types = 0;
  *column = searcher->options.collapse_column;
  if (*column == NULL)
    return QN_OK;
  *column = qn__arena_copy(&searcher->arena, *column, strlen(*column));
  if (*column == NULL)
    return qn__fail_memory(error);
  qn_status status = qn__field_types(searcher->index, qn_string_of(*column), &types, error);
  if (status == QN_OK && types == 0 &&
      !qn__plan_warn(&searcher->plan, &searcher->arena, "no article has a field %s to collapse by", *column))
    return qn__fail_memory(error);
  return status;
}

/* Takes the articles that were found as hits, in order, until there are enough. */
static qn_status offer_found(qn_searcher *searcher, qn_error *error) {
  qn__collapse *collapse = &searcher->collapse;
  qn_status status = QN_OK;
  for (size_t i = 0; i < searcher->top_k.n && collapse->n < collapse->most && status == QN_OK; i++) {
    qn__found *found = &searcher->collapsed[collapse->n]; /* a hit only if it is like none */
    qn__found_place(searcher, i, found);
    status = qn__collapse_offer(collapse, found->article, error);
  }
  return status;
}

static qn_status begin_collapse(qn_searcher *searcher, size_t k, qn_error *error) {
  const char *column = NULL;
  qn_status status = keep_column(searcher, &column, error);
  if (status == QN_OK)
    status = qn__collapse_begin(&searcher->collapse, searcher->index, column, k, &searcher->arena, error);
  if (status != QN_OK)
    return status;
  searcher->collapsed = qn__arena_alloc(&searcher->arena, k * sizeof *searcher->collapsed);
  return searcher->collapsed == NULL ? qn__fail_memory(error) : QN_OK;
}

static qn_status count_similar_to_hits(qn_searcher *searcher, qn_error *error) {
  qn__similar_counter counter;
  qn__similar_counter_begin(&counter, &searcher->collapse);
  qn_status status = qn__run_into(searcher, &counter.sink, error);
  if (status == QN_OK && counter.status != QN_OK && error != NULL)
    *error = counter.error;
  return status != QN_OK ? status : counter.status;
}

qn_status qn__find_collapsed(qn_searcher *searcher, size_t k, qn_error *error) {
  const qn__collapse *collapse = &searcher->collapse;
  bool more = true;
  qn_status status = begin_collapse(searcher, k, error);
  for (size_t wanted = 2 * k + QN__RESCORED; status == QN_OK && more; wanted *= 2) {
    searcher->rescoring.n = 0;
    status = qn__top_k_begin(&searcher->top_k, wanted, error);
    if (status == QN_OK)
      status = qn__find_hits(searcher, wanted, error);
    if (status == QN_OK)
      status = offer_found(searcher, error);
    more = searcher->top_k.n == wanted && collapse->n < k;
  }
  if (status != QN_OK)
    return status;
  searcher->top_k.n = collapse->n;
  return count_similar_to_hits(searcher, error);
}

qn_status qn__run_unlike(qn_searcher *searcher, qn__sink *sink, qn_error *error) {
  qn__unlike_filter filter;
  if (searcher->collapse.n == 0)
    return qn__run_into(searcher, sink, error);
  qn__unlike_filter_begin(&filter, &searcher->collapse, sink);
  qn_status status = qn__run_into(searcher, &filter.sink, error);
  if (status == QN_OK && filter.status != QN_OK && error != NULL)
    *error = filter.error;
  return status != QN_OK ? status : filter.status;
}

qn_status qn_searcher_similar(const qn_searcher *searcher, size_t i, const uint64_t **articles, size_t *n,
                              qn_error *error) {
  if (searcher == NULL || articles == NULL || n == NULL)
    return qn__fail(error, QN_INVALID, "similar articles are those of a searcher's hit");
  if (i >= searcher->n_hits)
    return qn__fail(error, QN_INVALID, "the last search has %zu hits, and no hit %zu", searcher->n_hits, i);
  *n = 0;
  *articles = NULL;
  if (searcher->collapse.most == 0)
    return QN_OK;
  const qn__shown_hit *hit = &searcher->collapse.shown[searcher->options.offset + i];
  *articles = hit->similar;
  *n = hit->n_similar < QN__SIMILAR_KEPT ? (size_t)hit->n_similar : QN__SIMILAR_KEPT;
  return QN_OK;
}
