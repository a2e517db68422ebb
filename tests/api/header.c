/* SPDX-License-Identifier: MIT */
/* header.c: what programs do with the macros and structs of quern.h, in words that are both C and C++.  `make check`
 * compiles it in each standard of both with all warnings; it is never run. */
#include <quern.h>

static const qn_writer_options global_writer_options = QN_WRITER_OPTIONS_INIT;

static qn_status write_article(qn_writer **writer, const char *dir, qn_error *error) {
  qn_writer_options options = QN_WRITER_OPTIONS_INIT;
  qn_article article;
  qn_commit_info info;
  article.id.data = "1";
  article.id.size = 1;
  article.title = article.text = article.url = article.date = article.language = article.fields = article.id;
  options.must_exist = true;
  qn_writer_open(writer, dir, &global_writer_options, error);
  qn_writer_add(*writer, &article, error);
  qn_writer_compact(*writer, &info, error);
  qn_writer_commit(*writer, NULL, error);
  return qn_writer_open(writer, dir, &options, error);
}

static qn_status search(qn_searcher *searcher, qn_query **query, qn_error *error) {
  const qn_query_options parsing = QN_QUERY_OPTIONS_INIT;
  qn_search_options searching = QN_SEARCH_OPTIONS_INIT;
  qn_snippet_options cutting = QN_SNIPPET_OPTIONS_INIT;
  qn_hits hits;
  qn_hit hit;
  qn_article article;
  const qn_snippets *snippets;
  qn_snippet snippet;
  searching.k1 = 1.5f;
  cutting.max_chars = 100;
  qn_query_parse(query, "tide", 4, &parsing, error);
  qn_search(searcher, *query, &searching, &hits, error);
  qn_searcher_hit(searcher, 0, &hit);
  qn_searcher_metadata(searcher, hit.article, &article, error);
  qn_searcher_article(searcher, hit.article, &article, error);
  qn_searcher_snippets(searcher, 0, &cutting, &snippets, error);
  return qn_snippets_get(snippets, 0, &snippet) ? QN_OK : QN_NOT_FOUND;
}

static bool see_term(void *context, const qn_term *term) {
  return context != NULL && term->doc_freq > 0;
}

static bool see_match(void *context, uint64_t article) {
  return context != NULL && article > 0;
}

static bool see_result(void *context, const qn_result *result) {
  return context != NULL && result->snippet->n_highlights > 0 && result->hits->total_exact;
}

static qn_status collect(const qn_index *index, const qn_query *query, qn_error *error) {
  qn_statistics *statistics;
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  qn_statistics_collect(&statistics, index, query, error);
  options.statistics = statistics;
  qn_index_each_term(index, qn_string_of("ti"), see_term, &statistics, error);
  return qn_search_text(index, "tide", &options, see_result, NULL, error);
}

static qn_status see_matches(qn_searcher *searcher, const qn_query *query, qn_error *error) {
  qn_suggestion suggestion;
  if (qn_searcher_suggest(searcher, query, NULL, &suggestion, error) == QN_OK && suggestion.text != NULL)
    return QN_OK;
  return qn_search_each(searcher, query, NULL, see_match, NULL, error);
}

int main(void) {
  qn_error error;
  qn_writer *writer;
  qn_query *query;
  qn_index *index;
  qn_index_info info;
  qn_searcher *searcher;
  const char *dir = "index";
  qn_index_open(&index, &dir, 1, &error);
  qn_index_get_info(index, &info);
  qn_searcher_new(&searcher, index, &error);
  search(searcher, &query, &error);
  see_matches(searcher, query, &error);
  return (int)(write_article(&writer, dir, &error) + collect(index, query, &error));
}
