/* SPDX-License-Identifier: MIT */
/* test_other_versions.c: an index outlives its system.  Under other versions of Unicode and of the stemmers every word
 * that it has is found as before, whichever versions made which of its segments. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "support/other_versions.h"
#include "support/search_fixture.h"
#include "support/versioned_index.h"

enum { ID_LIMIT = 256 };

/* Marks the ids of the articles that a word finds. */
static void find_ids(const char *dir, const char *word, unsigned version, bool found[ID_LIMIT]) {
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  search_fixture f;
  qn_hits hits;
  qn_error error;
  options.rank = QN_RANK_BM25;
  options.limit = 1000;
  other_versions_set(version);
  search_fixture_open_dirs(&f, &dir, 1);
  assert_ok(search_for(&f, word, &options, &hits, &error), error);
  for (size_t i = 0; i < hits.n_hits; i++) {
    qn_hit hit;
    qn_article article;
    qn_searcher_hit(f.searcher, i, &hit);
    assert_ok(qn_searcher_metadata(f.searcher, hit.article, &article, &error), error);
    found[strtoul(article.id.data, NULL, 10) % ID_LIMIT] = true;
  }
  search_fixture_close(&f);
  other_versions_set(0);
}

/* --- Tests -------------------------------------------------------------------------------------------------------- */

/* Of a directory read under `version`, in how many articles a word is; 0 if it is none. */
static uint64_t doc_freq(const char *dir, const char *word, unsigned version) {
  qn_index *index = NULL;
  uint64_t found = 0;
  qn_error error;
  other_versions_set(version);
  assert_ok(qn_index_open(&index, &dir, 1, &error), error);
  if (qn_index_doc_freq(index, word, strlen(word), &found, &error) == QN_INVALID)
    found = 0;
  qn_index_close(index);
  other_versions_set(0);
  return found;
}

static void every_word_is_found_as_the_versions_that_indexed_it_find_it(void **state) {
  vocabulary *v = *state;
  char *dir = make_temp_dir();
  add_part(dir, v, OLD_VERSIONS, 0);
  assert_int_equal(index_info(dir).n_foreign_segments, PART_COMMITS);
  check_same_answers(all_answers(v, dir, OLD_VERSIONS), all_answers(v, dir, OWN_VERSIONS));
  remove_tree(dir);
}

/* Which differ: else the test above would prove nothing. */
static void the_versions_differ(void **state) {
  vocabulary *v = *state;
  char *old = make_temp_dir(), *own = make_temp_dir();
  unsigned n_other = 0;
  add_part(old, v, OLD_VERSIONS, 0);
  add_part(own, v, 0, 0);
  for (size_t i = 0; i < v->n; i++)
    n_other += doc_freq(old, v->words[i], OLD_VERSIONS) != doc_freq(own, v->words[i], 0);
  assert_true(n_other > 10);
  remove_tree(old);
  remove_tree(own);
}

/* Parts of an index, each made by the versions of its place in the list. */
static unsigned add_parts(const char *dir, vocabulary *v, const unsigned *versions, size_t n) {
  unsigned next = 0;
  v->evenly = true;
  for (size_t i = 0; i < n; i++)
    next = add_part(dir, v, versions[i], next);
  v->evenly = false;
  return next;
}

enum { PARTS_MAX = 3 };

/* The parts of an index, together and each by itself. */
typedef struct divided_index {
  char *whole, *parts[PARTS_MAX];
  unsigned versions[PARTS_MAX];
  size_t n_parts;
} divided_index;

static void make_divided(divided_index *index, vocabulary *v) {
  const random_source random = v->random;
  unsigned next = 0;
  index->whole = make_temp_dir();
  add_parts(index->whole, v, index->versions, index->n_parts);
  v->random = random;
  v->evenly = true;
  for (size_t i = 0; i < index->n_parts; i++) {
    index->parts[i] = make_temp_dir();
    next = add_part(index->parts[i], v, index->versions[i], next);
  }
  v->evenly = false;
}

