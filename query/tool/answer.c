/* SPDX-License-Identifier: MIT */
/* answer.c: asks the library everything that the output will show. */
#include "tool/answer.h"

#include "base/memory.h"
#include "base/status.h"
#include "tool/output_format.h"

#include <time.h>

static double now_us(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

static qn_status search(search_answer *answer, qn_searcher *searcher, const tool_options *options) {
  qn_query_options parsing = QN_QUERY_OPTIONS_INIT;
  parsing.mode = options->words || options->format->plain_words ? QN_QUERY_WORDS : QN_QUERY_SYNTAX;
  parsing.all = options->all;
  parsing.strict = options->strict;
  qn_status status = qn_query_parse(&answer->query, answer->text, answer->text_size, &parsing, &answer->error);
  if (status != QN_OK)
    return status;

  qn_search_options searching = QN_SEARCH_OPTIONS_INIT;
  searching.limit = (size_t)options->limit;
  searching.no_hits = options->limit == 0;
  searching.offset = (size_t)options->offset;
  searching.count = options->format->shows & SHOWS_TOTAL ? (qn_count)options->count : QN_COUNT_NONE;
  searching.rank = (qn_rank)options->rank;
  if (options->k1 >= 0)
    searching.k1 = (float)options->k1;
  if (options->b >= 0)
    searching.b = (float)options->b;
  searching.zero_k1 = searching.k1 == 0.0f && options->k1 >= 0;
  searching.zero_b = searching.b == 0.0f && options->b >= 0;
  searching.exhaustive = options->exhaustive;
  return qn_search(searcher, answer->query, &searching, &answer->hits, &answer->error);
}

static qn_status fetch(found_article *found, size_t i, qn_searcher *searcher, const tool_options *options,
                       qn_error *error) {
  *found = (found_article){.explanation = NULL};
  qn_searcher_hit(searcher, i, &found->hit);
  qn_status status = qn_searcher_metadata(searcher, found->hit.article, &found->article, error);
  if (status != QN_OK || !(options->format->shows & SHOWS_PASSAGES))
    return status;
  status = qn_searcher_title_highlights(searcher, i, &found->title_ranges, &found->n_title_ranges, error);
  if (status == QN_OK && options->snippets > 0) {
    qn_snippet_options cutting = QN_SNIPPET_OPTIONS_INIT;
    cutting.max_snippets = (size_t)options->snippets;
    status = qn_searcher_snippets(searcher, i, &cutting, &found->snippets, error);
  }
  if (status == QN_OK && options->explain)
    status = qn_searcher_explain(searcher, i, &found->explanation, error);
  return status;
}

static qn_status fetch_all(search_answer *answer, qn_searcher *searcher, const tool_options *options) {
  size_t n_hits = answer->hits.n_hits;
  if (n_hits > answer->capacity) {
    found_article *larger = qn__realloc(answer->found, n_hits * sizeof *larger);
    if (larger == NULL)
      return qn__fail_memory(&answer->error);
    answer->found = larger;
    answer->capacity = n_hits;
  }
  for (size_t i = 0; i < n_hits; i++) {
    qn_status status = fetch(&answer->found[i], i, searcher, options, &answer->error);
    if (status != QN_OK)
      return status;
  }
  answer->n_found = n_hits;
  return QN_OK;
}

void answer_query(search_answer *answer, qn_searcher *searcher, const tool_options *options) {
  qn_query_free(answer->query);
  answer->query = NULL;
  answer->hits = (qn_hits){.n_hits = 0};
  answer->n_found = 0;
  double start = now_us();
  answer->status = search(answer, searcher, options);
  double searched = now_us();
  if (answer->status == QN_OK)
    answer->status = fetch_all(answer, searcher, options);
  answer->took_us = searched - start;
  answer->fetch_us = now_us() - searched;
}

cli_exit answer_exit(const search_answer *answer) {
  if (answer->status != QN_OK)
    return cli_exit_of(answer->status);
  return answer->hits.n_hits > 0 || answer->hits.total > 0 ? EXIT_DONE : EXIT_NEGATIVE;
}

void answer_clear(search_answer *answer) {
  qn_query_free(answer->query);
  qn__free(answer->found);
}
