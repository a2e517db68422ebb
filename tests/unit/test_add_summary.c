/* SPDX-License-Identifier: MIT */
/* test_add_summary.c: one short line. */
#include "support/support.h"

#include "tool/add_summary.h"

static void what_is_zero_is_left_out(void **state) {
  (void)state;
  char line[ADD_SUMMARY_MAX];
  skip_counts skips = {.n = 0};
  add_summary summary = {.added = 1, .skipped = &skips};
  assert_string_equal(add_summary_print(&summary, line), "1 article added");
  skip_counts_note(&skips, "link", "links");
  summary =
      (add_summary){.changed = 1200, .unchanged = 3, .removed = 4, .undetected = 5, .failed = 6, .skipped = &skips};
  assert_string_equal(add_summary_print(&summary, line),
                      "0 articles added, 1,200 changed, 3 unchanged, 4 removed, "
                      "5 taken as the index's default language, as none was detected, 1 skipped (1 link), 6 failed");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_is_zero_is_left_out),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
