/* SPDX-License-Identifier: MIT */
/* test_parse_query.c: NAME:value is a filter where the index has the column and the value can be in it; else its
 * words are searched, and a warning says so. */
#include "base/memory.h"
#include "support/filter_fixture.h"
#include "support/parsed_query.h"

#include <string.h>

static search_fixture fixture;
static qn_query_options options;

static int set_up(void **state) {
  static const filtered_row rows[] = {
      {"docs/a.md", "2025-06-09", "{\"price\":12.5,\"topics\":[\"cocoa\",\"New York\"]}"},
      {"b.txt", "2024-01-15",
       "{\"price\":30,\"topics\":\"tea\",\"Shelf\":\"*\",\"std\":\"x\",\"http\":\"x\",\"C\":\"x\"}"}};
  (void)state;
  filter_fixture_open(&fixture, rows, 2);
  options = (qn_query_options)QN_QUERY_OPTIONS_INIT;
  options.index = fixture.index;
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  search_fixture_close(&fixture);
  return 0;
}

/* A query has this canonical text, which is its own, and no warning. */
static void check(const char *text, const char *canonical) {
  check_query_with(&options, text, canonical, NULL);
  check_query_with(&options, canonical, canonical, NULL);
}

static void check_warns(const char *text, const char *canonical, const char *warning) {
  check_query_with(&options, text, canonical, warning);
  check_query_with(&options, canonical, canonical, NULL);
}

static void columns_of_the_index_are_filters(void **state) {
  (void)state;
  check("topics:cocoa", "topics:cocoa");
  check("topics:\"New York\"", "topics:\"New York\"");
  check("price:10..20 price:>=10 price:<5 price:-5", "price:10..20 price:>=10 price:<5 price:-5");
  check("date:2025-06-09 date:2025-06..2025-07 date:..2024 date:7d..",
        "date:2025-06-09 date:2025-06..2025-07 date:..2024 date:7d..");
  check("id:docs/a.md path:docs/** path:*.md path:**", "id:docs/a.md path:docs/** path:\"*.md\" path:\"**\"");
  check("tide -topics:tea", "tide -topics:tea");
  check("(tide AND topics:tea) OR (price:5 OR date:2024)", "(+tide topics:tea) OR price:5 OR date:2024");
}

static void names_are_written_in_any_case(void **state) {
  (void)state;
  check("TOPICS:tea Date:2024 shelf:a", "topics:tea date:2024 Shelf:a");
}

static void an_unknown_name_is_a_word(void **state) {
  (void)state;
  check_warns("tide author:x", "tide author x",
              "the field author: at character 6 does not exist (there are title:, lang:, id:, path: and the columns of "
              "the index); it is searched as a word");
  options.index = NULL;
  check_warns("topics:tea", "topics tea",
              "the field topics: at character 1 does not exist (there are title:, lang:, "
              "id:, path:); it is searched as a word");
  options.index = fixture.index;
}

static void a_value_that_the_column_cannot_have_is_words(void **state) {
  (void)state;
  check_warns("tide price:cheap", "tide price cheap",
              "the value cheap at character 12 is neither a number nor a range of numbers, like 10..20 or >=10; it "
              "and the name before it are searched as words");
  check_warns("price:\"very cheap\"", "price \"very cheap\"", "the value very cheap at character 8");
  check_warns("date:yesterdayish", "date yesterdayish",
              "the value yesterdayish at character 6 is neither a date nor a range of dates, like 2025-06-09, "
              "2025-06..2025-07 or 7d..");
  check_warns("price:x^2", "price^2 x^2", "the value x at character 7");
  check_warns("-price:x y", "-\"price:x\" y", "the value x at character 8");
}

static void what_is_wrong_is_an_error_of_a_strict_query(void **state) {
  qn_query_options strict = options;
  qn_query *query;
  qn_error error;
  (void)state;
  strict.strict = true;
  assert_int_equal(qn_query_parse(&query, "tide price:cheap", 16, &strict, &error), QN_BAD_QUERY);
  assert_int_equal(error.column, 12);
  assert_int_equal(qn_query_parse(&query, "tide author:x", 13, &strict, &error), QN_BAD_QUERY);
  assert_int_equal(error.column, 6);
}

static void a_filter_never_scores(void **state) {
  (void)state;
  check_warns("tide price:5^2", "tide price:5", "what stands after the filter at character 12 has no effect");
  check_warns("title:price:5", "title:price title:5", "the field price: at character 7 has no effect after a field");
  check_warns("price: 5", "price:5", "the field price: at character 1 has a space after it");
  check_warns("price:", "price", "the field price: at character 1 has nothing after it");
  check_warns("topics:\"\" x", "x", "the filter at character 1 has no value after it");
}

static void what_only_looks_like_a_filter_is_words(void **state) {
  (void)state;
  check("http://x", "http x");
  check("12:30", "12 30");
  check("C:\\x", "C x");
  check("std::vector", "std vector");
  options.mode = QN_QUERY_WORDS;
  check_query_with(&options, "topics:tea", "topics tea", NULL);
  options.mode = QN_QUERY_SYNTAX;
}

static void reports_out_of_memory(void **state) {
  static const char text[] = "TOPICS:tea price:cheap author:x -date:2024";
  qn_status status = QN_NO_MEMORY;
  (void)state;
  for (long n = 0; status == QN_NO_MEMORY; n++) {
    qn_query *query = NULL;
    qn_error error;
    qn__memory_fail_after(n);
    status = qn_query_parse(&query, text, strlen(text), &options, &error);
    qn__memory_fail_after(-1);
    qn_query_free(query);
  }
  assert_int_equal(status, QN_OK);
}

static void options_that_make_no_sense_are_refused(void **state) {
  (void)state;
  qn_query_options bad[2] = {options, options};
  qn_query *query;
  qn_error error;
  bad[0].mode = (qn_query_mode)(QN_QUERY_WORDS + 1);
  bad[1].min_match_percent = 101;
  for (size_t i = 0; i < 2; i++)
    assert_int_equal(qn_query_parse(&query, "a b", 3, &bad[i], &error), QN_INVALID);
  assert_non_null(strstr(error.message, "101"));
  bad[1].min_match_percent = 100;
  assert_ok(qn_query_parse(&query, "a b", 3, &bad[1], &error), error);
  qn_query_free(query);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(columns_of_the_index_are_filters),
      cmocka_unit_test(options_that_make_no_sense_are_refused),
      cmocka_unit_test(names_are_written_in_any_case),
      cmocka_unit_test(an_unknown_name_is_a_word),
      cmocka_unit_test(a_value_that_the_column_cannot_have_is_words),
      cmocka_unit_test(what_is_wrong_is_an_error_of_a_strict_query),
      cmocka_unit_test(a_filter_never_scores),
      cmocka_unit_test(what_only_looks_like_a_filter_is_words),
      cmocka_unit_test(reports_out_of_memory),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
