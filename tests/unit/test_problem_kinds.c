/* SPDX-License-Identifier: MIT */
/* test_problem_kinds.c: equal problems are counted. */
#include "tool/problem_kinds.h"

#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void the_first_three_of_a_kind_are_shown(void **state) {
  (void)state;
  static problem_kinds kinds;
  kinds = (problem_kinds){.n = 0};
  for (unsigned i = 1; i <= 5; i++) {
    char message[60];
    snprintf(message, sizeof message, "%u bytes of \"file %c\" are wrong", i, (char)('a' + i));
    assert_int_equal(problem_kinds_note(&kinds, message), i <= 3);
  }
  assert_true(problem_kinds_note(&kinds, "another problem"));
  assert_int_equal(kinds.n, 2);
}

static void the_others_are_counted(void **state) {
  (void)state;
  static problem_kinds kinds;
  kinds = (problem_kinds){.n = 0};
  for (unsigned i = 0; i < 1003; i++)
    problem_kinds_note(&kinds, "this is a PNG picture, not text");
  problem_kinds_note(&kinds, "another problem");
  capture captured = capture_begin(2);
  problem_kinds_report(&kinds);
  char *said = capture_end(&captured);
  assert_non_null(strstr(said, "and 1,000 more: this is a PNG picture, not text\n"));
  assert_null(strstr(said, "another"));
  assert_non_null(strstr(said, "--all-problems"));
  free(said);
}

static void all_are_shown_if_that_is_asked_for(void **state) {
  (void)state;
  static problem_kinds kinds;
  kinds = (problem_kinds){.all = true};
  for (unsigned i = 0; i < 10; i++)
    assert_true(problem_kinds_note(&kinds, "this is a PNG picture, not text"));
  capture captured = capture_begin(2);
  problem_kinds_report(&kinds);
  char *said = capture_end(&captured);
  assert_string_equal(said, "");
  free(said);
}

static char *report_of(const problem_kinds *kinds) {
  capture captured = capture_begin(2);
  problem_kinds_report(kinds);
  return capture_end(&captured);
}

/* However many kinds there are, also more than the table holds. */
static void six_problems_are_shown_at_most(void **state) {
  (void)state;
  for (unsigned n = 1; n < 2 * MOST_PROBLEM_KINDS; n++) {
    static problem_kinds kinds;
    unsigned shown = 0;
    kinds = (problem_kinds){.n = 0};
    for (unsigned i = 0; i < n; i++)
      shown += problem_kinds_note(&kinds, (char[]){(char)('0' + 60 + i), '\0'});
    assert_int_equal(shown, n < 6 ? n : 6);
    char *said = report_of(&kinds), expected[80];
    snprintf(expected, sizeof expected, "quern: and %u more problems of ", n - 6);
    if (n < 9)
      assert_null(strstr(said, "more problems"));
    else
      assert_int_equal(strncmp(said, expected, strlen(expected)), 0);
    free(said);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_first_three_of_a_kind_are_shown),
      cmocka_unit_test(the_others_are_counted),
      cmocka_unit_test(all_are_shown_if_that_is_asked_for),
      cmocka_unit_test(six_problems_are_shown_at_most),
  };
  return cmocka_run_group_tests_name("problem_kinds", tests, NULL, NULL);
}
