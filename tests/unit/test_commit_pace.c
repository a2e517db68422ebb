/* SPDX-License-Identifier: MIT */
/* test_commit_pace.c: how often to commit, as it is written. */
#include "tool/commit_pace.h"

#include <stdlib.h>

#include "support/support.h"

static bool check(commit_pace *pace, const char *given, double seconds) {
  invocation call = {.syntax = {.command = "add", .usage = ""}};
  *pace = (commit_pace){.given = given};
  capture messages = capture_begin(2);
  const bool good = commit_pace_check(pace, seconds, &call);
  free(capture_end(&messages));
  assert_true(good || call.exit == EXIT_USAGE);
  return good;
}

static void a_number_is_of_articles_and_with_an_s_of_seconds(void **state) {
  (void)state;
  commit_pace pace;
  assert_true(check(&pace, NULL, 0));
  assert_true(pace.articles == 0 && pace.seconds <= 0);
  assert_true(check(&pace, "1000", 1));
  assert_int_equal(pace.articles, 1000);
  assert_true(pace.seconds >= 1 && pace.seconds <= 1); /* the time counts, too */
  assert_true(check(&pace, "0.5s", 1));
  assert_int_equal(pace.articles, 0);
  assert_true(pace.seconds >= 0.5 && pace.seconds <= 0.5);
}

static void what_is_neither_is_refused(void **state) {
  (void)state;
  static const char *const wrong[] = {"",     "0",    "0s", "-1",  "-1s",  "s",   "5m",  "5 s", "1e9s",
                                      "nans", "infs", "0x", "1.5", "0x5s", "+5s", " 5s", "5.s"};
  commit_pace pace;
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    if (check(&pace, wrong[i], 0))
      fail_msg("\"%s\" is taken", wrong[i]);
}

static void a_commit_is_due_after_so_many_articles_or_so_much_time(void **state) {
  (void)state;
  commit_pace pace = {.articles = 3};
  assert_false(commit_pace_is_due(&pace, 2));
  assert_true(commit_pace_is_due(&pace, 3));
  pace = (commit_pace){.seconds = 3600};
  commit_pace_restart(&pace);
  assert_false(commit_pace_is_due(&pace, 1000000));
  pace.last -= 3600;
  assert_true(commit_pace_is_due(&pace, 1));
  assert_false(commit_pace_is_due(&pace, 0));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_number_is_of_articles_and_with_an_s_of_seconds),
      cmocka_unit_test(what_is_neither_is_refused),
      cmocka_unit_test(a_commit_is_due_after_so_many_articles_or_so_much_time),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
