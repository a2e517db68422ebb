/* SPDX-License-Identifier: MIT */
/* test_find_field.c: names are found as they are written, or else in any case, in all segments. */
#include "plan/find_field.h"
#include "support/filter_fixture.h"

#include <string.h>

static search_fixture fixture;

static int set_up(void **state) {
  static const filtered_row rows[] = {
      {"a", "2025-06-09", "{\"price\":10,\"Unit Price\":2,\"\u00dcber\":\"x\"}"},
      {"b", NULL, "{\"PRICE\":\"high\",\"price\":\"low\",\"Topic\":\"tea\",\"TOPIC\":\"sea\"}"}};
  (void)state;
  filter_fixture_open(&fixture, rows, 2);
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  search_fixture_close(&fixture);
  return 0;
}

enum { DATES = 1 << QN__COLUMN_DATE, NUMBERS = 1 << QN__COLUMN_NUMBER, KEYWORDS = 1 << QN__COLUMN_KEYWORD };

/* The name is found as `expected`, with these types; 0: it is not found. */
static void check(const char *name, const char *expected, unsigned types) {
  qn_string stored = {NULL, 0};
  unsigned found = 99;
  qn_error error;
  assert_ok(qn__find_field(fixture.index, string_of(name), &stored, &found, &error), error);
  assert_int_equal(found, types);
  if (types != 0) {
    assert_int_equal(stored.size, strlen(expected));
    assert_memory_equal(stored.data, expected, stored.size);
  }
}

static void the_name_as_it_is_written_comes_first(void **state) {
  (void)state;
  check("price", "price", NUMBERS | KEYWORDS);
  check("PRICE", "PRICE", KEYWORDS);
  check("date", "date", DATES);
  check("Unit Price", "Unit Price", NUMBERS);
}

static void other_names_are_found_in_any_case(void **state) {
  (void)state;
  check("Price", "PRICE", KEYWORDS);
  check("topic", "TOPIC", KEYWORDS);
  check("DATE", "date", DATES);
  check("\u00fcBER", "\u00dcber", KEYWORDS);
}

static void what_is_not_there_is_not_found(void **state) {
  static const char *const names[] = {"pric", "prices", "title", "", "\xff"};
  (void)state;
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    check(names[i], NULL, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_name_as_it_is_written_comes_first),
      cmocka_unit_test(other_names_are_found_in_any_case),
      cmocka_unit_test(what_is_not_there_is_not_found),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
