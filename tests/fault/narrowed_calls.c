/* SPDX-License-Identifier: MIT */
/* narrowed_calls.c: columns and what asks for them; synonyms, and words that stand for others. */
#include "fault/library_calls.h"
#include "support/support.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char *const dirs[] = {"index"};

/* --- columns ------------------------------------------------------------------------------------------------------ */

static void note_column(void *context, const qn_column *column) {
  transcript_note(context, "%s %d %" PRIu64 " %" PRIu64 "\n", column->name.data, (int)column->type, column->n_articles,
                  column->n_distinct);
}

static void note_facets(transcript *t, const qn_searcher *searcher) {
  qn_facet_result facet;
  qn_facet_value value;
  for (size_t i = 0; qn_searcher_facet(searcher, i, &facet); i++) {
    transcript_note(t, "facet %" PRIu64 "\n", facet.n_articles);
    for (size_t k = 0; qn_searcher_facet_value(searcher, i, k, &value); k++)
      transcript_note(t, "%s %.9g: %" PRIu64 "\n", value.value.keyword.data, value.value.number, value.n_articles);
  }
}

/* A page of one, what it has in a column, and the token of the next. */
static qn_status search_page(transcript *t, qn_searcher *searcher, const qn_query *query,
                             const qn_search_options *options, char token[1000], qn_error *error) {
  qn_hits hits;
  qn_hit hit;
  const qn_value *values = NULL;
  const char *next = NULL, *warning;
  size_t n = 0;
  qn_status status = qn_search(searcher, query, options, &hits, error);
  if (status != QN_OK)
    return status;
  qn_searcher_hit(searcher, 0, &hit);
  transcript_note(t, "%" PRIu64 " of %" PRIu64 "\n", hit.article, hits.total);
  note_facets(t, searcher);
  for (size_t i = 0; (warning = qn_searcher_warning(searcher, i)) != NULL; i++)
    transcript_note(t, "%s\n", warning);
  status = qn_searcher_column_values(searcher, hit.article, "topics", &values, &n, error);
  for (size_t i = 0; status == QN_OK && i < n; i++)
    transcript_note(t, "%s\n", values[i].keyword.data);
  if (status == QN_OK)
    status = qn_searcher_page_token(searcher, &next, error);
  if (status == QN_OK)
    snprintf(token, 1000, "%s", next);
  return status;
}

static qn_status search_pages(transcript *t, qn_searcher *searcher, const qn_query *query, qn_error *error) {
  static const double bounds[] = {1, 2};
  static const qn_filter filters[] = {{"n", "1..3", false},
                                      {"topics", "c", true},
                                      {"date", "2025-06", false},
                                      {"path", "*", false},
                                      {"colour", "red", true}};
  static const qn_sort_key keys[] = {{QN_SORT_COLUMN, "topics", true}, {QN_SORT_ID, NULL, true}};
  static const qn_facet facets[] = {{.column = "topics"},
                                    {.column = "date", .by = QN_FACET_DAY},
                                    {.column = "n", .by = QN_FACET_RANGE, .bounds = bounds, .n_bounds = 2}};
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  char token[1000] = "";
  options.limit = 1;
  options.filters = filters;
  options.n_filters = 5;
  options.sort = keys;
  options.n_sort = 2;
  options.facets = facets;
  options.n_facets = 3;
  options.after = token;
  qn_status status = search_page(t, searcher, query, &options, token, error);
  return status == QN_OK ? search_page(t, searcher, query, &options, token, error) : status;
}

static qn_status search_collapsed(transcript *t, qn_searcher *searcher, const qn_query *query, const char *column,
                                  qn_error *error) {
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  qn_hits hits = {.n_hits = 0};
  const uint64_t *similar = NULL;
  size_t n = 0;
  options.collapse = column == NULL ? QN_COLLAPSE_NEAR : QN_COLLAPSE_COLUMN;
  options.collapse_column = column;
  qn_status status = qn_search(searcher, query, &options, &hits, error);
  for (size_t i = 0; status == QN_OK && i < hits.n_hits; i++) {
    qn_hit hit;
    qn_searcher_hit(searcher, i, &hit);
    status = qn_searcher_similar(searcher, i, &similar, &n, error);
    if (status == QN_OK)
      transcript_note(t, "%" PRIu64 " stands for %" PRIu64 ", the first %" PRIu64 "\n", hit.article, hit.n_similar,
                      n > 0 ? similar[0] : 0);
  }
  return status;
}

