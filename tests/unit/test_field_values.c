/* SPDX-License-Identifier: MIT */
/* test_field_values.c: the columns of a name in a segment, and values as numbers that order as they do. */
#include "plan/field_values.h"
#include "support/filter_fixture.h"

#include <math.h>

static void the_columns_of_a_name_are_found_by_type(void **state) {
  static const filtered_row rows[] = {{"a", "2025", "{\"n\":1,\"k\":\"x\",\"both\":2}"},
                                      {"b", NULL, "{\"both\":\"2\"}"}};
  search_fixture f;
  qn_error error;
  (void)state;
  filter_fixture_open(&f, rows, 2);
  static const struct {
    const char *name;
    unsigned types[2]; /* by segment */
  } names[] = {{"date", {2, 0}}, {"n", {4, 0}}, {"k", {8, 0}}, {"both", {4, 8}}, {"none", {0, 0}}};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    for (size_t s = 0; s < 2; s++) {
      qn__field_values field;
      unsigned types = 0;
      assert_ok(qn__field_values_open(&field, f.index->segments[s].segment, qn_string_of(names[i].name), &error),
                error);
      for (unsigned type = QN__COLUMN_DATE; type < QN__COLUMN_TYPES; type++) {
        types |= (unsigned)field.has[type] << type;
        assert_true(!field.has[type] || field.columns[type].type == type);
      }
      assert_int_equal(types, names[i].types[s]);
    }
  search_fixture_close(&f);
}

static void numbers_and_dates_order_as_their_values_do(void **state) {
  static const filtered_row rows[] = {{"a", NULL, "{\"n\":[-1e300,-2.5,-1,-0.0,0,1e-300,0.5,1,3,1e300]}"},
                                      {"b", NULL, "{\"n\":[-9007199254740992,0,7]}"},
                                      {"c", "0001-01-01", NULL},
                                      {"d", "9999-12-31", NULL}};
  search_fixture f;
  qn_error error;
  (void)state;
  filter_fixture_open(&f, rows, 4);
  for (size_t s = 0; s < 2; s++) {
    static const char *const names[] = {"n", "date"};
    qn__field_values field;
    const qn__column_type type = s == 0 ? QN__COLUMN_NUMBER : QN__COLUMN_DATE;
    assert_ok(qn__field_values_open(&field, f.index->segments[s].segment, qn_string_of(names[s]), &error), error);
    assert_true(field.has[type]);
    const qn__column *column = &field.columns[type];
    for (uint32_t a = 0; a < column->n_values; a++)
      for (uint32_t b = 0; b < column->n_values; b++) {
        uint64_t x, y;
        assert_ok(qn__ordered_value(column, a, &x, &error), error);
        assert_ok(qn__ordered_value(column, b, &y, &error), error);
        if (s == 0) {
          double p, q;
          assert_ok(qn__column_number(column, a, &p, &error), error);
          assert_ok(qn__column_number(column, b, &q, &error), error);
          assert_true((p < q) == (x < y) && (p > q) == (x > y));
          assert_true(fabs(qn__ordered_number(x) - p) <= 0.0);
        } else {
          int64_t p, q;
          assert_ok(qn__column_date(column, a, &p, &error), error);
          assert_ok(qn__column_date(column, b, &q, &error), error);
          assert_true((p < q) == (x < y));
          assert_true(qn__ordered_date(x) == p);
        }
      }
  }
  search_fixture_close(&f);
}

static void the_least_and_the_greatest_of_several_values(void **state) {
  static const filtered_row rows[] = {{"a", NULL, "{\"v\":[5,-1,2]}"},
                                      {"b", NULL, "{\"v\":[\"x\",7,\"a\"]}"},
                                      {"c", NULL, NULL},
                                      {"d", NULL, "{\"v\":\"m\"}"}};
  static const unsigned types[][2] = {{QN__COLUMN_NUMBER, QN__COLUMN_NUMBER},
                                      {QN__COLUMN_NUMBER, QN__COLUMN_KEYWORD},
                                      {0, 0},
                                      {QN__COLUMN_KEYWORD, QN__COLUMN_KEYWORD}};
  static const double numbers[][2] = {{-1, 5}, {7, 1}, {0, 0}, {0, 0}}; /* or ranks */
  search_fixture f;
  qn_error error;
  (void)state;
  filter_fixture_open(&f, rows, 4);
  for (size_t i = 0; i < 4; i++)
    for (int greatest = 0; greatest < 2; greatest++) {
      qn__field_values field;
      qn__field_value value;
      assert_ok(qn__field_values_open(&field, f.index->segments[i / 2].segment, qn_string_of("v"), &error), error);
      assert_ok(qn__field_extreme(&value, &field, i % 2, greatest, &error), error);
      assert_int_equal(value.type, types[i][greatest]);
      const double number = value.type == QN__COLUMN_NUMBER ? qn__ordered_number(value.bits) : (double)value.bits;
      assert_true(fabs(number - numbers[i][greatest]) <= 0.0);
    }
  search_fixture_close(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_columns_of_a_name_are_found_by_type),
      cmocka_unit_test(the_least_and_the_greatest_of_several_values),
      cmocka_unit_test(numbers_and_dates_order_as_their_values_do),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
