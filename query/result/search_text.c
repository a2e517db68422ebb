/* SPDX-License-Identifier: MIT */
/* search_text.c: a whole search in one call, from a text to results that can be shown. */
#include "base/sized.h"
#include "quern.h"

#include <string.h>

/* What one result is put together from. */
typedef struct result_parts {
  qn_searcher *searcher;
  qn_query *query;
  qn_hits hits;
} result_parts;

static qn_status read_snippet(qn_searcher *searcher, size_t i, qn_snippet *snippet, qn_error *error) {
  const qn_snippets *snippets = NULL;
  qn_snippet_options cutting = QN_SNIPPET_OPTIONS_INIT;
  cutting.differ = true;
  qn_status status = qn_searcher_snippets(searcher, i, &cutting, &snippets, error);
  if (status == QN_OK && !qn_snippets_get(snippets, 0, snippet))
    snippet->text = (qn_string){"", 0};
  return status;
}

static qn_status show_result(const result_parts *parts, size_t i, bool (*visit)(void *context, const qn_result *result),
                             void *context, bool *goes_on, qn_error *error) {
  qn_hit hit;
  qn_article article;
  qn_snippet snippet;
  qn_searcher_hit(parts->searcher, i, &hit);
  qn_result result = {.rank = (size_t)parts->hits.first_rank + i,
                      .hit = &hit,
                      .article = &article,
                      .snippet = &snippet,
                      .hits = &parts->hits,
                      .query = parts->query};
  qn_status status = qn_searcher_metadata(parts->searcher, hit.article, &article, error);
  if (status == QN_OK)
    status =
        qn_searcher_title_highlights(parts->searcher, i, &result.title_highlights, &result.n_title_highlights, error);
  if (status == QN_OK)
    status = read_snippet(parts->searcher, i, &snippet, error);
  if (status == QN_OK)
    *goes_on = visit(context, &result);
  return status;
}

static qn_status show_results(const result_parts *parts, bool (*visit)(void *context, const qn_result *result),
                              void *context, qn_error *error) {
  qn_status status = QN_OK;
  bool goes_on = true;
  for (size_t i = 0; status == QN_OK && goes_on && i < parts->hits.n_hits; i++)
    status = show_result(parts, i, visit, context, &goes_on, error);
  return status;
}

qn_status qn_search_text(const qn_index *index, const char *text, const qn_search_options *options,
                         bool (*visit)(void *context, const qn_result *result), void *context, qn_error *error) {
  qn_search_options known;
  result_parts parts = {.searcher = NULL};
  if (text == NULL || visit == NULL)
    return qn__fail(error, QN_INVALID, "a search needs a text, and a function to call with each result");
  qn_status status = qn__options_read(&known, sizeof known, options, "qn_search_options", error);
  if (status == QN_OK)
    status = qn_searcher_new(&parts.searcher, index, error);
  qn_query_options parsing = QN_QUERY_OPTIONS_INIT;
  parsing.index = index;
  if (status == QN_OK)
    status = qn_query_parse(&parts.query, text, strlen(text), &parsing, error);
  if (status == QN_OK)
    status = qn_search(parts.searcher, parts.query, &known, &parts.hits, error);
  if (status == QN_OK)
    status = show_results(&parts, visit, context, error);
  qn_query_free(parts.query);
  qn_searcher_free(parts.searcher);
  return status;
}
