/* SPDX-License-Identifier: MIT */
/* test_hit_positions.c: the query's words are found where they stand. */
#include "result/searcher.h"
#include "support/query_tree.h"
#include "support/support.h"

#include <string.h>

typedef struct fixture {
  char *dir;
  qn_index *index;
  qn_searcher *searcher;
} fixture;

static int set_up(void **state) {
  static fixture f;
  static const qn_article article = {
      .id = {"1", 1}, .title = {"trade talks", 11}, .text = {"rare earth trade earth rare earth 北京大学", 46}};
  const char *dirs[1];
  qn_error error;
  f = (fixture){.dir = make_temp_dir()};
  add_articles(f.dir, &article, 1, NULL);
  dirs[0] = f.dir;
  assert_ok(qn_index_open(&f.index, dirs, 1, &error), error);
  assert_ok(qn_searcher_new(&f.searcher, f.index, &error), error);
  *state = &f;
  return 0;
}

static int tear_down(void **state) {
  fixture *f = *state;
  qn_searcher_free(f->searcher);
  qn_index_close(f->index);
  remove_tree(f->dir);
  return 0;
}

/* Searches, and compares the matches with `expected`: position and words covered, by turns. */
static void check_query(fixture *f, qn_query *query, const uint32_t *expected, size_t n) {
  qn_hits hits;
  qn__matched_segment *segment = NULL;
  qn__match_list found = {.n = 0};
  qn_error error;
  assert_ok(qn_search(f->searcher, query, NULL, &hits, &error), error);
  qn_query_free(query);
  assert_ok(qn__match_hits(f->searcher, 0, &segment, &error), error);
  assert_ok(qn__find_matches(segment, 0, &found, &error), error);
  assert_int_equal(found.n, n);
  for (size_t i = 0; i < n; i++) {
    assert_int_equal(found.data[i].position, expected[2 * i]);
    assert_int_equal(found.data[i].words, expected[2 * i + 1]);
    assert_true(found.data[i].weight > 0.0f);
  }
}

static void check(fixture *f, const char *text, const uint32_t *expected, size_t n) {
  qn_query *query = NULL;
  qn_error error;
  assert_ok(qn_query_parse(&query, text, strlen(text), NULL, &error), error);
  check_query(f, query, expected, n);
}

/* Two copies of the title, two words and a gap of eight each: the text begins at 20. */
enum { TEXT = 20 };

static void a_word_is_found_in_title_and_text(void **state) {
  const uint32_t trade[] = {0, 1, 10, 1, TEXT + 2, 1};
  check(*state, "trade", trade, 3);
  const uint32_t both[] = {TEXT, 1, TEXT + 1, 1, TEXT + 3, 1, TEXT + 4, 1, TEXT + 5, 1};
  check(*state, "earths rare", both, 5);
}

static void the_matches_of_many_words_are_in_the_order_of_the_text(void **state) {
  const uint32_t all[] = {0,        1, 1,        1, 10,       1, 11,       1, TEXT,     2, TEXT,     1,
                          TEXT + 1, 1, TEXT + 2, 1, TEXT + 3, 1, TEXT + 4, 2, TEXT + 4, 1, TEXT + 5, 1};
  check(*state, "talks earth \"rare earth\" trade rare", all, 12);
}

static void a_phrase_gives_its_own_occurrences_and_not_those_of_its_words(void **state) {
  const uint32_t phrase[] = {TEXT, 2, TEXT + 4, 2};
  check(*state, "\"rare earth\"", phrase, 2);
  const uint32_t both[] = {TEXT, 2, TEXT + 1, 1, TEXT + 3, 1, TEXT + 4, 2, TEXT + 5, 1};
  check(*state, "\"rare earth\" earth", both, 5);
  const uint32_t longer_first[] = {TEXT, 2, TEXT, 1, TEXT + 4, 2, TEXT + 4, 1};
  check(*state, "rare \"rare earth\"", longer_first, 4);
}

static void an_exact_word_gives_the_occurrences_in_its_form(void **state) {
  const uint32_t talks[] = {1, 1, 11, 1};
  check(*state, "=talks", talks, 2);
  const uint32_t rare[] = {TEXT, 1, TEXT + 4, 1};
  check(*state, "=talk rare", rare, 2);
  const uint32_t phrase[] = {0, 2, 10, 2};
  check(*state, "=\"trade talks\"", phrase, 2);
  check(*state, "\"trade talk\" =\"trade talk\"", phrase, 2);
}

