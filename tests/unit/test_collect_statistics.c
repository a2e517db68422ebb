/* SPDX-License-Identifier: MIT */
/* test_collect_statistics.c: every word of a query is counted in every language, wherever it stands in the query.  What
 * becomes of the counts is test_statistics.c's. */
#include "plan/statistics.h"
#include "support/matcher_fixture.h"
#include "support/support.h"

#include <string.h>

static int set_up(void **state) {
  static matcher_fixture f;
  const qn_article first[] = {
      {.id = {"1", 1}, .text = string_of("talks talked 42 42.5 42.25 北京 北海")},
      {.id = {"2", 1}, .text = string_of("Haus talked 42.5"), .language = {"de", 2}},
  };
  const qn_article second[] = {{.id = {"3", 1}, .text = string_of("talk rare earth 北京")}};
  matcher_fixture_begin(&f, "collected");
  matcher_fixture_add(&f, first, 2);
  matcher_fixture_add(&f, second, 1);
  matcher_fixture_open(&f);
  *state = &f;
  return 0;
}

static int tear_down(void **state) {
  matcher_fixture_end(*state);
  return 0;
}

static qn_statistics *collect(const matcher_fixture *f, const char *text) {
  qn_statistics *statistics = NULL;
  qn_query *query = NULL;
  qn_error error;
  assert_ok(qn_query_parse(&query, text, strlen(text), NULL, &error), error);
  assert_ok(qn_statistics_collect(&statistics, f->index, query, &error), error);
  qn_query_free(query);
  return statistics;
}

enum { GERMAN = 11, RUSSIAN = 23, NOT_COLLECTED = 1000 };

/* The document frequency of a term, or of the terms that begin with a prefix. */
static uint64_t count_of(const qn_statistics *statistics, bool is_prefix, uint8_t language, const char *letters) {
  char term[64] = {(char)language};
  uint64_t found = NOT_COLLECTED;
  qn_error error;
  strcpy(term + 1, letters);
  if (qn__statistics_find(statistics, is_prefix, term, strlen(letters) + 1, &found, &error) != QN_OK)
    assert_int_equal(found, NOT_COLLECTED);
  return found;
}

static void a_word_is_counted_in_languages_that_the_index_lacks_too(void **state) {
  qn_statistics *statistics = collect(*state, "talked слова");
  assert_int_equal(count_of(statistics, false, QN__LANGUAGE_ENGLISH, "talk"), 2);
  assert_int_equal(count_of(statistics, false, GERMAN, "talked"), 1);
  assert_int_equal(count_of(statistics, false, RUSSIAN, "слов"), 0);
  assert_int_equal(count_of(statistics, false, QN__LANGUAGE_ENGLISH, "talked"), NOT_COLLECTED);
  qn_statistics_free(statistics);
}

static void words_are_counted_wherever_they_stand_in_the_query(void **state) {
  static const char *const texts[] = {"rare",
                                      "+rare x",
                                      "x -rare",
                                      "(x AND rare) y",
                                      "\"x rare\"",
                                      "title:rare",
                                      "=rare",
                                      "title:=\"rare x\"",
                                      "x -(y AND (z rare))",
                                      "rare lang:en",
                                      "(lang:en rare) OR x"};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    qn_statistics *statistics = collect(*state, texts[i]);
    if (count_of(statistics, false, QN__LANGUAGE_ENGLISH, "rare") != 1)
      fail_msg("%s: rare is not counted", texts[i]);
    qn_statistics_free(statistics);
  }
}

static void filters_are_not_counted(void **state) {
  qn_statistics *statistics = collect(*state, "lang:en OR (lang:de -lang:ru)");
  assert_int_equal(statistics->n_counts, 0);
  assert_int_equal(statistics->n_articles, 3);
  qn_statistics_free(statistics);
}

/* Each of its terms counts: the articles of a prefix are not distinct. */
static void a_prefix_is_counted_once_a_term(void **state) {
  qn_statistics *statistics = collect(*state, "北");
  assert_int_equal(count_of(statistics, true, QN__LANGUAGE_PLAIN, "北"), 3); /* 北京 twice, 北海 once */
  assert_int_equal(count_of(statistics, false, QN__LANGUAGE_PLAIN, "北"), NOT_COLLECTED);
  qn_statistics_free(statistics);
}

