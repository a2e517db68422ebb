/* SPDX-License-Identifier: MIT */
/* test_facets.c: the sink counts articles by value, over segments, an article once for each value. */
#include "base/portability.h"
#include "collect/facets.h"
#include "unit/sink_fixture.h"

#include <stdio.h>
#include <string.h>

static const filtered_row rows[] = {
    {"a", "2025-01-31T23:59", "{\"n\":[1,1,2],\"k\":[\"x\",\"y\"]}"},
    {"b", "2025-01-31", "{\"n\":2,\"k\":\"x\"}"},
    {"c", "1969-12-31", "{\"n\":-0.5}"},
    {"d", "2024-02-29", "{\"k\":[\"y\",\"z\"],\"n\":\"two\"}"},
    {"e", "2025-02-01", "{\"k\":\"x\",\"n\":10}"},
    {"f", NULL, "{\"k\":\"w\"}"},
};

enum { N = sizeof rows / sizeof rows[0] };

static int set_up(void **state) {
  (void)state;
  return open_rows(rows, N);
}

/* Counts the articles whose bits are set; returns "VALUE:COUNT ..." in order. */
static const char *count_some(qn_facet asked, uint64_t articles, qn__facet *out) {
  static char text[400];
  qn__facets facets;
  qn_error error;
  size_t size = 0;
  assert_ok(qn__facets_begin(&facets, fixture.index, &asked, 1, &arena, &error), error);
  for (uint64_t bit = 0; bit < N; bit += 3) { /* a segment has three */
    const uint64_t some = articles >> bit & 7;
    facets.sink.take_bits(&facets.sink, bit, &some, 1);
  }
  assert_ok(qn__facets_end(&facets, &error), error);
  *out = facets.facets[0];
  assert_int_equal(facets.n_seen, qn__popcount64(articles));
  text[0] = '\0';
  for (size_t i = 0; i < out->n_values; i++) {
    const qn_value value = qn__counted_value(&out->values[i]);
    if (value.type == QN_VALUE_KEYWORD)
      size += (size_t)sprintf(text + size, "%s", value.keyword.data);
    else if (value.type == QN_VALUE_DATE)
      size += (size_t)sprintf(text + size, "%lld", (long long)(value.seconds / 86400));
    else if (out->ranges == NULL)
      size += (size_t)sprintf(text + size, "%g", value.number);
    size += (size_t)sprintf(text + size, ":%u ", (unsigned)out->values[i].n);
  }
  return text;
}

static void keywords_are_counted_over_segments(void **state) {
  qn_facet asked = {.column = "k"};
  qn__facet facet;
  (void)state;
  assert_string_equal(count_some(asked, 63, &facet), "x:3 y:2 w:1 z:1 ");
  assert_int_equal(facet.n_articles, 5);
  assert_int_equal(facet.n_distinct, 4);
  asked.by_value = true;
  assert_string_equal(count_some(asked, 63, &facet), "w:1 x:3 y:2 z:1 ");
  assert_string_equal(count_some(asked, 1 << 3 | 1, &facet), "x:1 y:2 z:1 ");
  asked.by_value = false;
  asked.limit = 2;
  assert_string_equal(count_some(asked, 63, &facet), "x:3 y:2 ");
  assert_int_equal(facet.n_distinct, 4);
  assert_string_equal(count_some(asked, 0, &facet), "");
}

static void numbers_and_keywords_of_a_name_are_counted_together(void **state) {
  qn_facet asked = {.column = "n", .by_value = true};
  qn__facet facet;
  (void)state;
  assert_string_equal(count_some(asked, 63, &facet), "-0.5:1 1:1 2:2 10:1 two:1 ");
  assert_int_equal(facet.n_articles, 5);
  asked.by_value = false;
  asked.limit = 1;
  assert_string_equal(count_some(asked, 63, &facet), "2:2 ");
}

