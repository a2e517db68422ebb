/* SPDX-License-Identifier: MIT */
/* test_statistics.c: statistics of a query: collected, added up, written as bytes and refused where they do not fit.
 * That shards answer as one index with them is test_shards.c's. */
#include "base/memory.h"
#include "plan/statistics.h"
#include "support/support.h"

#include <stdlib.h>
#include <string.h>

typedef struct fixture {
  char *dirs[2];
  qn_index *indexes[2];
} fixture;

static int set_up(void **state) {
  static fixture f;
  const qn_article first[] = {{.id = string_of("1"), .text = string_of("rare earth exports of 5,864 tons")},
                              {.id = string_of("2"), .text = string_of("rare rare talks")}};
  const qn_article second[] = {{.id = string_of("3"), .text = string_of("the rare metals, 5,864.6 tons")},
                               {.id = string_of("4"), .text = string_of("Erde"), .language = string_of("de")},
                               {.id = string_of("5"), .text = string_of("京都 北京 京")}};
  f = (fixture){.dirs = {make_temp_dir(), make_temp_dir()}};
  add_articles(f.dirs[0], first, 2, NULL);
  add_articles(f.dirs[1], second, 3, NULL);
  for (int i = 0; i < 2; i++) {
    qn_error error;
    assert_ok(qn_index_open(&f.indexes[i], (const char *const *)&f.dirs[i], 1, &error), error);
  }
  *state = &f;
  return 0;
}

static int tear_down(void **state) {
  fixture *f = *state;
  for (int i = 0; i < 2; i++) {
    qn_index_close(f->indexes[i]);
    remove_tree(f->dirs[i]);
  }
  return 0;
}

static qn_query *parse(const char *text) {
  qn_query *query = NULL;
  qn_error error;
  assert_ok(qn_query_parse(&query, text, strlen(text), NULL, &error), error);
  return query;
}

static qn_statistics *collect(const qn_index *index, const char *text) {
  qn_statistics *statistics = NULL;
  qn_query *query = parse(text);
  qn_error error;
  assert_ok(qn_statistics_collect(&statistics, index, query, &error), error);
  qn_query_free(query);
  return statistics;
}

static qn_statistics *collect_both(fixture *f, const char *text) {
  qn_statistics *sum = collect(f->indexes[0], text), *more = collect(f->indexes[1], text);
  qn_error error;
  assert_ok(qn_statistics_add(sum, more, &error), error);
  qn_statistics_free(more);
  return sum;
}

/* The document frequency of a term given as its language and its letters. */
static uint64_t doc_freq(const qn_statistics *statistics, bool is_prefix, uint8_t language, const char *letters) {
  char term[64] = {(char)language};
  uint64_t found = 0;
  qn_error error;
  strcpy(term + 1, letters);
  assert_ok(qn__statistics_find(statistics, is_prefix, term, strlen(letters) + 1, &found, &error), error);
  return found;
}

static void words_are_counted_in_every_language(void **state) {
  fixture *f = *state;
  qn_statistics *statistics = collect(f->indexes[0], "rare -(exports OR \"rare talk\")");
  assert_int_equal(statistics->n_articles, 2);
  assert_int_equal(statistics->total_length, 9);
  assert_int_equal(doc_freq(statistics, false, QN__LANGUAGE_ENGLISH, "rare"), 2);
  assert_int_equal(doc_freq(statistics, false, QN__LANGUAGE_ENGLISH, "export"), 1);
  assert_int_equal(doc_freq(statistics, false, QN__LANGUAGE_ENGLISH, "talk"), 1);
  assert_int_equal(doc_freq(statistics, false, QN__LANGUAGE_PLAIN, "exports"), 0);
  qn_statistics_free(statistics);
}