static void a_title_word_is_found_in_the_text_where_nothing_else_is(void **state) {
  const uint32_t title[] = {0, 1, 10, 1, TEXT, 1, TEXT + 4, 1};
  check(*state, "title:trade rare", title, 4);
  const uint32_t both[] = {0, 1, 10, 1, TEXT + 2, 1};
  check(*state, "title:trade", both, 3); /* nothing else is in the text */
}

static void words_near_each_other_are_found_one_by_one(void **state) {
  const uint32_t near[] = {TEXT, 1, TEXT + 2, 1, TEXT + 4, 1};
  check_query(*state, parse_as(QN__NEAR, "trade rare", 2, false), near, 3);
  const uint32_t phrase[] = {TEXT, 1, TEXT + 1, 1, TEXT + 2, 1, TEXT + 4, 1, TEXT + 5, 1};
  check_query(*state, parse_as(QN__NEAR, "trade \"rare earth\"", 1, false), phrase, 5);
  const uint32_t side_by_side[] = {TEXT + 1, 1, TEXT + 2, 1, TEXT + 3, 1};
  check_query(*state, parse_as(QN__NEAR, "trade earth", 0, false), side_by_side, 3);
  const uint32_t pairs[] = {TEXT + 2, 1, TEXT + 6, 1, TEXT + 7, 1, TEXT + 8, 1};
  check_query(*state, parse_as(QN__NEAR, "=\"北京大学\" =trade", 3, false), pairs, 4);
}

static void a_word_of_two_units_is_found_once(void **state) {
  const uint32_t expected[] = {TEXT, 1, TEXT + 1, 1, TEXT + 2, 1};
  check_query(*state, parse_as(QN__NEAR, "\"rare earth\" \"earth trade\"", 0, false), expected, 3);
}

static void words_near_each_other_in_the_title_are_found_there(void **state) {
  const uint32_t title[] = {0, 1, 1, 1, 10, 1, 11, 1};
  check_query(*state, parse_as(QN__NEAR, "talks trade", 100, true), title, 4);
  check_query(*state, parse_as(QN__NEAR, "talks trade", 100, false), title, 4);
  check_query(*state, parse_as(QN__NEAR, "talks rare", 100, false), NULL, 0);
}

static void synonyms_are_found_as_wide_as_each_is(void **state) {
  const uint32_t expected[] = {0, 1, 10, 1, TEXT, 2, TEXT + 2, 1, TEXT + 4, 2};
  check_query(*state, parse_as(QN__SYNONYMS, "trade \"rare earth\"", 0, false), expected, 5);
  const uint32_t run[] = {TEXT, 1, TEXT + 4, 1, TEXT + 6, 3};
  check_query(*state, parse_as(QN__SYNONYMS, "\"北京大学\" rare", 0, false), run, 3);
  check_query(*state, parse_as(QN__SYNONYMS, "\"北京大学\" rare", 0, true), run, 0); /* none is in the title */
}

static void everything_gives_no_occurrences(void **state) {
  check_query(*state, parse_everything(), NULL, 0);
}

static void exclusions_give_no_occurrences(void **state) {
  const uint32_t rare[] = {TEXT, 1, TEXT + 4, 1};
  check(*state, "rare -zebra", rare, 2);
  check(*state, "rare -trade", rare, 2); /* also where the article is no hit */
}

static void filters_give_no_occurrences(void **state) {
  const uint32_t rare[] = {TEXT, 1, TEXT + 4, 1};
  check(*state, "rare lang:en", rare, 2);
  check(*state, "rare OR lang:de", rare, 2);
  check(*state, "lang:en", NULL, 0);
}

static void a_run_without_spaces_covers_the_positions_of_its_pairs(void **state) {
  const uint32_t run[] = {TEXT + 6, 3};
  check(*state, "北京大学", run, 1);
  const uint32_t one[] = {TEXT + 7, 1};
  check(*state, "京", one, 1);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
  const struct CMUnitTest tests[] = {
      TEST(a_word_is_found_in_title_and_text),
      TEST(the_matches_of_many_words_are_in_the_order_of_the_text),
      TEST(a_phrase_gives_its_own_occurrences_and_not_those_of_its_words),
      TEST(an_exact_word_gives_the_occurrences_in_its_form),
      TEST(a_title_word_is_found_in_the_text_where_nothing_else_is),
      TEST(words_near_each_other_are_found_one_by_one),
      TEST(a_word_of_two_units_is_found_once),
      TEST(words_near_each_other_in_the_title_are_found_there),
      TEST(synonyms_are_found_as_wide_as_each_is),
      TEST(everything_gives_no_occurrences),
      TEST(exclusions_give_no_occurrences),
      TEST(filters_give_no_occurrences),
      TEST(a_run_without_spaces_covers_the_positions_of_its_pairs),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
