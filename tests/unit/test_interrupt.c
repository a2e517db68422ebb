/* SPDX-License-Identifier: MIT */
/* test_interrupt.c: a search stops when its caller says so or its time is up. */
#include "plan/interrupt.h"
#include "support/support.h"

#include <math.h>
#include <string.h>

static void no_deadline_follows_from_no_timeout(void **state) {
  (void)state;
  static const double none[] = {0.0, 1e9, INFINITY};
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  qn__interrupt interrupt;
  for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
    options.timeout_s = none[i];
    qn__interrupt_begin(&interrupt, &options);
    assert_true(interrupt.deadline == 0.0);
    assert_true(qn__interrupt_left(&interrupt) == 0.0);
  }
}

static void a_timeout_ends_the_search_after_that_time(void **state) {
  (void)state;
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  qn__interrupt interrupt;
  qn_error error;
  options.timeout_s = 3600.0;
  qn__interrupt_begin(&interrupt, &options);
  assert_ok(qn__interrupted(&interrupt, &error), error);
  interrupt.deadline -= 3500.0;
  assert_ok(qn__interrupted(&interrupt, &error), error);
  const double left = qn__interrupt_left(&interrupt);
  assert_true(left > 0.0 && left <= 100.0);
  interrupt.deadline -= 101.0; /* before it was begun */
  assert_int_equal(qn__interrupted(&interrupt, &error), QN_TIMEOUT);
  assert_non_null(strstr(error.message, "3600"));
  assert_true(qn__interrupt_left(&interrupt) > 0.0); /* 0 would be no end */
}

static void a_timeout_below_zero_has_passed(void **state) {
  (void)state;
  static const double passed[] = {-1e-9, -1.0, -1e9, -INFINITY};
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  qn__interrupt interrupt;
  qn_error error;
  for (size_t i = 0; i < sizeof passed / sizeof passed[0]; i++) {
    options.timeout_s = passed[i];
    qn__interrupt_begin(&interrupt, &options);
    assert_int_equal(qn__interrupted(&interrupt, &error), QN_TIMEOUT);
    assert_string_equal(error.message, "the search had no time left");
    assert_true(qn__interrupt_left(&interrupt) > 0.0);
  }
}

static void the_callers_function_cancels_the_search(void **state) {
  (void)state;
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  qn__interrupt interrupt;
  bool cancel = false;
  qn_error error;
  options.cancelled = flag_is_set;
  options.cancel_context = &cancel;
  qn__interrupt_begin(&interrupt, &options);
  assert_ok(qn__interrupted(&interrupt, &error), error);
  cancel = true;
  assert_int_equal(qn__interrupted(&interrupt, &error), QN_CANCELLED);
  interrupt.deadline = 1; /* being cancelled comes first */
  assert_int_equal(qn__interrupted(&interrupt, &error), QN_CANCELLED);
}

static void nothing_stops_a_search_without_an_interrupt(void **state) {
  (void)state;
  qn_error error;
  assert_ok(qn__interrupted(NULL, &error), error);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(no_deadline_follows_from_no_timeout),
      cmocka_unit_test(a_timeout_ends_the_search_after_that_time),
      cmocka_unit_test(a_timeout_below_zero_has_passed),
      cmocka_unit_test(the_callers_function_cancels_the_search),
      cmocka_unit_test(nothing_stops_a_search_without_an_interrupt),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
