/* SPDX-License-Identifier: MIT */
/* filter_fixture.c: articles that differ in what filters ask about alone. */
#include "support/filter_fixture.h"

#include <string.h>

void filter_fixture_open(search_fixture *f, const filtered_row *rows, size_t n) {
  char *dir = make_temp_dir();
  qn_writer *writer = open_writer_in(dir, NULL);
  qn_error error;
  for (size_t i = 0; i < n; i++) {
    const qn_article article = {.id = string_of(rows[i].id),
                                .date = string_of(rows[i].date),
                                .fields = string_of(rows[i].fields),
                                .text = string_of("cat dog")};
    if (i == n / 2)
      assert_ok(qn_writer_commit(writer, NULL, &error), error);
    assert_ok(qn_writer_add(writer, &article, &error), error);
  }
  commit_and_close(writer);
  const char *const dirs[] = {dir};
  search_fixture_open_dirs(f, dirs, 1);
  f->dir = dir;
}

void filter_fixture_open_values(search_fixture *f) {
  static const filtered_row rows[] = {{"a", "1970-01-02", "{\"n\":[1,2.5],\"k\":[\"x\",\"y\"],\"both\":3}"},
                                      {"b", NULL, "{\"n\":2,\"k\":\"x\",\"both\":\"three\"}"},
                                      {"c", NULL, NULL}};
  filter_fixture_open(f, rows, sizeof rows / sizeof *rows);
}

static void find_ids(search_fixture *f, const char *query, bool exhaustive, const qn_filter *filter, char *out,
                     size_t size) {
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  qn_hits hits;
  qn_error error;
  options.limit = 100;
  options.exhaustive = exhaustive;
  options.filters = filter;
  options.n_filters = 1;
  options.now = 1750000000; /* 2025-06-15T15:06:40Z */
  assert_ok(search_for(f, query, &options, &hits, &error), error);
  out[0] = '\0';
  for (size_t i = 0; i < hits.n_hits; i++) {
    qn_hit hit;
    qn_article article;
    qn_searcher_hit(f->searcher, i, &hit);
    assert_ok(qn_searcher_metadata(f->searcher, hit.article, &article, &error), error);
    assert_true(strlen(out) + article.id.size + 2 <= size);
    strcat(strcat(out, article.id.data), " ");
  }
  assert_int_equal(hits.total, hits.n_hits);
}

const char *found_with(search_fixture *f, const char *column, const char *value) {
  static const char *const queries[] = {"cat", "cat zebra", "+cat +dog", "\"cat dog\"", "(cat -zebra)"};
  static char found[1000], other[1000];
  const qn_filter filter = {column, value, false};
  find_ids(f, "cat", false, &filter, found, sizeof found);
  for (size_t i = 0; i < sizeof queries / sizeof queries[0]; i++)
    for (int exhaustive = 0; exhaustive < 2; exhaustive++) {
      find_ids(f, queries[i], exhaustive == 1, &filter, other, sizeof other);
      assert_string_equal(other, found);
    }
  return found;
}
