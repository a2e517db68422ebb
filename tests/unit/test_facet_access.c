/* SPDX-License-Identifier: MIT */
/* test_facet_access.c: facets come with a search, and live as long as it. */
#include "base/memory.h"
#include "support/filter_fixture.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static search_fixture fixture;

static int set_up(void **state) {
  (void)state;
  filter_fixture_open_values(&fixture);
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  search_fixture_close(&fixture);
  return 0;
}

static qn_status search_facets(const char *query, const qn_facet *facets, size_t n) {
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  qn_hits hits;
  qn_error error;
  options.facets = facets;
  options.n_facets = n;
  return search_for(&fixture, query, &options, &hits, &error);
}

static void a_search_counts_what_it_is_asked(void **state) {
  double bounds[] = {2};
  char column[] = "n";
  const qn_facet facets[] = {{.column = "k"},
                             {.column = column, .by = QN_FACET_RANGE, .bounds = bounds, .n_bounds = 1}};
  qn_facet_result result;
  qn_facet_value value;
  (void)state;
  assert_int_equal(search_facets("cat", facets, 2), QN_OK);
  bounds[0] = 99; /* they are read during the call only */
  column[0] = 'x';
  assert_true(qn_searcher_facet(fixture.searcher, 0, &result));
  assert_int_equal(result.n_values, 2);
  assert_int_equal(result.n_articles, 2);
  assert_true(qn_searcher_facet_value(fixture.searcher, 0, 0, &value));
  assert_string_equal(value.value.keyword.data, "x");
  assert_int_equal(value.n_articles, 2);
  assert_true(qn_searcher_facet_value(fixture.searcher, 1, 0, &value));
  assert_true(isinf(value.value.number) && value.value.number < 0 && value.end >= 2 && value.end <= 2);
  assert_int_equal(value.n_articles, 1);
  assert_true(qn_searcher_facet_value(fixture.searcher, 1, 1, &value));
  assert_true(isinf(value.end) && value.value.number >= 2 && value.value.number <= 2);
  assert_int_equal(value.n_articles, 2);
  assert_false(qn_searcher_facet(fixture.searcher, 2, &result));
  assert_int_equal(result.n_values, 0);
  assert_false(qn_searcher_facet_value(fixture.searcher, 1, 2, &value));
  assert_false(qn_searcher_facet_value(fixture.searcher, 2, 0, &value));
  assert_int_equal(search_facets("cat", NULL, 0), QN_OK);
  assert_false(qn_searcher_facet(fixture.searcher, 0, &result));
}

static void a_facet_of_another_type_is_reported(void **state) {
  static const double bounds[] = {2};
  const qn_facet facets[] = {{.column = "k", .by = QN_FACET_MONTH},
                             {.column = "k", .by = QN_FACET_RANGE, .bounds = bounds, .n_bounds = 1},
                             {.column = "both", .by = QN_FACET_RANGE, .bounds = bounds, .n_bounds = 1},
                             {.column = "date", .by = QN_FACET_DAY}};
  (void)state;
  assert_int_equal(search_facets("cat", facets, 4), QN_OK);
  assert_string_equal(qn_searcher_warning(fixture.searcher, 0), "the field k has no dates to count");
  assert_string_equal(qn_searcher_warning(fixture.searcher, 1), "the field k has no numbers to count");
  assert_null(qn_searcher_warning(fixture.searcher, 2));
}

static void what_finds_nothing_counts_nothing(void **state) {
  const qn_facet facets[] = {{.column = "k"}, {.column = "colour"}};
  qn_facet_result result;
  (void)state;
  assert_int_equal(search_facets("zebra", facets, 2), QN_OK);
  assert_true(qn_searcher_facet(fixture.searcher, 0, &result));
  assert_int_equal(result.n_values, 0);
  assert_non_null(strstr(qn_searcher_warning(fixture.searcher, 0), "no article has a field colour to count"));
  assert_null(qn_searcher_warning(fixture.searcher, 1));
}

/* In a block of an engine articles come after the one that failed. */
static void facets_that_fail_end_the_search(void **state) {
  static char fields[6][6000]; /* a number and 500 keywords each: counts take more than what is at hand */
  filtered_row mixed[6];
  qn_facet facets[30];
  qn_status status = QN_NO_MEMORY;
  (void)state;
  for (size_t i = 0; i < 30; i++)
    facets[i] = (qn_facet){.column = "m"};
  for (unsigned i = 0; i < 6; i++) {
    static const char *const ids[] = {"a", "b", "c", "d", "e", "f"};
    char *to = stpcpy(fields[i], "{\"m\":[1");
    for (unsigned k = 0; k < 500; k++)
      to += sprintf(to, ",\"k%u\"", i * 500 + k);
    strcpy(to, "]}");
    mixed[i] = (filtered_row){ids[i], NULL, fields[i]};
  }
  for (long after = 0; status != QN_OK; after++) {
    qn_search_options options = QN_SEARCH_OPTIONS_INIT;
    search_fixture f;
    qn_query *query = NULL;
    qn_hits hits;
    qn_error error;
    options.facets = facets;
    options.n_facets = 30;
    filter_fixture_open(&f, mixed, 6);
    assert_ok(qn_query_parse(&query, "\"cat dog\"", 9, NULL, &error), error);
    qn__memory_fail_after(after);
    status = qn_search(f.searcher, query, &options, &hits, &error);
    qn__memory_fail_after(-1);
    assert_true(status == QN_OK || status == QN_NO_MEMORY);
    qn_query_free(query);
    search_fixture_close(&f);
  }
}

static void facets_that_make_no_sense_are_refused(void **state) {
  static const double up[] = {1, 1}, not_a_number[] = {NAN};
  const qn_facet bad[] = {{.column = NULL},
                          {.column = "n", .by = (qn_facet_by)9},
                          {.column = "n", .by = QN_FACET_RANGE},
                          {.column = "n", .by = QN_FACET_RANGE, .bounds = up, .n_bounds = 2},
                          {.column = "n", .by = QN_FACET_RANGE, .bounds = not_a_number, .n_bounds = 1}};
  (void)state;
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
    assert_int_equal(search_facets("cat", &bad[i], 1), QN_INVALID);
  assert_int_equal(search_facets("cat", NULL, 1), QN_INVALID);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_search_counts_what_it_is_asked),      cmocka_unit_test(a_facet_of_another_type_is_reported),
      cmocka_unit_test(what_finds_nothing_counts_nothing),     cmocka_unit_test(facets_that_fail_end_the_search),
      cmocka_unit_test(facets_that_make_no_sense_are_refused),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
