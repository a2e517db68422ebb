/* SPDX-License-Identifier: MIT */
/* test_match_range.c: filters on dates and numbers find the articles with a value within. */
#include "support/filter_fixture.h"

static const filtered_row rows[] = {
    {"a", "2024-12-31T23:59:59", "{\"price\":10}"},
    {"b", "2025", "{\"price\":[1,20]}"},
    {"c", "2025-06-09", "{\"price\":10.5}"},
    {"d", NULL, "{\"price\":-3}"},
    {"e", "2025-06-09T23:59", "{\"price\":\"cheap\"}"},
    {"f", "2025-06-10", NULL},
    {"g", "2025-06-15T12:00", "{\"price\":1e300}"},
    {"h", "1901-01-01", "{\"price\":[20,30,40]}"},
};

static search_fixture fixture;

static int set_up(void **state) {
  (void)state;
  filter_fixture_open(&fixture, rows, sizeof rows / sizeof rows[0]);
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  search_fixture_close(&fixture);
  return 0;
}

static void a_range_of_numbers_has_both_its_ends(void **state) {
  (void)state;
  assert_string_equal(found_with(&fixture, "price", "10..20"), "a b c h ");
  assert_string_equal(found_with(&fixture, "price", "10.."), "a b c g h ");
  assert_string_equal(found_with(&fixture, "price", "..1"), "b d ");
  assert_string_equal(found_with(&fixture, "price", "10"), "a ");
  assert_string_equal(found_with(&fixture, "price", "11..19"), "");
  assert_string_equal(found_with(&fixture, "price", "20..10"), "");
}

static void comparisons_leave_an_end_open(void **state) {
  (void)state;
  assert_string_equal(found_with(&fixture, "price", ">10"), "b c g h ");
  assert_string_equal(found_with(&fixture, "price", ">=10.5"), "b c g h ");
  assert_string_equal(found_with(&fixture, "price", "<1"), "d ");
  assert_string_equal(found_with(&fixture, "price", "<=1"), "b d ");
}

static void a_date_is_all_the_time_that_it_names(void **state) {
  (void)state;
  assert_string_equal(found_with(&fixture, "date", "2025-06-09"), "c e ");
  assert_string_equal(found_with(&fixture, "date", "2025-06"), "c e f g ");
  assert_string_equal(found_with(&fixture, "date", "2025"), "b c e f g ");
  assert_string_equal(found_with(&fixture, "date", "..2024"), "a h ");
  assert_string_equal(found_with(&fixture, "date", ">2025-06-09"), "f g ");
  assert_string_equal(found_with(&fixture, "date", "<2025-06-09"), "a b h ");
  assert_string_equal(found_with(&fixture, "date", "2024-12..2025-05"), "a b ");
}

static void ages_count_from_now(void **state) {
  (void)state;
  assert_string_equal(found_with(&fixture, "date", "today"), "g ");
  assert_string_equal(found_with(&fixture, "date", "6d"), "e f g ");
  assert_string_equal(found_with(&fixture, "date", "6d.."), "e f g ");
  assert_string_equal(found_with(&fixture, "date", "..1d"), "a b c e f h ");
}

static void other_texts_find_keywords_only(void **state) {
  (void)state;
  assert_string_equal(found_with(&fixture, "price", "cheap"), "e ");
  assert_string_equal(found_with(&fixture, "price", "dear"), "");
  assert_string_equal(found_with(&fixture, "date", "soon"), "");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_range_of_numbers_has_both_its_ends), cmocka_unit_test(comparisons_leave_an_end_open),
      cmocka_unit_test(a_date_is_all_the_time_that_it_names), cmocka_unit_test(ages_count_from_now),
      cmocka_unit_test(other_texts_find_keywords_only),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
