/* SPDX-License-Identifier: MIT */
/* searcher.c: a search from options to hits. */
#include "result/searcher.h"

#include "base/memory.h"
#include "base/sized.h"
#include "collect/each_match.h"
#include "plan/expansion.h"
#include "plan/statistics.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#define MOST_SECONDS (INT64_C(1) << 53) /* either way from 1970: dates count in milliseconds or less */

enum {
  DEFAULT_LIMIT = 10,
  MAX_HITS = 10000,
  FAST_COUNT = 1000, /* matches that QN_COUNT_FAST counts exactly, or more if more hits are wanted */
};

qn_status qn_searcher_new(qn_searcher **out, const qn_index *index, qn_error *error) {
  if (out == NULL || index == NULL)
    return qn__fail(error, QN_INVALID, "a searcher needs an index");
  qn_searcher *searcher = qn__calloc(1, sizeof *searcher);
  if (searcher == NULL)
    return qn__fail_memory(error);
  searcher->index = index;
  searcher->weights = &qn__default_weights;
  qn__arena_init(&searcher->arena);
  qn__arena_init(&searcher->article);
  qn__arena_init(&searcher->suggested);
  qn__buffer_init(&searcher->text);
  qn__filter_memory_init(&searcher->filter_memory);
  qn__top_k_init(&searcher->top_k);
  qn_status status = qn__analyzer_new(&searcher->analyzer, error);
  if (status == QN_OK)
    status = qn__store_reader_new(&searcher->store_reader, error);
  if (status == QN_OK)
    *out = searcher;
  else
    qn_searcher_free(searcher);
  return status;
}

void qn_searcher_free(qn_searcher *searcher) {
  if (searcher == NULL)
    return;
  qn__analyzer_free(searcher->analyzer);
  qn__store_reader_free(searcher->store_reader);
  qn__extras_clear(&searcher->extras);
  qn__top_k_clear(&searcher->top_k);
  qn__buffer_clear(&searcher->text);
  qn__filter_memory_clear(&searcher->filter_memory);
  qn__arena_clear(&searcher->article);
  qn__arena_clear(&searcher->suggested);
  qn_searcher_free(searcher->suggester);
  qn__arena_clear(&searcher->arena);
  qn__free(searcher);
}

qn_status qn__keep_text(qn_searcher *searcher, qn__arena *arena, const char **out, qn_error *error) {
  qn__buffer *text = &searcher->text;
  const char *copy = text->failed ? NULL : qn__arena_copy(arena, (const char *)text->data, text->size);
  if (copy == NULL) {
    qn__buffer_clear(text);
    return qn__fail_memory(error);
  }
  *out = copy;
  return QN_OK;
}

/* --- Searching --- */

/* A value whose 0 is the default unless it is meant; *value becomes the one to use. */
static qn_status resolve_parameter(float *value, bool zero, float fallback, float most, const char *name,
                                   qn_error *error) {
  if (!(*value >= 0.0f && *value <= most) || (zero && *value > 0.0f))
    return qn__fail(error, QN_INVALID, "%s is 0 to %g, not %g", name, (double)most, (double)*value);
  if (*value == 0.0f && !zero)
    *value = fallback;
  return QN_OK;
}

/* Checks the options and puts the defaults where they leave it open; a limit of 0 then means no hits. */
static qn_status resolve_options(qn_search_options *options, const qn_index *index, qn_error *error) {
  if (options->no_hits)
    options->limit = 0;
  else if (options->limit == 0)
    options->limit = DEFAULT_LIMIT;
  if (options->limit > MAX_HITS || options->offset > MAX_HITS - options->limit)
    return qn__fail(error, QN_INVALID, "limit and offset are at most %d together, not %zu and %zu", MAX_HITS,
                    options->limit, options->offset);
  if (isnan(options->timeout_s))
    return qn__fail(error, QN_INVALID, "the timeout is not a number");
  if (!(options->recency_days >= 0.0))
    return qn__fail(error, QN_INVALID, "recency is 0 days or more, not %g", options->recency_days);
  if (options->now > MOST_SECONDS || options->now < -MOST_SECONDS)
    return qn__fail(error, QN_INVALID, "now is not a time in seconds: %" PRId64, options->now);
  if ((unsigned)options->count > QN_COUNT_ONLY || (unsigned)options->rank > QN_RANK_BM25)
    return qn__fail(error, QN_INVALID, "there is no such way to count or to rank");
  if (options->filters == NULL && options->n_filters > 0)
    return qn__fail(error, QN_INVALID, "there are %zu filters at no address", options->n_filters);
  for (size_t i = 0; i < options->n_filters; i++)
    if (options->filters[i].column == NULL || options->filters[i].value == NULL)
      return qn__fail(error, QN_INVALID, "filter %zu has no column or no value", i);
  if (!qn__is_order(options, error) || !qn__are_facets(options, error) || !qn__is_collapse(options, error))
    return QN_INVALID;
  if (options->max_expansions > QN__EXPANSION_MAX)
    return qn__fail(error, QN_INVALID, "a word stands for at most %d words, not %zu", QN__EXPANSION_MAX,
                    options->max_expansions);
  if (options->rescore != NULL && (options->rank != QN_RANK_DEFAULT || options->n_sort > 0))
    return qn__fail(error, QN_INVALID, "a callback scores the first hits of QN_RANK_DEFAULT, without sort");
  if (options->rescored > QN__RESCORED)
    return qn__fail(error, QN_INVALID, "a callback scores at most %d hits, not %zu", QN__RESCORED, options->rescored);
  if (options->rescored == 0)
    options->rescored = QN__RESCORED;
  const qn_statistics *statistics = options->statistics;
  if (statistics != NULL && statistics->title_weight != index->title_weight)
    return qn__fail(error, QN_MISMATCH, "the statistics are of indexes with the title weight %u, and this one has %u",
                    statistics->title_weight, index->title_weight);
  qn_status status = resolve_parameter(&options->k1, options->zero_k1, QN__DEFAULT_K1, 10.0f, "k1", error);
  if (status == QN_OK)
    status = resolve_parameter(&options->b, options->zero_b, QN__DEFAULT_B, 1.0f, "b", error);
  return status;
}