static bool note_match(void *context, uint64_t article) {
  transcript_note(context, "%" PRIu64 "\n", article);
  return true;
}

qn_status narrowed_calls(transcript *t, qn_error *error) {
  qn_index *index = NULL;
  qn_searcher *searcher = NULL;
  qn_query *query = NULL;
  uint64_t n_duplicates = 0;
  qn_status status = qn_index_open(&index, dirs, 1, error);
  if (status == QN_OK)
    status = qn_index_each_column(index, note_column, t, error);
  if (status == QN_OK)
    status = qn_searcher_new(&searcher, index, error);
  if (status == QN_OK)
    status = qn_query_parse(&query, "walnut OR baum", 14, NULL, error);
  if (status == QN_OK)
    status = search_pages(t, searcher, query, error);
  if (status == QN_OK)
    status = search_collapsed(t, searcher, query, NULL, error);
  if (status == QN_OK)
    status = search_collapsed(t, searcher, query, "topics", error);
  if (status == QN_OK)
    status = qn_index_count_duplicates(index, &n_duplicates, error);
  if (status == QN_OK)
    status = qn_search_each(searcher, query, NULL, note_match, t, error);
  qn_query_free(query);
  qn_searcher_free(searcher);
  qn_index_close(index);
  return status;
}

/* --- words that stand for others ---------------------------------------------------------------------------------- */

static qn_status search_expanded(transcript *t, qn_searcher *searcher, const qn_synonyms *synonyms, const char *text,
                                 qn_error *error) {
  qn_query *query = NULL;
  qn_query_options parsing = QN_QUERY_OPTIONS_INIT;
  const char *explanation = NULL;
  qn_hits hits = {.n_hits = 0};
  parsing.synonyms = synonyms;
  parsing.partial = true;
  qn_status status = qn_query_parse(&query, text, strlen(text), &parsing, error);
  if (status == QN_OK)
    transcript_note(t, "%s\n", qn_query_text(query));
  if (status == QN_OK)
    status = qn_search(searcher, query, NULL, &hits, error);
  qn_suggestion suggestion = {.text = NULL};
  if (status == QN_OK)
    status = qn_searcher_suggest(searcher, query, NULL, &suggestion, error);
  qn_query_free(query);
  if (status == QN_OK)
    transcript_note(t, "%s %zu\n", suggestion.text != NULL ? suggestion.text : "", suggestion.n_missing);
  for (size_t i = 0; status == QN_OK && i < hits.n_hits; i++) {
    status = qn_searcher_explain(searcher, i, &explanation, error);
    if (status == QN_OK)
      transcript_note(t, "%s\n", explanation);
  }
  return status;
}

qn_status expanded_calls(transcript *t, qn_error *error) {
  static const char lines[] = "nut, walnut, filbert nut\nshrub => hazel\n";
  static const char *const queries[] = {
      "nut -almond",      "w*t t?ee \"walnut t*\"",        "walnit~ re:/ha[sz]e.*/ tre", "shrub NEAR/3 (hedge tree)",
      "wlanut AND hegde", "(walnut SYN \"hazel shrub\")^2"};
  qn_index *index = NULL;
  qn_searcher *searcher = NULL;
  qn_synonyms *synonyms = NULL;
  qn_status status = qn_index_open(&index, dirs, 1, error);
  if (status == QN_OK)
    status = qn_searcher_new(&searcher, index, error);
  if (status == QN_OK)
    status = qn_synonyms_parse(&synonyms, lines, sizeof lines - 1, error);
  for (size_t i = 0; status == QN_OK && i < sizeof queries / sizeof *queries; i++)
    status = search_expanded(t, searcher, synonyms, queries[i], error);
  qn_synonyms_free(synonyms);
  qn_searcher_free(searcher);
  qn_index_close(index);
  return status;
}