static void dates_are_counted_by_day_month_and_year(void **state) {
  qn_facet asked = {.column = "date", .by = QN_FACET_DAY};
  qn__facet facet;
  (void)state;
  assert_string_equal(count_some(asked, 63, &facet), "-1:1 19782:1 20119:2 20120:1 ");
  asked.by = QN_FACET_MONTH;
  assert_string_equal(count_some(asked, 63, &facet), "-31:1 19754:1 20089:2 20120:1 ");
  asked.by = QN_FACET_YEAR;
  assert_string_equal(count_some(asked, 63, &facet), "-365:1 19723:1 20089:3 ");
  asked.limit = 1;
  assert_string_equal(count_some(asked, 63, &facet), "20089:3 ");
  asked.limit = 2;
  asked.by = QN_FACET_VALUE;
  assert_string_equal(count_some(asked, 63, &facet), "20119:2 -1:1 ");
}

static void ranges_begin_at_their_bounds(void **state) {
  static const double bounds[] = {0, 2, 10};
  const qn_facet asked = {.column = "n", .by = QN_FACET_RANGE, .bounds = bounds, .n_bounds = 3};
  qn__facet facet;
  (void)state;
  assert_string_equal(count_some(asked, 63, &facet), ":1 :1 :2 :1 ");
  assert_int_equal(facet.n_articles, 4);
  assert_int_equal(facet.n_distinct, 4);
}

static void a_column_that_is_nowhere_has_no_values(void **state) {
  const qn_facet asked = {.column = "none"};
  qn__facet facet;
  (void)state;
  assert_string_equal(count_some(asked, 63, &facet), "");
  assert_int_equal(facet.n_articles, 0);
}

static void many_distinct_values_are_counted(void **state) {
  enum { DISTINCT = 100000 };
  char *dir = make_temp_dir();
  qn_writer *writer = open_writer_in(dir, NULL);
  search_fixture f;
  qn_hits hits;
  qn_error error;
  qn_facet_result result;
  qn_facet_value value;
  (void)state;
  for (unsigned i = 0; i < DISTINCT / 100; i++) { /* a hundred values each, one of them shared */
    char id[20], fields[4000];
    size_t size = (size_t)sprintf(fields, "{\"k\":[\"shared\"");
    for (unsigned v = 0; v < 100; v++)
      size += (size_t)sprintf(fields + size, ",\"value %u\"", i * 100 + v);
    strcpy(fields + size, "]}");
    sprintf(id, "%u", i);
    const qn_article article = {.id = string_of(id), .text = string_of("cat"), .fields = string_of(fields)};
    assert_ok(qn_writer_add(writer, &article, &error), error);
  }
  commit_and_close(writer);
  const char *const dirs[] = {dir};
  search_fixture_open_dirs(&f, dirs, 1);
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  const qn_facet asked = {.column = "k", .limit = 2};
  options.facets = &asked;
  options.n_facets = 1;
  assert_ok(search_for(&f, "cat", &options, &hits, &error), error);
  assert_true(qn_searcher_facet(f.searcher, 0, &result));
  assert_int_equal(result.n_distinct, DISTINCT + 1);
  assert_true(qn_searcher_facet_value(f.searcher, 0, 0, &value));
  assert_string_equal(value.value.keyword.data, "shared");
  assert_int_equal(value.n_articles, DISTINCT / 100);
  assert_true(qn_searcher_facet_value(f.searcher, 0, 1, &value));
  assert_string_equal(value.value.keyword.data, "value 0");
  search_fixture_close(&f);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(keywords_are_counted_over_segments),
      cmocka_unit_test(numbers_and_keywords_of_a_name_are_counted_together),
      cmocka_unit_test(dates_are_counted_by_day_month_and_year),
      cmocka_unit_test(ranges_begin_at_their_bounds),
      cmocka_unit_test(a_column_that_is_nowhere_has_no_values),
      cmocka_unit_test(many_distinct_values_are_counted),
  };
  return cmocka_run_group_tests(tests, set_up, close_rows);
}
