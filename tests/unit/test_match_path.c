/* SPDX-License-Identifier: MIT */
/* test_match_path.c: a filter on the path finds the articles whose ids are such paths, in every segment. */
#include "support/filter_fixture.h"

#include <stdio.h>

static void the_ids_of_a_folder_are_found(void **state) {
  static const filtered_row rows[] = {{"docs/a.md", NULL, NULL},  {"docs/talks/b.md#3", NULL, NULL},
                                      {"src/a.c", NULL, NULL},    {"docs.md", NULL, NULL},
                                      {"docs/c.txt", NULL, NULL}, {"README.md", NULL, NULL}};
  search_fixture f;
  (void)state;
  filter_fixture_open(&f, rows, sizeof rows / sizeof rows[0]);
  assert_string_equal(found_with(&f, "path", "docs/**"), "docs/a.md docs/talks/b.md#3 docs/c.txt ");
  assert_string_equal(found_with(&f, "path", "docs/*.md"), "docs/a.md ");
  assert_string_equal(found_with(&f, "path", "*.md"), "docs/a.md docs/talks/b.md#3 docs.md README.md ");
  assert_string_equal(found_with(&f, "path", "readme"), "README.md ");
  assert_string_equal(found_with(&f, "path", "a"), "docs/a.md src/a.c ");
  assert_string_equal(found_with(&f, "path", "none/**"), "");
  assert_int_equal(count_hits(&f, "cat -path:docs/"), 3);
  search_fixture_close(&f);
}

/* Ids are walked from the middle of a block of them, and beyond a window of articles. */
static void paths_are_found_among_many(void **state) {
  enum { N = 9000 };
  char *dir = make_temp_dir();
  qn_writer *writer = open_writer_in(dir, NULL);
  search_fixture f;
  qn_hits hits;
  qn_error error;
  (void)state;
  for (unsigned i = 0; i < N; i++) {
    char id[40];
    sprintf(id, "%c/%u/file", 'a' + (char)(i % 26), i);
    add_plain(writer, id, "cat");
  }
  commit_and_close(writer);
  const char *const dirs[] = {dir};
  search_fixture_open_dirs(&f, dirs, 1);
  for (char c = 'a'; c <= 'z'; c++) {
    const char pattern[] = {c, '/', '*', '*', '\0'};
    const qn_filter filter = {"path", pattern, false};
    qn_search_options options = QN_SEARCH_OPTIONS_INIT;
    options.filters = &filter;
    options.n_filters = 1;
    options.count = QN_COUNT_EXACT;
    assert_ok(search_for(&f, "cat", &options, &hits, &error), error);
    assert_int_equal(hits.total, N / 26 + (N % 26 > c - 'a'));
  }
  search_fixture_close(&f);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_ids_of_a_folder_are_found),
      cmocka_unit_test(paths_are_found_among_many),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
