/* SPDX-License-Identifier: MIT */
/* test_column_bonus.c: what articles earn for recent dates and for numbers. */
#include "support/rescored_hit.h"

#include <math.h>
#include <string.h>

#define NOW 1750000000 /* 2025-06-15 */

static search_fixture fixture;

static int set_up(void **state) {
  const qn_article articles[] = {
      {.id = string_of("1"), .text = string_of("tides rise"), .fields = string_of("{\"views\":0,\"grade\":0.5}")},
      {.id = string_of("2"),
       .text = string_of("tides rise"),
       .date = string_of("2025-06-15"),
       .fields = string_of("{\"views\":999,\"grade\":3}")},
      {.id = string_of("3"),
       .text = string_of("tides rise"),
       .date = string_of("2025-05-16"),
       .fields = string_of("{\"views\":2000000,\"grade\":-1}")},
      {.id = string_of("4"),
       .text = string_of("tides rise"),
       .date = string_of("2030-01-01"),
       .fields = string_of("{\"topic\":\"sea\"}")},
      {.id = string_of("5"),
       .text = string_of("tides tides tides tides"),
       .date = string_of("1950-01-01"),
       .fields = string_of("{\"marks\":[0.2,0.9,0.4]}")}};
  (void)state;
  search_fixture_open(&fixture, articles, 5, 0);
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  search_fixture_close(&fixture);
  return 0;
}

static qn_search_options options_of(double days, const char *column, bool is_count) {
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  options.now = NOW;
  options.recency_days = days;
  options.boost_column = column;
  options.boost_is_count = is_count;
  return options;
}

/* What an article earns for a feature, as a share of its score of stage 1. */
static double share(const qn_search_options *options, const char *query, uint64_t article, qn__feature feature) {
  qn_hits hits;
  qn_error error;
  qn__found found = {0, 0, 0, NULL};
  assert_ok(search_for(&fixture, query, options, &hits, &error), error);
  for (size_t i = 0; qn__found_hit(fixture.searcher, i, &found) && found.article != article - 1;)
    i++;
  assert_int_equal(found.article, article - 1);
  return (double)found.parts[feature] / found.base;
}

static bool is_about(double value, double expected) {
  return fabs(value - expected) < 1e-3;
}

static void a_date_is_worth_half_after_each_half_life(void **state) {
  (void)state;
  const qn_search_options options = options_of(30, NULL, false);
  assert_true(share(&options, "tides", 2, QN__RECENCY) > 0.48);
  const double age = (NOW - 1747353600) / 86400.0; /* since 2025-05-16 */
  assert_true(is_about(share(&options, "tides", 3, QN__RECENCY), 0.5 * exp2(-age / 30)));
  assert_true(is_about(share(&options, "tides", 5, QN__RECENCY), 0.0));
}

static void the_future_is_as_good_as_now(void **state) {
  (void)state;
  const qn_search_options options = options_of(30, NULL, false);
  assert_true(is_about(share(&options, "tides", 4, QN__RECENCY), 0.5));
}

static void what_has_no_date_earns_nothing(void **state) {
  (void)state;
  const qn_search_options options = options_of(30, NULL, false);
  assert_true(is_about(share(&options, "tides", 1, QN__RECENCY), 0.0));
}

static void a_number_is_worth_its_share_up_to_one(void **state) {
  (void)state;
  const qn_search_options options = options_of(0, "grade", false);
  assert_true(is_about(share(&options, "tides", 1, QN__COLUMN_BOOST), 0.25));
  assert_true(is_about(share(&options, "tides", 2, QN__COLUMN_BOOST), 0.5));
  assert_true(is_about(share(&options, "tides", 3, QN__COLUMN_BOOST), 0.0));
  assert_true(is_about(share(&options, "tides", 4, QN__COLUMN_BOOST), 0.0));
}

static void a_count_is_worth_its_logarithm(void **state) {
  (void)state;
  const qn_search_options options = options_of(0, "views", true);
  assert_true(is_about(share(&options, "tides", 1, QN__COLUMN_BOOST), 0.0));
  assert_true(is_about(share(&options, "tides", 2, QN__COLUMN_BOOST), 0.25));
  assert_true(is_about(share(&options, "tides", 3, QN__COLUMN_BOOST), 0.5));
}

/* Not even the newest article stands before one with all words. */
static void all_words_stand_first_even_so(void **state) {
  (void)state;
  const qn_search_options plain = options_of(0, NULL, false), options = options_of(30, "grade", false);
  const double before = share(&plain, "tides rise", 1, QN__ALL_WORDS) * 2;
  assert_true(share(&options, "tides rise", 1, QN__ALL_WORDS) * 2 > before);
  qn_hit last;
  qn_searcher_hit(fixture.searcher, 4, &last);
  assert_int_equal(last.article, 4);
}

static void a_boost_by_what_no_article_has_is_warned_of(void **state) {
  (void)state;
  const qn_search_options options = options_of(0, "topic", false);
  assert_true(is_about(share(&options, "tides", 4, QN__COLUMN_BOOST), 0.0));
  assert_non_null(qn_searcher_warning(fixture.searcher, 0));
  assert_non_null(strstr(qn_searcher_warning(fixture.searcher, 0), "topic"));
}

static void recency_is_warned_of_where_no_article_has_a_date(void **state) {
  search_fixture undated;
  qn_search_options options = options_of(30, NULL, false);
  qn_hits hits;
  qn_error error;
  (void)state;
  const qn_article article = {.id = string_of("1"), .text = string_of("tides rise")};
  search_fixture_open(&undated, &article, 1, 0);
  assert_ok(search_for(&undated, "tides", &options, &hits, &error), error);
  assert_string_equal(qn_searcher_warning(undated.searcher, 0), "no article has a date to be recent by");
  search_fixture_close(&undated);
  assert_ok(search_for(&fixture, "tides", &options, &hits, &error), error);
  assert_null(qn_searcher_warning(fixture.searcher, 0));
}

static void of_several_values_the_greatest_counts(void **state) {
  (void)state;
  const qn_search_options options = options_of(0, "marks", false);
  assert_true(is_about(share(&options, "tides", 5, QN__COLUMN_BOOST), 0.45));
}

static void a_half_life_is_a_positive_number(void **state) {
  (void)state;
  qn_hits hits;
  qn_error error;
  const qn_search_options negative = options_of(-1, NULL, false), none = options_of(NAN, NULL, false);
  assert_int_equal(search_for(&fixture, "tides", &negative, &hits, &error), QN_INVALID);
  assert_int_equal(search_for(&fixture, "tides", &none, &hits, &error), QN_INVALID);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_date_is_worth_half_after_each_half_life),
      cmocka_unit_test(the_future_is_as_good_as_now),
      cmocka_unit_test(what_has_no_date_earns_nothing),
      cmocka_unit_test(a_number_is_worth_its_share_up_to_one),
      cmocka_unit_test(a_count_is_worth_its_logarithm),
      cmocka_unit_test(all_words_stand_first_even_so),
      cmocka_unit_test(a_boost_by_what_no_article_has_is_warned_of),
      cmocka_unit_test(recency_is_warned_of_where_no_article_has_a_date),
      cmocka_unit_test(of_several_values_the_greatest_counts),
      cmocka_unit_test(a_half_life_is_a_positive_number),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
