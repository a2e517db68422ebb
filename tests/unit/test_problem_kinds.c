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
  kinds.n = 0;
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
  kinds.n = 0;
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
  kinds.n = 0;
  kinds.all = true;
  for (unsigned i = 0; i < 10; i++)
    assert_true(problem_kinds_note(&kinds, "this is a PNG picture, not text"));
  capture captured = capture_begin(2);
  problem_kinds_report(&kinds);
  char *said = capture_end(&captured);
  assert_string_equal(said, "");
  free(said);
}

static void more_kinds_than_are_counted_are_shown(void **state) {
  (void)state;
  static problem_kinds kinds;
  kinds.n = 0;
  for (unsigned i = 0; i < MOST_PROBLEM_KINDS; i++)
    assert_true(problem_kinds_note(&kinds, (char[]){(char)('a' + i), '\0'}));
  for (unsigned i = 0; i < 5; i++)
    assert_true(problem_kinds_note(&kinds, "one too many"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_first_three_of_a_kind_are_shown),
      cmocka_unit_test(the_others_are_counted),
      cmocka_unit_test(all_are_shown_if_that_is_asked_for),
      cmocka_unit_test(more_kinds_than_are_counted_are_shown),
  };
  return cmocka_run_group_tests_name("problem_kinds", tests, NULL, NULL);
}