static void remove_divided(divided_index *index) {
  for (size_t i = 0; i < index->n_parts; i++)
    remove_tree(index->parts[i]);
  remove_tree(index->whole);
}

static uint64_t doc_freq_in_parts(const divided_index *index, const char *word) {
  uint64_t sum = 0;
  for (size_t i = 0; i < index->n_parts; i++)
    sum += doc_freq(index->parts[i], word, index->versions[i]);
  return sum;
}

/* What each part finds by its own versions, in `expected`; what they find together, in `found`. */
static void find_in_both(const divided_index *index, const char *word, bool expected[ID_LIMIT], bool found[ID_LIMIT]) {
  memset(expected, 0, ID_LIMIT * sizeof *expected);
  memset(found, 0, ID_LIMIT * sizeof *found);
  for (size_t i = 0; i < index->n_parts; i++)
    find_ids(index->parts[i], word, index->versions[i], expected);
  find_ids(index->whole, word, 0, found);
}

static void a_word_has_its_terms_in_old_and_in_new_segments(void **state) {
  divided_index index = {.versions = {OLD_VERSIONS, 0}, .n_parts = 2};
  vocabulary *v = *state;
  bool expected[ID_LIMIT], found[ID_LIMIT];
  make_divided(&index, v);
  for (size_t i = 0; i < v->n; i++) {
    find_in_both(&index, v->words[i], expected, found);
    assert_memory_equal(found, expected, sizeof found);
  }
  for (size_t i = 0; i < UNVARIED_WORDS; i++)
    assert_int_equal(doc_freq(index.whole, v->words[i], 0), doc_freq_in_parts(&index, v->words[i]));
  remove_divided(&index);
}

/* Of two foreign versions, variants are looked for in the segments of both, which may find a little more. */
static void nothing_is_missed_in_segments_of_three_versions(void **state) {
  divided_index index = {.versions = {OLD_VERSIONS, 0, OLDER_VERSIONS}, .n_parts = 3};
  vocabulary *v = *state;
  bool expected[ID_LIMIT], found[ID_LIMIT];
  make_divided(&index, v);
  for (size_t i = 0; i < v->n; i++) {
    find_in_both(&index, v->words[i], expected, found);
    for (size_t id = 0; id < ID_LIMIT; id++)
      assert_true(found[id] || !expected[id]);
    if (i < UNVARIED_WORDS)
      assert_memory_equal(found, expected, sizeof found);
  }
  for (size_t i = 0; i < UNVARIED_WORDS; i++)
    assert_int_equal(doc_freq(index.whole, v->words[i], 0), doc_freq_in_parts(&index, v->words[i]));
  remove_divided(&index);
}

/* A pattern stands for forms, which do not depend on the stemmer. */
static void patterns_find_the_same_in_segments_of_any_version(void **state) {
  static const char *const patterns[] = {"%s*", "*%s", "*%s*", "\"house %s*\""};
  divided_index index = {.versions = {OLD_VERSIONS, 0, OLDER_VERSIONS}, .n_parts = 3};
  vocabulary *v = *state;
  bool expected[ID_LIMIT], found[ID_LIMIT];
  size_t n_found = 0;
  make_divided(&index, v);
  for (size_t i = 0; i < 4 * v->n; i++) {
    char query[128];
    const char *pattern = patterns[i % 4];
    const int before = (int)strcspn(pattern, "%");
    snprintf(query, sizeof query, "%.*s%s%s", before, pattern, v->words[i / 4], pattern + before + strlen("%s"));
    find_in_both(&index, query, expected, found);
    if (memcmp(found, expected, sizeof found) != 0)
      fail_msg("%s finds other articles in all parts than in each", query);
    for (size_t id = 0; id < ID_LIMIT; id++)
      n_found += found[id];
  }
  assert_true(n_found > 1000);
  remove_divided(&index);
}

static qn_statistics *collect(const char *dir, const char *text) {
  qn_statistics *statistics = NULL;
  qn_index *index = NULL;
  qn_query *query = NULL;
  qn_error error;
  assert_ok(qn_index_open(&index, &dir, 1, &error), error);
  assert_ok(qn_query_parse(&query, text, strlen(text), NULL, &error), error);
  assert_ok(qn_statistics_collect(&statistics, index, query, &error), error);
  qn_query_free(query);
  qn_index_close(index);
  return statistics;
}

