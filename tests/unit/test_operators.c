/* SPDX-License-Identifier: MIT */
/* test_operators.c: the table of operators is found by how they are written. */
#include "language/operators.h"
#include "support/support.h"

#include <string.h>

static qn__operator operator_at(const char *text) {
  return qn__operator_at(text, strlen(text));
}

static void signs_scopes_and_filters_are_found_where_a_text_begins(void **state) {
  (void)state;
  assert_int_equal(operator_at("=talks"), QN__EXACT);
  assert_int_equal(operator_at("title:talks"), QN__TITLE);
  assert_int_equal(operator_at("lang:en"), QN__LANGUAGE);
  assert_int_equal(operator_at("lang:\"en\""), QN__LANGUAGE);
}

static void an_operator_needs_something_after_it(void **state) {
  (void)state;
  assert_int_equal(operator_at("="), QN__GROUP);
  assert_int_equal(operator_at("title:"), QN__GROUP);
  assert_int_equal(operator_at("lang:"), QN__GROUP);
  assert_int_equal(qn__operator_at("lang:en", 5), QN__GROUP); /* the text ends before `en` */
  assert_int_equal(qn__operator_at("lang:en", 3), QN__GROUP);
}

static void words_quotes_and_parentheses_are_not_found(void **state) {
  (void)state;
  static const char *const others[] = {"talks", "\"talks\"", "(talks)", "Title:x", "lang en", "titles:x", "-a", ":x"};
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
    assert_int_equal(operator_at(others[i]), QN__GROUP);
}

static void every_operator_with_a_sign_of_its_own_is_found_by_it(void **state) {
  (void)state;
  char text[64];
  unsigned n = 0;
  for (unsigned op = 0; op < QN__N_OPERATORS; op++) {
    if (qn__operator_syntax((qn__operator)op) < QN__SYNTAX_SIGN)
      continue;
    strcpy(text, qn__operator_spelling((qn__operator)op));
    strcat(text, "x");
    assert_int_equal(operator_at(text), op);
    n++;
  }
  assert_true(n >= 3);
}

static void only_filters_are_filters(void **state) {
  (void)state;
  assert_true(qn__is_filter(QN__LANGUAGE));
  assert_false(qn__is_filter(QN__GROUP));
  assert_false(qn__is_filter(QN__TERM));
  assert_false(qn__is_filter(QN__PREFIX));
  assert_false(qn__is_filter(QN__EXACT));
  assert_false(qn__is_filter(QN__PHRASE));
  assert_false(qn__is_filter(QN__TITLE));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(signs_scopes_and_filters_are_found_where_a_text_begins),
      cmocka_unit_test(an_operator_needs_something_after_it),
      cmocka_unit_test(words_quotes_and_parentheses_are_not_found),
      cmocka_unit_test(every_operator_with_a_sign_of_its_own_is_found_by_it),
      cmocka_unit_test(only_filters_are_filters),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