/* Forgets the last search. */
static void reset(qn_searcher *searcher, const qn_search_options *options) {
  qn__arena_reset(&searcher->arena);
  searcher->options = *options;
  searcher->plan = (qn__plan){.index = searcher->index};
  searcher->n_hits = 0;
  searcher->rescoring.n = 0;
  searcher->matched = NULL;
  searcher->shown = NULL;
  searcher->filters = NULL;
  searcher->sorted = (qn__sorted){.n = 0};
  searcher->facets = (qn__facets){.n_facets = 0};
  searcher->collapse = (qn__collapse){.n = 0};
  searcher->matches = (qn__match_list){.n = 0};
  searcher->matches_article = UINT64_MAX;
  qn__interrupt_begin(&searcher->interrupt, options);
}

static uint64_t count_limit(const qn_search_options *options) {
  switch (options->count) {
  case QN_COUNT_NONE:
    return 0;
  case QN_COUNT_FAST:
    return FAST_COUNT;
  default:
    return UINT64_MAX;
  }
}

static qn_status make_filters(qn_searcher *searcher, qn_error *error) {
  const size_t n = searcher->index->n_segments;
  if (searcher->plan.n_filters == 0)
    return QN_OK;
  searcher->filters = qn__arena_alloc(&searcher->arena, n * sizeof *searcher->filters);
  if (searcher->filters == NULL)
    return qn__fail_memory(error);
  for (size_t s = 0; s < n; s++)
    searcher->filters[s] = NULL;
  return qn__filter_memory_begin(&searcher->filter_memory, &searcher->plan, error);
}

qn_status qn__run_into(qn_searcher *searcher, qn__sink *sink, qn_error *error) {
  qn__search_context context = {.plan = &searcher->plan,
                                .sink = sink,
                                .exhaustive = searcher->options.exhaustive,
                                .arena = &searcher->arena,
                                .store_reader = searcher->store_reader,
                                .filters = searcher->filters,
                                .filter_memory = &searcher->filter_memory,
                                .scratch = &searcher->scratch,
                                .interrupt = &searcher->interrupt};
  return sink->is_full ? QN_OK : qn__run_plan(&context, error);
}

/* Plans the query, and makes room for the filters of each segment. */
static qn_status plan_query(qn_searcher *searcher, const qn_query *query, qn_error *error) {
  qn_status status = qn__plan_build(&searcher->plan, query, searcher->index, &searcher->options, &searcher->interrupt,
                                    &searcher->saturation, searcher->analyzer, &searcher->arena, error);
  return status == QN_OK ? make_filters(searcher, error) : status;
}

const char *qn_searcher_warning(const qn_searcher *searcher, size_t i) {
  const qn__plan_warning *warning = searcher->plan.warnings;
  for (; warning != NULL && i > 0; i--)
    warning = warning->next;
  return warning == NULL ? NULL : warning->text;
}

/* Articles that rank above the hits. */
static uint64_t n_above(const qn_searcher *searcher) {
  return searcher->sorted.n_before + searcher->options.offset;
}

/* Whether a sink has seen all matches on its way: then it has counted them. */
static bool were_seen(const qn_searcher *searcher, uint64_t *n) {
  if (searcher->facets.n_facets > 0)
    *n = searcher->facets.n_seen;
  else if (searcher->collapse.most > 0)
    *n = searcher->collapse.n_seen;
  else if (qn__saw_all(searcher))
    *n = searcher->sorted.n_seen;
  else
    return false;
  return true;
}