/* The scores of a query's hits, by statistics from outside if there are some. */
static void put_scores(qn__buffer *out, const char *const *dirs, size_t n_dirs, const char *text,
                       const qn_statistics *statistics) {
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  search_fixture f;
  qn_hits hits;
  qn_error error;
  options.rank = QN_RANK_BM25;
  options.limit = 1000;
  options.statistics = statistics;
  search_fixture_open_dirs(&f, dirs, n_dirs);
  assert_ok(search_for(&f, text, &options, &hits, &error), error);
  for (size_t i = 0; i < hits.n_hits; i++) {
    qn_hit hit;
    qn_article article;
    qn_searcher_hit(f.searcher, i, &hit);
    assert_ok(qn_searcher_metadata(f.searcher, hit.article, &article, &error), error);
    qn__buffer_print(out, "%s %.17g\n", article.id.data, hit.score);
  }
  search_fixture_close(&f);
}

static int compare_lines(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The lines, sorted, on the heap; the buffer is cleared. */
static char *sorted_lines(qn__buffer *lines) {
  enum { LINES_MAX = 1000 };
  char *all[LINES_MAX], *sorted = calloc(lines->size + 1, 1);
  size_t n = 0;
  qn__buffer_u8(lines, '\0');
  for (char *line = strtok((char *)lines->data, "\n"); line != NULL && n < LINES_MAX; line = strtok(NULL, "\n"))
    all[n++] = line;
  qsort(all, n, sizeof all[0], compare_lines);
  for (size_t i = 0; i < n && sorted != NULL; i++)
    strcat(strcat(sorted, all[i]), "\n");
  qn__buffer_clear(lines);
  return sorted;
}

/* Shards of several versions, each searched with the sum of their statistics, score as one index of them does. */
static void shards_of_several_versions_answer_as_one_index(void **state) {
  vocabulary *v = *state;
  char *dirs[] = {make_temp_dir(), make_temp_dir()};
  unsigned next = add_parts(dirs[0], v, (const unsigned[]){OLD_VERSIONS, 0, OLDER_VERSIONS}, 3);
  add_part(dirs[1], v, 0, next);
  for (size_t i = 0; i < 2 * v->n; i++) {
    char text[80];
    snprintf(text, sizeof text, i % 2 == 0 ? "%s" : "%s~1", v->words[i / 2]);
    qn_statistics *sum = collect(dirs[0], text), *more = collect(dirs[1], text);
    qn__buffer as_one, as_shards;
    qn_error error;
    qn__buffer_init(&as_one);
    qn__buffer_init(&as_shards);
    assert_ok(qn_statistics_add(sum, more, &error), error);
    put_scores(&as_one, (const char *const *)dirs, 2, text, NULL);
    for (size_t d = 0; d < 2; d++)
      put_scores(&as_shards, (const char *const *)&dirs[d], 1, text, sum);
    char *expected = sorted_lines(&as_one), *found = sorted_lines(&as_shards);
    assert_string_equal(found, expected);
    free(expected);
    free(found);
    qn_statistics_free(sum);
    qn_statistics_free(more);
  }
  remove_tree(dirs[0]);
  remove_tree(dirs[1]);
}

int main(void) {
  static vocabulary v;
  make_vocabulary(&v);
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_prestate(every_word_is_found_as_the_versions_that_indexed_it_find_it, &v),
      cmocka_unit_test_prestate(the_versions_differ, &v),
      cmocka_unit_test_prestate(a_word_has_its_terms_in_old_and_in_new_segments, &v),
      cmocka_unit_test_prestate(nothing_is_missed_in_segments_of_three_versions, &v),
      cmocka_unit_test_prestate(patterns_find_the_same_in_segments_of_any_version, &v),
      cmocka_unit_test_prestate(shards_of_several_versions_answer_as_one_index, &v),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
