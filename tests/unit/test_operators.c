/* SPDX-License-Identifier: MIT */
/* test_operators.c: the table of operators says how each is written. */
#include "language/operators.h"
#include "support/support.h"

#include <string.h>

/* The parser finds them by it. */
static void no_two_operators_are_written_alike(void **state) {
  (void)state;
  unsigned n = 0;
  for (unsigned a = 0; a < QN__N_OPERATORS; a++) {
    const char *spelling = qn__operator_spelling((qn__operator)a);
    for (unsigned b = 0; b < a && *spelling != '\0'; b++)
      assert_string_not_equal(spelling, qn__operator_spelling((qn__operator)b));
    n += *spelling != '\0';
  }
  assert_true(n >= 10);
}

static void words_groups_and_columns_have_no_spelling(void **state) {
  (void)state;
  for (unsigned op = 0; op < QN__N_OPERATORS; op++) {
    const qn__syntax syntax = qn__operator_syntax((qn__operator)op);
    const bool bare = syntax == QN__SYNTAX_GROUP || syntax == QN__SYNTAX_WORD || op >= QN__FIELD;
    assert_int_equal(*qn__operator_spelling((qn__operator)op) == '\0', bare);
  }
}

/* Names are compared without case. */
static void fields_are_written_small_and_end_in_a_colon(void **state) {
  (void)state;
  for (unsigned op = 0; op < QN__N_OPERATORS; op++) {
    const qn__syntax syntax = qn__operator_syntax((qn__operator)op);
    const char *spelling = qn__operator_spelling((qn__operator)op);
    if (syntax == QN__SYNTAX_SCOPE || (syntax == QN__SYNTAX_FILTER && *spelling != '\0'))
      assert_int_equal(strspn(spelling, "abcdefghijklmnopqrstuvwxyz") + 1, strlen(spelling));
  }
}

static void only_filters_are_filters(void **state) {
  (void)state;
  assert_true(qn__is_filter(QN__LANGUAGE));
  assert_true(qn__is_filter(QN__EVERYTHING));
  assert_false(qn__is_filter(QN__GROUP));
  assert_false(qn__is_filter(QN__TERM));
  assert_false(qn__is_filter(QN__PREFIX));
  assert_false(qn__is_filter(QN__EXACT));
  assert_false(qn__is_filter(QN__PHRASE));
  assert_false(qn__is_filter(QN__TITLE));
}

static void names_of_filters_are_those_before_the_colon(void **state) {
  (void)state;
  assert_int_equal(qn__filter_of("lang"), QN__LANGUAGE);
  assert_int_equal(qn__filter_of("id"), QN__ID);
  assert_int_equal(qn__filter_of("path"), QN__PATH);
  assert_int_equal(qn__filter_of("pat"), QN__FIELD);
  assert_int_equal(qn__filter_of("paths"), QN__FIELD);
  assert_int_equal(qn__filter_of("title"), QN__FIELD);
  assert_int_equal(qn__filter_of("*"), QN__FIELD);
  assert_int_equal(qn__filter_of(""), QN__FIELD);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(no_two_operators_are_written_alike),
      cmocka_unit_test(words_groups_and_columns_have_no_spelling),
      cmocka_unit_test(fields_are_written_small_and_end_in_a_colon),
      cmocka_unit_test(only_filters_are_filters),
      cmocka_unit_test(names_of_filters_are_those_before_the_colon),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
