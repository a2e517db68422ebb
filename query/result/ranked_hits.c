/* SPDX-License-Identifier: MIT */
/* ranked_hits.c: which articles are the hits, in what order: the best by stage 1, of which the first are scored again;
 * or those in the order that the options ask for. */
#include "plan/field_values.h"
#include "result/searcher.h"

#include <time.h>

static qn_status open_segment(void *context, size_t number, qn__matched_segment **out, qn_error *error) {
  return qn__match_hits(context, number, out, error);
}

static qn__bonuses bonuses_of(const qn_search_options *options) {
  const int64_t now = options->now != 0 || !(options->recency_days > 0.0) ? options->now : (int64_t)time(NULL);
  return (qn__bonuses){options->recency_days, now, options->boost_column, options->boost_is_count};
}

/* A bonus for what no article has leaves scores as they are: warns of it, by the name of the column. */
static qn_status warn_if_unknown(qn_searcher *searcher, const char *column, qn__column_type type, const char *warning,
                                 qn_error *error) {
  unsigned types = 0;
  qn_status status = qn__field_types(searcher->index, qn_string_of(column), &types, error);
  if (status != QN_OK || (types & 1u << type) != 0)
    return status;
  return qn__plan_warn(&searcher->plan, &searcher->arena, warning, column) ? QN_OK : qn__fail_memory(error);
}

static qn_status warn_of_unknown_bonuses(qn_searcher *searcher, qn_error *error) {
  const qn_search_options *options = &searcher->options;
  qn_status status = QN_OK;
  if (options->boost_column != NULL)
    status = warn_if_unknown(searcher, options->boost_column, QN__COLUMN_NUMBER,
                             "no article has a number %s to be boosted by", error);
  if (status == QN_OK && options->recency_days > 0.0)
    status = warn_if_unknown(searcher, "date", QN__COLUMN_DATE, "no article has a %s to be recent by", error);
  return status;
}

/* Lets the caller score the first n hits again.  It may read articles: they are kept one at a time. */
static qn_status rescore_by_caller(qn_searcher *searcher, qn__rescoring *r, uint32_t n, qn_error *error) {
  const qn_search_options *options = &searcher->options;
  searcher->is_visiting = true;
  qn_status status = qn__rescore_by_caller(r, n < r->n ? n : r->n, options->rescore, options->rescore_context, error);
  searcher->is_visiting = false;
  return status;
}

/* Scores the first hits again: the first `wanted` are then in order. */
static qn_status rescore(qn_searcher *searcher, size_t wanted, qn_error *error) {
  const size_t n = searcher->top_k.n < QN__RESCORED ? searcher->top_k.n : QN__RESCORED;
  qn__rescoring r = {.plan = &searcher->plan,
                     .weights = searcher->options.profile != NULL ? &searcher->profile : searcher->weights,
                     .bonuses = bonuses_of(&searcher->options),
                     .analyzer = searcher->analyzer,
                     .arena = &searcher->arena,
                     .interrupt = &searcher->interrupt,
                     .opener = {open_segment, searcher}};
  const size_t by_caller = searcher->options.rescore == NULL ? 0 : searcher->options.rescored;
  qn_status status = warn_of_unknown_bonuses(searcher, error);
  if (status == QN_OK)
    status =
        qn__rescore(&r, searcher->top_k.heap, (uint32_t)n, (uint32_t)(wanted > by_caller ? wanted : by_caller), error);
  if (status == QN_OK && by_caller > 0)
    status = rescore_by_caller(searcher, &r, (uint32_t)by_caller, error);
  if (status == QN_OK)
    searcher->rescoring = r;
  return status;
}

/* Finds the best k articles, and those that stage 2 chooses from. */
static qn_status find_best(qn_searcher *searcher, size_t k, qn_error *error) {
  const bool rescores = searcher->options.rank == QN_RANK_DEFAULT && k > 0 && searcher->collapse.n == 0;
  qn_status status = QN_OK;
  if (rescores)
    status = qn__top_k_begin(&searcher->top_k, k < QN__RESCORED ? QN__RESCORED : k, error);
  if (status == QN_OK)
    status = qn__run_unlike(searcher, &searcher->top_k.sink, error);
  if (status != QN_OK)
    return status;
  if (!rescores || searcher->top_k.n > QN__RESCORED) /* else all of them get another order */
    qn__top_k_sort(&searcher->top_k);
  return rescores ? rescore(searcher, k, error) : QN_OK;
}

/* Finds the k articles after one of the first, which are in an order of their own; *found says whether it is one. */
static qn_status find_after_rescored(qn_searcher *searcher, size_t k, uint64_t article, bool *found, qn_error *error) {
  size_t at = 0;
  qn_status status = find_best(searcher, QN__RESCORED + k, error);
  const qn__rescoring *r = &searcher->rescoring;
  while (at < r->n && r->candidates[r->order[at]].article != article)
    at++;
  *found = at < r->n;
  if (*found) {
    searcher->in_order = false;
    searcher->options.offset += at + 1;
    return status;
  }
  searcher->rescoring.n = 0;
  return status == QN_OK ? qn__top_k_begin(&searcher->top_k, k, error) : status;
}

static qn_status find_in_order(qn_searcher *searcher, size_t k, qn_error *error) {
  const qn__sorted_place *after;
  bool found = false;
  qn_status status = qn__read_after(searcher, &after, error);
  if (status == QN_OK && k > 0 && searcher->options.n_sort == 0 && searcher->options.rank == QN_RANK_DEFAULT)
    status = find_after_rescored(searcher, k, after->article, &found, error);
  return status == QN_OK && !found ? qn__search_in_order(searcher, k, after, error) : status;
}

qn_status qn__find_hits(qn_searcher *searcher, size_t k, qn_error *error) {
  return searcher->in_order ? find_in_order(searcher, k, error) : find_best(searcher, k, error);
}