static void a_whole_number_is_counted_with_its_decimals(void **state) {
  qn_statistics *statistics = collect(*state, "42 5.5 7x");
  assert_int_equal(count_of(statistics, false, QN__LANGUAGE_PLAIN, "42"), 1);
  assert_int_equal(count_of(statistics, true, QN__LANGUAGE_PLAIN, "42."), 3); /* 42.5 twice, 42.25 once */
  assert_int_equal(count_of(statistics, true, QN__LANGUAGE_PLAIN, "5.5."), NOT_COLLECTED);
  assert_int_equal(count_of(statistics, true, QN__LANGUAGE_PLAIN, "7x."), NOT_COLLECTED);
  qn_statistics_free(statistics);
}

static void repeated_words_are_counted_once(void **state) {
  qn_statistics *once = collect(*state, "rare"), *often = collect(*state, "rare =rare RARE \"rare rare\"");
  assert_int_equal(often->n_counts, once->n_counts);
  for (size_t i = 1; i < once->n_counts; i++)
    assert_true(qn__compare_counts(&once->counts[i - 1], &once->counts[i]) < 0);
  qn_statistics_free(once);
  qn_statistics_free(often);
}

static qn_status search_with(const matcher_fixture *f, const char *text, const qn_statistics *statistics) {
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  qn_searcher *searcher = NULL;
  qn_query *query = NULL;
  qn_hits hits;
  qn_error error;
  assert_ok(qn_searcher_new(&searcher, f->index, &error), error);
  assert_ok(qn_query_parse(&query, text, strlen(text), NULL, &error), error);
  options.statistics = statistics;
  qn_status status = qn_search(searcher, query, &options, &hits, &error);
  qn_query_free(query);
  qn_searcher_free(searcher);
  return status;
}

static void statistics_of_another_pattern_are_refused(void **state) {
  qn_statistics *none = collect(*state, "xyz*"), *some = collect(*state, "tal*");
  assert_int_equal(search_with(*state, "xyz*", none), QN_OK);
  assert_int_equal(search_with(*state, "tal*", some), QN_OK);
  assert_int_equal(search_with(*state, "tal*", none), QN_INVALID);
  assert_int_equal(search_with(*state, "xyz*", some), QN_INVALID);
  qn_statistics_free(none);
  qn_statistics_free(some);
}

static void long_patterns_can_be_sent(void **state) {
  char text[4000] = "re:/";
  const void *bytes;
  size_t size;
  qn_error error;
  memset(text + 4, 'a', 3000);
  strcpy(text + 3004, "|talked/");
  qn_statistics *sent = collect(*state, text), *received = NULL;
  assert_ok(qn_statistics_write(sent, &bytes, &size, &error), error);
  assert_ok(qn_statistics_read(&received, bytes, size, &error), error);
  qn_statistics_free(sent);
  qn_statistics_free(received);
}

static void the_collection_is_described_as_the_index_is(void **state) {
  const matcher_fixture *f = *state;
  qn_statistics *statistics = collect(f, "rare");
  assert_int_equal(statistics->n_articles, 3);
  assert_int_equal(statistics->total_length, f->index->total_length);
  assert_int_equal(statistics->title_weight, 2);
  assert_int_equal(statistics->n_analyses, f->index->n_analyses);
  assert_memory_equal(statistics->analyses, f->index->analyses, statistics->n_analyses * sizeof(qn__analysis));
  qn_statistics_free(statistics);
}

static void index_query_and_result_are_needed(void **state) {
  const matcher_fixture *f = *state;
  qn_statistics *statistics = NULL;
  qn_query *query = NULL;
  qn_error error;
  assert_ok(qn_query_parse(&query, "a", 1, NULL, &error), error);
  assert_int_equal(qn_statistics_collect(NULL, f->index, query, &error), QN_INVALID);
  assert_int_equal(qn_statistics_collect(&statistics, NULL, query, &error), QN_INVALID);
  assert_int_equal(qn_statistics_collect(&statistics, f->index, NULL, &error), QN_INVALID);
  assert_null(statistics);
  qn_query_free(query);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_word_is_counted_in_languages_that_the_index_lacks_too),
      cmocka_unit_test(words_are_counted_wherever_they_stand_in_the_query),
      cmocka_unit_test(filters_are_not_counted),
      cmocka_unit_test(a_prefix_is_counted_once_a_term),
      cmocka_unit_test(a_whole_number_is_counted_with_its_decimals),
      cmocka_unit_test(repeated_words_are_counted_once),
      cmocka_unit_test(statistics_of_another_pattern_are_refused),
      cmocka_unit_test(long_patterns_can_be_sent),
      cmocka_unit_test(the_collection_is_described_as_the_index_is),
      cmocka_unit_test(index_query_and_result_are_needed),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
