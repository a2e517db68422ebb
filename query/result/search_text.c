/* SPDX-License-Identifier: MIT */
/* search_text.c: a whole search in one call, from a text to results that can be shown. */
#include "base/memory.h"
#include "base/sized.h"
#include "base/status.h"
#include "quern.h"

#include <string.h>

/* What of a hit is marked and cut before any hit is visited. */
typedef struct cut_hit {
  const qn_range *title_highlights;
  size_t n_title_highlights;
  const qn_snippets *snippets;
} cut_hit;

/* What results are put together from. */
typedef struct result_parts {
  qn_searcher *searcher;
  qn_query *query;
  qn_hits hits;
  cut_hit *cut; /* by hit */
} result_parts;

static qn_status cut_snippets(const result_parts *parts, size_t i, qn_error *error) {
  qn_snippet_options cutting = QN_SNIPPET_OPTIONS_INIT;
  cutting.differ = true;
  return qn_searcher_snippets(parts->searcher, i, &cutting, &parts->cut[i].snippets, error);
}

static qn_status cut_hits(result_parts *parts, qn_error *error) {
  qn_status status = QN_OK;
  parts->cut = qn__calloc(parts->hits.n_hits, sizeof *parts->cut);
  if (parts->cut == NULL)
    return qn__fail_memory(error);
  for (size_t i = 0; status == QN_OK && i < parts->hits.n_hits; i++) {
    cut_hit *cut = &parts->cut[i];
    status = qn_searcher_title_highlights(parts->searcher, i, &cut->title_highlights, &cut->n_title_highlights, error);
    if (status == QN_OK)
      status = cut_snippets(parts, i, error);
  }
  return status;
}

/* Now that all hits are cut, one that shares its passage may have one of its own. */
static qn_status read_snippet(const result_parts *parts, size_t i, qn_snippet *snippet, qn_error *error) {
  const cut_hit *cut = &parts->cut[i];
  const qn_status status = qn_snippets_shared(cut->snippets) ? cut_snippets(parts, i, error) : QN_OK;
  if (status == QN_OK && !qn_snippets_get(cut->snippets, 0, snippet))
    snippet->text = (qn_string){"", 0};
  return status;
}

static qn_status show_result(const result_parts *parts, size_t i, bool (*visit)(void *context, const qn_result *result),
                             void *context, bool *goes_on, qn_error *error) {
  qn_hit hit;
  qn_article article;
  qn_snippet snippet;
  qn_searcher_hit(parts->searcher, i, &hit);
  const qn_result result = {.rank = (size_t)parts->hits.first_rank + i,
                            .hit = &hit,
                            .article = &article,
                            .title_highlights = parts->cut[i].title_highlights,
                            .n_title_highlights = parts->cut[i].n_title_highlights,
                            .snippet = &snippet,
                            .hits = &parts->hits,
                            .query = parts->query};
  qn_status status = qn_searcher_metadata(parts->searcher, hit.article, &article, error);
  if (status == QN_OK)
    status = read_snippet(parts, i, &snippet, error);
  if (status == QN_OK)
    *goes_on = visit(context, &result);
  return status;
}

static qn_status show_results(result_parts *parts, bool (*visit)(void *context, const qn_result *result), void *context,
                              qn_error *error) {
  qn_status status = cut_hits(parts, error);
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
  qn__free(parts.cut);
  qn_query_free(parts.query);
  qn_searcher_free(parts.searcher);
  return status;
}
