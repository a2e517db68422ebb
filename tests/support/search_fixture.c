/* SPDX-License-Identifier: MIT */
/* search_fixture.c: small indexes, a searcher, and queries from their text. */
#include "support/search_fixture.h"

#include <string.h>

void search_fixture_open_dirs(search_fixture *f, const char *const *dirs, size_t n) {
  qn_error error;
  *f = (search_fixture){.dir = NULL};
  assert_ok(qn_index_open(&f->index, dirs, n, &error), error);
  assert_ok(qn_searcher_new(&f->searcher, f->index, &error), error);
}

static void open_dir(search_fixture *f, char *dir) {
  search_fixture_open_dirs(f, (const char *const *)&dir, 1);
  f->dir = dir;
}

void search_fixture_open(search_fixture *f, const qn_article *articles, size_t n, unsigned title_weight) {
  char *dir = make_temp_dir();
  qn_writer_options options = quick_options();
  options.title_weight = title_weight;
  add_articles(dir, articles, n, &options);
  open_dir(f, dir);
}

void search_fixture_open_texts(search_fixture *f, const char *const *texts, size_t n) {
  char *dir = make_temp_dir();
  add_texts(dir, texts, n);
  open_dir(f, dir);
}

void search_fixture_close(search_fixture *f) {
  qn_searcher_free(f->searcher);
  qn_index_close(f->index);
  if (f->dir != NULL)
    remove_tree(f->dir);
}

qn_status search_for(search_fixture *f, const char *query, const qn_search_options *options, qn_hits *hits,
                     qn_error *error) {
  qn_query *parsed = NULL;
  assert_ok(qn_query_parse(&parsed, query, strlen(query), NULL, error), *error);
  qn_status status = qn_search(f->searcher, parsed, options, hits, error);
  qn_query_free(parsed);
  return status;
}

void suggest_for(search_fixture *f, const char *query, const qn_query_options *parsing,
                 const qn_search_options *options, qn_suggestion *suggestion) {
  qn_query *parsed = NULL;
  qn_hits hits;
  qn_error error;
  assert_ok(qn_query_parse(&parsed, query, strlen(query), parsing, &error), error);
  assert_ok(qn_search(f->searcher, parsed, options, &hits, &error), error);
  assert_ok(qn_searcher_suggest(f->searcher, parsed, options, suggestion, &error), error);
  qn_query_free(parsed);
}

size_t count_hits(search_fixture *f, const char *query) {
  qn_hits hits;
  qn_error error;
  assert_ok(search_for(f, query, NULL, &hits, &error), error);
  return hits.n_hits;
}
