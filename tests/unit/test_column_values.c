/* SPDX-License-Identifier: MIT */
/* test_column_values.c: the values of an article can be read by column. */
#include "support/filter_fixture.h"

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

static void the_values_of_an_article_are_read_by_column(void **state) {
  const qn_value *values;
  size_t n;
  qn_error error;
  (void)state;
  assert_ok(qn_searcher_column_values(fixture.searcher, 0, "n", &values, &n, &error), error);
  assert_int_equal(n, 2);
  for (size_t i = 0; i < n; i++)
    assert_int_equal(values[i].type, QN_VALUE_NUMBER);
  assert_float_equal(values[0].number, 1, 0);
  assert_float_equal(values[1].number, 2.5, 0);
  assert_ok(qn_searcher_column_values(fixture.searcher, 0, "date", &values, &n, &error), error);
  assert_int_equal(n, 1);
  assert_int_equal(values[0].seconds, 86400);
  assert_ok(qn_searcher_column_values(fixture.searcher, 1, "both", &values, &n, &error), error);
  assert_int_equal(n, 1);
  assert_string_equal(values[0].keyword.data, "three");
  assert_ok(qn_searcher_column_values(fixture.searcher, 2, "k", &values, &n, &error), error);
  assert_int_equal(n, 0);
  assert_int_equal(qn_searcher_column_values(fixture.searcher, 99, "k", &values, &n, &error), QN_INVALID);
  assert_int_equal(qn_searcher_column_values(fixture.searcher, 0, NULL, &values, &n, &error), QN_INVALID);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_values_of_an_article_are_read_by_column),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
