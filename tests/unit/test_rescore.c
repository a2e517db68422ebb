/* SPDX-License-Identifier: MIT */
/* test_rescore.c: what articles earn in stage 2, all in all. */
#include "base/memory.h"
#include "support/rescored_hit.h"

#include <string.h>

static search_fixture fixture;

#define FILL " the committee met and went through the list of what had been left over "

static int set_up(void **state) {
  const qn_article articles[] = {
      {.id = string_of("1"), .title = string_of("Bond"), .text = string_of("A bond is a loan." FILL FILL FILL FILL)},
      {.id = string_of("2"), .title = string_of("Bond paper"), .text = string_of("Bond, bond. A bond yields." FILL)},
      {.id = string_of("3"), .title = string_of("Lake"), .text = string_of("pike and perch" FILL FILL FILL FILL)},
      {.id = string_of("4"), .title = string_of("Pike"), .text = string_of("pike pike pike, a pike is" FILL)},
      {.id = string_of("5"), .title = string_of("Perch flash"), .text = string_of("blah")},
      {.id = string_of("6"), .title = string_of("Perch")},
      {.id = string_of("7"), .title = string_of("Flash"), .text = string_of("blah")},
      {.id = string_of("8"), .title = string_of("Universe"), .text = string_of("The universe is all there is." FILL)},
      {.id = string_of("9"), .text = string_of("A university, a university; the university is it." FILL)},
      {.id = string_of("10"), .title = string_of("Eel catch falls again (official)"), .text = string_of("blah")},
      {.id = string_of("11"),
       .title = string_of("Eel catch falls as rain and snow delay boats"),
       .text = string_of("blah")}};
  (void)state;
  search_fixture_open(&fixture, articles, 11, 0);
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  search_fixture_close(&fixture);
  return 0;
}

static uint64_t first_of(const char *query) {
  qn_hit hit;
  assert_true(count_hits(&fixture, query) > 0);
  qn_searcher_hit(fixture.searcher, 0, &hit);
  return hit.article + 1;
}

static void the_article_whose_title_is_the_query_is_first(void **state) {
  (void)state;
  assert_int_equal(first_of("bond"), 1);
  assert_int_equal(first_of("BOND"), 1);
}

static void an_article_with_all_words_is_before_any_without(void **state) {
  (void)state;
  assert_int_equal(first_of("pike perch"), 3);
}

static void a_title_of_one_word_in_another_form_is_not_before_the_form_that_was_typed(void **state) {
  (void)state;
  assert_int_equal(first_of("university"), 9);
  assert_int_equal(first_of("universe"), 8);
}

static void a_text_of_next_to_nothing_earns_nothing(void **state) {
  (void)state;
  const qn__found found = rescored_hit(&fixture, "perch", 5);
  assert_int_equal(found.score, found.base);
}

static void it_earns_all_where_its_title_is_the_query(void **state) {
  (void)state;
  const qn__found found = rescored_hit(&fixture, "flash", 7);
  assert_true(found.parts[QN__EXACT_TITLE] > 0 && found.parts[QN__TYPED_FORMS] > 0);
}

static void it_earns_where_three_words_are_half_of_its_title(void **state) {
  (void)state;
  qn__found found = rescored_hit(&fixture, "eel catch falls", 10);
  assert_true(found.parts[QN__ALL_WORDS] > 0 && found.parts[QN__TITLE_COVERAGE] > 0);
  found = rescored_hit(&fixture, "eel catch falls", 11);
  assert_int_equal(found.score, found.base);
  found = rescored_hit(&fixture, "eel catch falls slowly in the lake", 10);
  assert_int_equal(found.score, found.base);
  found = rescored_hit(&fixture, "flash perch", 5);
  assert_int_equal(found.score, found.base);
}

static void an_article_that_is_a_title_alone_earns(void **state) {
  (void)state;
  const qn__found found = rescored_hit(&fixture, "perch", 6);
  assert_true(found.parts[QN__EXACT_TITLE] > 0);
}

static void a_score_is_that_of_stage_1_and_its_parts(void **state) {
  (void)state;
  static const char *const queries[] = {"pike perch", "bond paper", "bond a loan \"is a\"", "committee"};
  for (size_t q = 0; q < 4; q++) {
    const size_t n = count_hits(&fixture, queries[q]);
    assert_true(n > 1);
    for (size_t i = 0; i < n; i++) {
      qn__found found;
      assert_true(qn__found_hit(fixture.searcher, i, &found));
      uint64_t sum = found.base;
      for (size_t part = 0; part < QN__N_FEATURES; part++)
        sum += found.parts[part];
      assert_int_equal(sum, found.score);
    }
  }
}

/* How often a search can be stopped. */
typedef struct stop {
  long asked, at;
} stop;

static bool stops(void *context) {
  stop *s = context;
  return s->asked++ == s->at;
}

static long count_stops(qn_rank rank) {
  stop s = {0, 0};
  qn_status status = QN_CANCELLED;
  for (; status != QN_OK; s.at++) {
    qn_search_options options = QN_SEARCH_OPTIONS_INIT;
    qn_hits hits;
    qn_error error;
    options.rank = rank;
    options.cancelled = stops;
    options.cancel_context = &s;
    s.asked = 0;
    status = search_for(&fixture, "bond \"is a\" perch", &options, &hits, &error);
    assert_true(status == QN_OK || status == QN_CANCELLED);
  }
  return s.at;
}

static void it_can_be_stopped_at_any_candidate(void **state) {
  (void)state;
  assert_true(count_stops(QN_RANK_DEFAULT) > count_stops(QN_RANK_BM25) + 10);
}

static void reports_out_of_memory_at_any_request(void **state) {
  (void)state;
  static const char text[] = "bond \"pike and\" perch";
  qn_status status = QN_NO_MEMORY;
  qn_query *query = NULL;
  qn_error parse_error;
  long n = 0;
  assert_ok(qn_query_parse(&query, text, strlen(text), NULL, &parse_error), parse_error);
  for (; status != QN_OK; n++) {
    search_fixture f = {.index = fixture.index};
    qn_hits hits;
    qn_error error;
    assert_ok(qn_searcher_new(&f.searcher, f.index, &error), error);
    qn__memory_fail_after(n);
    status = qn_search(f.searcher, query, NULL, &hits, &error);
    qn__memory_fail_after(-1);
    assert_true(status == QN_OK || status == QN_NO_MEMORY);
    qn_searcher_free(f.searcher);
  }
  qn_query_free(query);
  assert_true(n > 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_article_whose_title_is_the_query_is_first),
      cmocka_unit_test(an_article_with_all_words_is_before_any_without),
      cmocka_unit_test(a_title_of_one_word_in_another_form_is_not_before_the_form_that_was_typed),
      cmocka_unit_test(a_text_of_next_to_nothing_earns_nothing),
      cmocka_unit_test(it_earns_all_where_its_title_is_the_query),
      cmocka_unit_test(it_earns_where_three_words_are_half_of_its_title),
      cmocka_unit_test(an_article_that_is_a_title_alone_earns),
      cmocka_unit_test(a_score_is_that_of_stage_1_and_its_parts),
      cmocka_unit_test(it_can_be_stopped_at_any_candidate),
      cmocka_unit_test(reports_out_of_memory_at_any_request),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