static void statistics_add_up(void **state) {
  fixture *f = *state;
  qn_statistics *sum = collect_both(f, "rare 5864 京");
  assert_int_equal(sum->n_articles, 5);
  assert_int_equal(sum->n_analyses, 2); /* English and German */
  assert_int_equal(doc_freq(sum, false, QN__LANGUAGE_ENGLISH, "rare"), 3);
  assert_int_equal(doc_freq(sum, false, QN__LANGUAGE_PLAIN, "5864"), 1);
  assert_int_equal(doc_freq(sum, true, QN__LANGUAGE_PLAIN, "5864."), 1);
  assert_int_equal(doc_freq(sum, true, QN__LANGUAGE_PLAIN, "京"), 2); /* once a term: 京都, 京 */
  for (size_t i = 1; i < sum->n_counts; i++)
    assert_true(qn__compare_counts(&sum->counts[i - 1], &sum->counts[i]) < 0);
  qn_statistics_free(sum);
}

static void terms_of_either_side_stay(void **state) {
  fixture *f = *state;
  qn_statistics *sum = collect(f->indexes[0], "rare"), *more = collect(f->indexes[1], "metals");
  qn_error error;
  assert_ok(qn_statistics_add(sum, more, &error), error);
  qn_statistics_free(more); /* what was added is copied */
  assert_int_equal(doc_freq(sum, false, QN__LANGUAGE_ENGLISH, "rare"), 2);
  assert_int_equal(doc_freq(sum, false, QN__LANGUAGE_ENGLISH, "metal"), 1);
  qn_statistics_free(sum);
}

static void other_title_weights_do_not_match(void **state) {
  fixture *f = *state;
  char *dir = make_temp_dir();
  const qn_article article = {.id = string_of("1"), .text = string_of("rare")};
  qn_writer_options options = quick_options();
  qn_index *index;
  qn_searcher *searcher;
  qn_search_options searching = QN_SEARCH_OPTIONS_INIT;
  qn_hits hits;
  qn_error error;
  options.title_weight = 3;
  add_articles(dir, &article, 1, &options);
  assert_ok(qn_index_open(&index, (const char *const *)&dir, 1, &error), error);
  assert_ok(qn_searcher_new(&searcher, index, &error), error);
  qn_statistics *sum = collect(f->indexes[0], "rare"), *more = collect(index, "rare");
  qn_query *query = parse("rare");
  assert_int_equal(qn_statistics_add(sum, more, &error), QN_MISMATCH);
  searching.statistics = sum;
  assert_int_equal(qn_search(searcher, query, &searching, &hits, &error), QN_MISMATCH);
  qn_query_free(query);
  qn_statistics_free(sum);
  qn_statistics_free(more);
  qn_searcher_free(searcher);
  qn_index_close(index);
  remove_tree(dir);
}

static void statistics_of_another_query_are_refused(void **state) {
  fixture *f = *state;
  qn_statistics *statistics = collect(f->indexes[0], "rare");
  qn_query *query = parse("rare metals");
  qn_searcher *searcher;
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  qn_hits hits;
  qn_error error;
  options.statistics = statistics;
  assert_ok(qn_searcher_new(&searcher, f->indexes[0], &error), error);
  assert_int_equal(qn_search(searcher, query, &options, &hits, &error), QN_INVALID);
  assert_non_null(strstr(error.message, "metal"));
  qn_searcher_free(searcher);
  qn_query_free(query);
  qn_statistics_free(statistics);
}

static void a_search_is_explained_by_the_statistics(void **state) {
  fixture *f = *state;
  qn_statistics *sum = collect_both(f, "earth");
  qn_query *query = parse("earth");
  qn_searcher *searcher;
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  qn_hits hits;
  const char *text = NULL;
  qn_error error;
  options.statistics = sum;
  assert_ok(qn_searcher_new(&searcher, f->indexes[0], &error), error);
  assert_ok(qn_search(searcher, query, &options, &hits, &error), error);
  assert_ok(qn_searcher_explain(searcher, 0, &text, &error), error);
  assert_non_null(strstr(text, "in 1 of 5 articles"));
  qn_searcher_free(searcher);
  qn_query_free(query);
  qn_statistics_free(sum);
}