/* Counts the matches, unless they were seen anyway.  A total is never below the rank of a hit. */
static qn_status count_matches(qn_searcher *searcher, qn_error *error) {
  qn__counter *counter = &searcher->counter;
  qn_status status = QN_OK;
  const uint64_t shown = n_above(searcher) + searcher->options.limit;
  if (searcher->options.count == QN_COUNT_FAST && counter->limit < shown)
    counter->limit = shown;
  if (searcher->facets.n_facets > 0)
    status = qn__run_into(searcher, &searcher->facets.sink, error);
  if (searcher->options.count == QN_COUNT_NONE)
    return status;
  if (were_seen(searcher, &counter->counted))
    counter->limit = UINT64_MAX;
  else
    status = qn__run_into(searcher, &counter->sink, error);
  return status;
}

static qn_status run(qn_searcher *searcher, const qn_query *query, qn_error *error) {
  const qn_search_options *options = &searcher->options;
  size_t k = options->count == QN_COUNT_ONLY || options->limit == 0 ? 0 : options->limit + options->offset;
  qn__counter_begin(&searcher->counter, count_limit(options));
  qn_status status = qn__top_k_begin(&searcher->top_k, k, error);
  if (status == QN_OK)
    status = plan_query(searcher, query, error);
  if (status == QN_OK)
    status = qn__begin_order(searcher, query, error);
  if (status == QN_OK)
    status = qn__begin_facets(searcher, error);
  if (status == QN_OK && searcher->plan.n_leaves > 0) {
    const bool collapses = options->collapse != QN_COLLAPSE_NONE && k > 0;
    status = collapses ? qn__find_collapsed(searcher, k, error) : qn__find_hits(searcher, k, error);
    if (status == QN_OK)
      status = count_matches(searcher, error);
  }
  return status == QN_OK ? qn__facets_end(&searcher->facets, error) : status;
}

static void fill_hits(qn_searcher *searcher, qn_hits *hits, size_t size) {
  const qn_search_options *options = &searcher->options;
  const qn__counter *counter = &searcher->counter;
  size_t found = searcher->top_k.n > options->offset ? searcher->top_k.n - options->offset : 0;
  searcher->n_hits = found < options->limit ? found : options->limit;
  bool stopped = options->count == QN_COUNT_FAST && counter->counted > counter->limit;
  qn_hits filled = {.n_hits = searcher->n_hits,
                    .total = stopped ? counter->limit : counter->counted,
                    .total_exact = !stopped && options->count != QN_COUNT_NONE,
                    .total_known = options->count != QN_COUNT_NONE,
                    .first_rank = n_above(searcher) + 1};
  qn__sized_write(hits, size, &filled, sizeof filled);
}

/* Reads the options, and begins a search with them.  Functions of the program that a search calls have no other one to
 * begin: it would take the memory of the first. */
static qn_status begin_search(qn_searcher *searcher, const qn_search_options *options, qn_error *error) {
  qn_search_options resolved;
  if (searcher->is_visiting)
    return qn__fail(error, QN_INVALID, "the searcher is in use: a search of it has not ended");
  qn_status status = qn__options_read(&resolved, sizeof resolved, options, "qn_search_options", error);
  if (status == QN_OK)
    status = resolve_options(&resolved, searcher->index, error);
  if (status == QN_OK && resolved.profile != NULL)
    status = qn__read_profile(&searcher->profile, resolved.profile, error);
  if (status == QN_OK)
    reset(searcher, &resolved);
  return status;
}

qn_status qn_search_sized(qn_searcher *searcher, const qn_query *query, const qn_search_options *options, qn_hits *hits,
                          size_t size, qn_error *error) {
  if (searcher == NULL || query == NULL || hits == NULL)
    return qn__fail(error, QN_INVALID, "a search needs a searcher, a query and room for its hits");
  qn_status status = begin_search(searcher, options, error);
  if (status != QN_OK)
    return status;
  status = run(searcher, query, error);
  if (status == QN_OK)
    fill_hits(searcher, hits, size);
  else
    reset(searcher, &searcher->options);
  return status;
}

qn_status qn_search_each(qn_searcher *searcher, const qn_query *query, const qn_search_options *options,
                         bool (*visit)(void *context, uint64_t article), void *context, qn_error *error) {
  qn__each_match each;
  if (searcher == NULL || query == NULL || visit == NULL)
    return qn__fail(error, QN_INVALID, "a search needs a searcher, a query and a function to call with each match");
  qn_status status = begin_search(searcher, options, error);
  if (status != QN_OK)
    return status;
  if (searcher->options.n_sort > 0 || qn__has_token(&searcher->options) || searcher->options.n_facets > 0 ||
      searcher->options.collapse != QN_COLLAPSE_NONE)
    return qn__fail(error, QN_INVALID,
                    "matches are visited in the order of the index: without sort, after, facets and collapse");
  qn__each_match_begin(&each, visit, context);
  searcher->is_visiting = true;
  status = plan_query(searcher, query, error);
  if (status == QN_OK && searcher->plan.n_leaves > 0)
    status = qn__run_into(searcher, &each.sink, error);
  searcher->is_visiting = false;
  searcher->plan = (qn__plan){.index = searcher->index, .warnings = searcher->plan.warnings}; /* there are no hits */
  return status;
}
