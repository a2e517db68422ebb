/* SPDX-License-Identifier: MIT */
/* test_column_facets.c: counts of values, against brute force: the articles that a query and a filter find are looked
 * through one by one. */
#include "support/random_columns.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

/* Whether an article has a value of a facet. */
static bool item_has(const item *it, const qn_facet *facet, const qn_facet_value *value) {
  bool has = false;
  char year[16], date[16];
  if (strcmp(facet->column, "topics") == 0)
    for (unsigned i = 0; i < it->n_topics; i++)
      has |= value->value.type == QN_VALUE_KEYWORD && strcmp(it->topics[i], value->value.keyword.data) == 0;
  for (unsigned i = 0; strcmp(facet->column, "prices") == 0 && i < it->n_prices; i++)
    has |= facet->by == QN_FACET_RANGE ? it->prices[i] >= value->value.number && it->prices[i] < value->end
                                       : it->prices[i] >= value->value.number && it->prices[i] <= value->value.number;
  if (strcmp(facet->column, "year") == 0 && it->year_is_keyword == (value->value.type == QN_VALUE_KEYWORD)) {
    sprintf(year, "%d", it->year);
    has = it->year_is_keyword ? strcmp(year, value->value.keyword.data) == 0
                              : it->year >= value->value.number && it->year <= value->value.number;
  }
  if (strcmp(facet->column, "date") == 0 && it->date[0] != '\0') {
    const time_t seconds = (time_t)value->value.seconds;
    struct tm day;
    static const char *const formats[] = {"%Y-%m-%d", "%Y", "%Y-%m", "%Y-%m-%d"};
    strftime(date, sizeof date, formats[facet->by], gmtime_r(&seconds, &day));
    has = strncmp(it->date, date, strlen(date)) == 0;
  }
  return has;
}

static void check_facet(session *s, size_t number, const qn_facet *facet, const meant *filter) {
  qn_facet_result result;
  qn_facet_value value, last = {.n_articles = UINT64_MAX};
  uint64_t sum = 0, expected_sum = 0;
  assert_true(qn_searcher_facet(s->searcher, number, &result));
  for (size_t k = 0; k < result.n_values; k++) {
    uint64_t n = 0;
    assert_true(qn_searcher_facet_value(s->searcher, number, k, &value));
    for (size_t i = 0; i < s->n_all; i++)
      n += item_fits(s->all[i].it, filter, 1) && item_has(s->all[i].it, facet, &value);
    if (n != value.n_articles)
      fail_msg("%s %s: value %zu (%s %g %lld) has %u articles instead of %u", qn_query_text(s->query), facet->column, k,
               value.value.keyword.data, value.value.number, (long long)value.value.seconds, (unsigned)value.n_articles,
               (unsigned)n);
    assert_true(facet->by != QN_FACET_VALUE || facet->by_value || n <= last.n_articles);
    assert_true(facet->by == QN_FACET_RANGE || n > 0);
    last = value;
    sum += n;
  }
  assert_false(qn_searcher_facet_value(s->searcher, number, result.n_values, &value));
  for (size_t i = 0; i < s->n_all; i++)
    if (item_fits(s->all[i].it, filter, 1) && strcmp(facet->column, "topics") == 0)
      for (unsigned a = 0; a < s->all[i].it->n_topics; a++) {
        bool again = false;
        for (unsigned b = 0; b < a; b++)
          again |= strcmp(s->all[i].it->topics[a], s->all[i].it->topics[b]) == 0;
        expected_sum += !again;
      }
  if (strcmp(facet->column, "topics") == 0 && facet->limit == 100)
    assert_int_equal(sum, expected_sum);
}

static void check_facets(random_source *random, session *s) {
  static const double bounds[] = {0, 2.5, 5};
  const qn_facet facets[] = {{"topics", QN_FACET_VALUE, NULL, 0, 100, false},
                             {"topics", QN_FACET_VALUE, NULL, 0, 3, random_below(random, 2) == 0},
                             {"date", QN_FACET_MONTH, NULL, 0, 0, false},
                             {"date", QN_FACET_YEAR, NULL, 0, 0, false},
                             {"date", QN_FACET_DAY, NULL, 0, 5, false},
                             {"prices", QN_FACET_RANGE, bounds, 3, 0, false},
                             {"prices", QN_FACET_VALUE, NULL, 0, 0, true},
                             {"year", QN_FACET_VALUE, NULL, 0, 0, false},
                             {"colour", QN_FACET_VALUE, NULL, 0, 0, false}};
  const size_t n = sizeof facets / sizeof facets[0];
  qn_search_options options = plain_options();
  meant filter;
  qn_filter given;
  qn_hits hits;
  qn_error error;
  draw_filter(random, &s->made, &filter);
  given = (qn_filter){filter_columns[filter.kind], filter.value, filter.exclude};
  options.facets = facets;
  options.n_facets = n;
  options.filters = &given;
  options.n_filters = 1;
  assert_ok(qn_search(s->searcher, s->query, &options, &hits, &error), error);
  for (size_t i = 0; i < n; i++)
    check_facet(s, i, &facets[i], &filter);
  assert_true(hits.total_exact);
}

static void facets_count_the_articles_that_match(void **state) {
  random_source random = random_start("facets", 13);
  (void)state;
  each_session(&random, check_facets);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(facets_count_the_articles_that_match),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
