/* SPDX-License-Identifier: MIT */
/* test_facet_values.c: values of facets in words. */
#include "support/support.h"

#include "tool/facet_values.h"

#include <math.h>

static void assert_value(qn_facet_by by, const qn_facet_value *value, const char *expected) {
  const qn_facet facet = {.column = "c", .by = by};
  qn__buffer out;
  qn__buffer_init(&out);
  put_facet_value(&out, &facet, value);
  qn__buffer_u8(&out, '\0');
  assert_string_equal((const char *)out.data, expected);
  qn__buffer_clear(&out);
}

static void dates_are_as_long_as_their_unit(void **state) {
  const qn_facet_value date = {.value = {.type = QN_VALUE_DATE, .seconds = 1749427200}}; /* 2025-06-09 */
  (void)state;
  assert_value(QN_FACET_YEAR, &date, "2025");
  assert_value(QN_FACET_MONTH, &date, "2025-06");
  assert_value(QN_FACET_DAY, &date, "2025-06-09");
  assert_value(QN_FACET_VALUE, &date, "2025-06-09");
}

static void ranges_have_their_lower_bound(void **state) {
  const double bounds[] = {-INFINITY, 0, 0.5, INFINITY};
  static const char *const expected[] = {"below 0", "0 to below 0.5", "from 0.5"};
  (void)state;
  for (size_t i = 0; i < 3; i++) {
    const qn_facet_value range = {.value = {.type = QN_VALUE_NUMBER, .number = bounds[i]}, .end = bounds[i + 1]};
    assert_value(QN_FACET_RANGE, &range, expected[i]);
  }
}

static void keywords_and_numbers_are_as_they_were_read(void **state) {
  const qn_facet_value keyword = {.value = {.type = QN_VALUE_KEYWORD, .keyword = {"New York", 8}}},
                       number = {.value = {.type = QN_VALUE_NUMBER, .number = 12.5}};
  (void)state;
  assert_value(QN_FACET_VALUE, &keyword, "New York");
  assert_value(QN_FACET_VALUE, &number, "12.5");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(dates_are_as_long_as_their_unit),
      cmocka_unit_test(ranges_have_their_lower_bound),
      cmocka_unit_test(keywords_and_numbers_are_as_they_were_read),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
