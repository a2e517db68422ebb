/* SPDX-License-Identifier: MIT */
/* test_match_keyword.c: a filter on keywords finds the articles that have just this one, as it is stored. */
#include "support/filter_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void a_keyword_is_found_as_it_is_stored(void **state) {
  static const filtered_row rows[] = {{"a", NULL, "{\"topics\":[\"New York\",\"cocoa\"]}"},
                                      {"b", NULL, "{\"topics\":\"new york\"}"},
                                      {"c", NULL, "{\"topics\":[\"cocoa\",\"cocoa\"],\"live\":true}"},
                                      {"d", NULL, "{\"topics\":[],\"live\":false}"},
                                      {"e", NULL, "{\"topics\":\"\"}"},
                                      {"f", NULL, "{\"topics\":7}"}};
  search_fixture f;
  (void)state;
  filter_fixture_open(&f, rows, sizeof rows / sizeof rows[0]);
  assert_string_equal(found_with(&f, "topics", "New York"), "a ");
  assert_string_equal(found_with(&f, "topics", "new york"), "b ");
  assert_string_equal(found_with(&f, "topics", "cocoa"), "a c ");
  assert_string_equal(found_with(&f, "topics", "coco"), "");
  assert_string_equal(found_with(&f, "topics", ""), "e ");
  assert_string_equal(found_with(&f, "live", "true"), "c ");
  assert_string_equal(found_with(&f, "live", "false"), "d ");
  search_fixture_close(&f);
}

static void a_name_of_numbers_and_keywords_is_asked_for_both(void **state) {
  static const filtered_row rows[] = {{"a", NULL, "{\"year\":1987}"},
                                      {"b", NULL, "{\"year\":\"1987\"}"},
                                      {"c", NULL, "{\"year\":[1986,\"1987\"]}"},
                                      {"d", NULL, "{\"year\":\"1986..1988\"}"}};
  search_fixture f;
  (void)state;
  filter_fixture_open(&f, rows, 4);
  assert_string_equal(found_with(&f, "year", "1987"), "a b c ");
  assert_string_equal(found_with(&f, "year", "1986..1988"), "a c d ");
  assert_string_equal(found_with(&f, "year", "1985"), "");
  search_fixture_close(&f);
}

static void a_string_that_is_too_long_for_a_keyword_is_not_one(void **state) {
  char longest[257], longer[258], first[300], second[300];
  memset(longest, 'k', 256);
  memset(longer, 'k', 257);
  longest[256] = longer[257] = '\0';
  sprintf(first, "{\"key\":\"%s\"}", longest);
  sprintf(second, "{\"key\":\"%s\"}", longer);
  const filtered_row rows[] = {{"a", NULL, first}, {"b", NULL, second}};
  search_fixture f;
  (void)state;
  filter_fixture_open(&f, rows, 2);
  assert_string_equal(found_with(&f, "key", longest), "a ");
  assert_string_equal(found_with(&f, "key", longer), "");
  search_fixture_close(&f);
}

static void one_of_many_values_is_found(void **state) {
  enum { N = 10000 };
  char *fields = malloc(N * 12 + 20);
  size_t size = (size_t)sprintf(fields, "{\"tags\":[");
  for (int i = 0; i < N; i++)
    size += (size_t)sprintf(fields + size, "%s\"t%d\"", i > 0 ? "," : "", i);
  strcpy(fields + size, "]}");
  const filtered_row rows[] = {{"a", NULL, "{\"tags\":\"t9999\"}"}, {"b", NULL, fields}};
  search_fixture f;
  (void)state;
  filter_fixture_open(&f, rows, 2);
  assert_string_equal(found_with(&f, "tags", "t9999"), "a b ");
  assert_string_equal(found_with(&f, "tags", "t5000"), "b ");
  assert_string_equal(found_with(&f, "tags", "t10000"), "");
  search_fixture_close(&f);
  free(fields);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_keyword_is_found_as_it_is_stored),
      cmocka_unit_test(a_name_of_numbers_and_keywords_is_asked_for_both),
      cmocka_unit_test(a_string_that_is_too_long_for_a_keyword_is_not_one),
      cmocka_unit_test(one_of_many_values_is_found),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
