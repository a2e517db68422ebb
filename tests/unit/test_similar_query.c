/* SPDX-License-Identifier: MIT */
/* test_similar_query.c: the query that finds articles like one. */
#include "base/memory.h"
#include "support/foreign_index.h"
#include "support/search_fixture.h"

#include <string.h>

#define FILL " and then there was a lot more of it in the town where they went on the day"

static search_fixture fixture;

static int set_up(void **state) {
  const qn_article articles[] = {
      {.id = string_of("tide"),
       .title = string_of("Tides"),
       .text = string_of("The moon pulls the sea. The moon moves." FILL)},
      {.id = string_of("moon"),
       .title = string_of("Moon"),
       .text = string_of("The moon goes round; the sea rises." FILL)},
      {.id = string_of("bread"), .title = string_of("Bread"), .text = string_of("Flour and water, baked." FILL)},
      {.id = string_of("cake"), .title = string_of("Cake"), .text = string_of("Flour and sugar, baked well." FILL)},
      {.id = string_of("tax"), .title = string_of("Tax"), .text = string_of("A levy, 1987 and 1988." FILL)},
      {.id = string_of("law"), .title = string_of("Law"), .text = string_of("A rule, 1987 and 1988." FILL)}};
  (void)state;
  search_fixture_open(&fixture, articles, 6, 0);
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  search_fixture_close(&fixture);
  return 0;
}

static qn_query *query_like(const qn_article *article) {
  qn_query *query = NULL;
  qn_error error;
  assert_ok(qn_query_similar(&query, fixture.index, article, &error), error);
  return query;
}

/* The first hit of the query of an article. */
static uint64_t first_like(const qn_article *article) {
  qn_query *query = query_like(article);
  qn_hits hits;
  qn_hit hit;
  qn_error error;
  assert_ok(qn_search(fixture.searcher, query, NULL, &hits, &error), error);
  assert_true(hits.n_hits > 0);
  qn_searcher_hit(fixture.searcher, 0, &hit);
  qn_query_free(query);
  return hit.article;
}

static void what_has_the_same_rare_words_is_found_first(void **state) {
  (void)state;
  const qn_article text = {.text = string_of("Of the moon and the sea, of sea and of moon")};
  assert_true(first_like(&text) <= 1);
  const qn_article dough = {.text = string_of("sugar and flour, baked")};
  assert_int_equal(first_like(&dough), 3);
}

static void the_article_itself_is_not_found(void **state) {
  (void)state;
  const qn_article tide = {.id = string_of("tide"), .title = string_of("Tides"), .text = string_of("moon, sea, moon")};
  assert_int_equal(first_like(&tide), 1);
}

/* Neither what all articles have nor what none has, neither numbers nor letters. */
static void words_that_say_nothing_are_left_out(void **state) {
  (void)state;
  const qn_article text = {.text = string_of("there flour 1987 s zebra moon town flour")};
  qn_query *query = query_like(&text);
  assert_string_equal(qn_query_text(query), "flour^0.5 moon^0.333");
  qn_query_free(query);
}

static void words_of_the_title_count_more(void **state) {
  (void)state;
  const qn_article text = {.title = string_of("moon"), .text = string_of("flour")};
  qn_query *query = query_like(&text);
  assert_string_equal(qn_query_text(query), "moon^0.5 flour^0.333");
  qn_query_free(query);
}

static void forms_of_a_word_are_one(void **state) {
  (void)state;
  const qn_article text = {.text = string_of("Moon, moons and the moon's")};
  qn_query *query = query_like(&text);
  assert_string_equal(qn_query_text(query), "Moon^0.6");
  qn_query_free(query);
}

static void a_text_of_nothing_has_no_query(void **state) {
  (void)state;
  const qn_article empty = {.text = {NULL, 0}}, common = {.text = string_of("and then there was 1987")};
  qn_query *query = NULL;
  qn_error error;
  assert_int_equal(qn_query_similar(&query, fixture.index, &empty, &error), QN_BAD_QUERY);
  assert_int_equal(qn_query_similar(&query, fixture.index, &common, &error), QN_BAD_QUERY);
  assert_int_equal(qn_query_similar(&query, NULL, &common, &error), QN_INVALID);
  assert_string_equal(error.message,
                      "a query of similar articles needs an index, an article and a place to be returned to");
  assert_null(query);
}

static void words_of_another_language_than_the_default_count(void **state) {
  const qn_article articles[] = {
      {.id = string_of("1"), .text = string_of("The moon pulls the sea.")},
      {.id = string_of("2"), .text = string_of("alte Häuser am Flüsschen"), .language = string_of("de")},
      {.id = string_of("3"), .text = string_of("ein Haus und eine Brücke"), .language = string_of("de")}};
  const qn_article german = {.text = string_of("Häuser, Haus und Moons"), .language = string_of("de")};
  search_fixture mixed;
  qn_query *query = NULL;
  qn_error error;
  (void)state;
  search_fixture_open(&mixed, articles, 3, 0);
  assert_ok(qn_query_similar(&query, mixed.index, &german, &error), error);
  assert_string_equal(qn_query_text(query), "und^0.333 Moons^0.333 Häuser^0.5");
  qn_query_free(query);
  search_fixture_close(&mixed);
}

static void words_of_foreign_segments_count(void **state) {
  const char *const texts[] = {"the moon and the sea", "flour, baked"};
  const qn_article text = {.text = string_of("moon, flour, moon")};
  search_fixture foreign;
  char *dir = make_temp_dir();
  qn_query *query = NULL;
  qn_error error;
  (void)state;
  add_texts(dir, texts, 2);
  make_index_foreign(dir);
  search_fixture_open_dirs(&foreign, (const char *const[]){dir}, 1);
  assert_ok(qn_query_similar(&query, foreign.index, &text, &error), error);
  assert_string_equal(qn_query_text(query), "moon^0.5 flour^0.333");
  qn_query_free(query);
  search_fixture_close(&foreign);
  remove_tree(dir);
}

static void invalid_bytes_are_left_out(void **state) {
  (void)state;
  const qn_article text = {.text = string_of("moon \xff\xfe flour")};
  qn_query *query = query_like(&text);
  assert_string_equal(qn_query_text(query), "moon^0.333 flour^0.333");
  qn_query_free(query);
}

static void reports_out_of_memory_at_any_request(void **state) {
  (void)state;
  const qn_article text = {.id = string_of("tide"), .text = string_of("moon \xff flour")};
  qn_status status = QN_NO_MEMORY;
  long n = 0;
  for (; status != QN_OK; n++) {
    qn_query *query = NULL;
    qn_error error;
    qn__memory_fail_after(n);
    status = qn_query_similar(&query, fixture.index, &text, &error);
    qn__memory_fail_after(-1);
    assert_true(status == QN_OK || status == QN_NO_MEMORY);
    qn_query_free(query);
  }
  assert_true(n > 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_has_the_same_rare_words_is_found_first),
      cmocka_unit_test(the_article_itself_is_not_found),
      cmocka_unit_test(words_that_say_nothing_are_left_out),
      cmocka_unit_test(words_of_the_title_count_more),
      cmocka_unit_test(forms_of_a_word_are_one),
      cmocka_unit_test(a_text_of_nothing_has_no_query),
      cmocka_unit_test(words_of_another_language_than_the_default_count),
      cmocka_unit_test(words_of_foreign_segments_count),
      cmocka_unit_test(invalid_bytes_are_left_out),
      cmocka_unit_test(reports_out_of_memory_at_any_request),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