static void a_query_without_words_has_statistics_too(void **state) {
  fixture *f = *state;
  qn_statistics *sum = collect_both(f, "...");
  assert_int_equal(sum->n_counts, 0);
  assert_int_equal(sum->n_articles, 5);
  qn_statistics_free(sum);
}

/* --- As bytes --- */

static void bytes_give_the_same_statistics(void **state) {
  fixture *f = *state;
  static const char *const texts[] = {"rare 5864 京 \"of tons\"", "..."};
  for (size_t i = 0; i < 2; i++) {
    qn_statistics *sum = collect_both(f, texts[i]), *again = NULL;
    const void *data, *data_again;
    size_t size, size_again;
    qn_error error;
    assert_ok(qn_statistics_write(sum, &data, &size, &error), error);
    assert_ok(qn_statistics_read(&again, data, size, &error), error);
    assert_ok(qn_statistics_write(again, &data_again, &size_again, &error), error);
    assert_int_equal(size, size_again);
    assert_memory_equal(data, data_again, size);
    assert_int_equal(again->n_articles, 5);
    assert_int_equal(again->n_counts, sum->n_counts);
    qn_statistics_free(sum);
    qn_statistics_free(again);
  }
}

/* What is cut short is refused; what is changed is refused or read, and what is read can be written again. */
static void damaged_bytes_are_refused(void **state) {
  fixture *f = *state;
  qn_statistics *sum = collect_both(f, "rare 5864"), *read;
  const void *data;
  size_t size;
  qn_error error;
  assert_ok(qn_statistics_write(sum, &data, &size, &error), error);
  for (size_t cut = 0; cut < size; cut++)
    assert_int_equal(qn_statistics_read(&read, data, cut, &error), QN_BAD_INPUT);
  unsigned char *changed = malloc(size);
  assert_non_null(changed);
  size_t refused = 0;
  for (size_t i = 0; i < size * 4; i++) {
    static const unsigned char changes[] = {0x01, 0x80, 0xff, 0x40};
    memcpy(changed, data, size);
    changed[i / 4] ^= changes[i % 4];
    qn_status status = qn_statistics_read(&read, changed, size, &error);
    assert_true(status == QN_OK || status == QN_BAD_INPUT || status == QN_NO_MEMORY);
    refused += status != QN_OK;
    if (status == QN_OK)
      qn_statistics_free(read);
  }
  assert_true(refused > size / 4);
  free(changed);
  qn_statistics_free(sum);
}

static void reports_out_of_memory(void **state) {
  fixture *f = *state;
  qn_query *query = parse("rare 5864 京");
  bool done = false;
  for (long n = 0; !done; n++) {
    qn_statistics *sum = NULL, *more = NULL, *read = NULL;
    const void *data;
    size_t size;
    qn__memory_fail_after(n);
    qn_status status = qn_statistics_collect(&sum, f->indexes[0], query, NULL);
    if (status == QN_OK)
      status = qn_statistics_collect(&more, f->indexes[1], query, NULL);
    if (status == QN_OK)
      status = qn_statistics_add(sum, more, NULL);
    if (status == QN_OK)
      status = qn_statistics_write(sum, &data, &size, NULL);
    if (status == QN_OK)
      status = qn_statistics_read(&read, data, size, NULL);
    qn__memory_fail_after(-1);
    assert_true(status == QN_OK || status == QN_NO_MEMORY);
    done = status == QN_OK;
    qn_statistics_free(sum);
    qn_statistics_free(more);
    qn_statistics_free(read);
  }
  qn_query_free(query);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
  const struct CMUnitTest tests[] = {
      TEST(words_are_counted_in_every_language),
      TEST(statistics_add_up),
      TEST(terms_of_either_side_stay),
      TEST(other_title_weights_do_not_match),
      TEST(statistics_of_another_query_are_refused),
      TEST(a_search_is_explained_by_the_statistics),
      TEST(a_query_without_words_has_statistics_too),
      TEST(bytes_give_the_same_statistics),
      TEST(damaged_bytes_are_refused),
      TEST(reports_out_of_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
