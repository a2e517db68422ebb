/* SPDX-License-Identifier: MIT */
/* test_skip_counts.c: what was left out, by kind. */
#include "support/support.h"

#include "tool/skip_counts.h"

#include <stdio.h>
#include <string.h>

static void assert_printed(const skip_counts *counts, const char *expected) {
  char line[400] = "";
  assert_int_equal(skip_counts_print(counts, line, sizeof line), strlen(expected));
  assert_string_equal(line, expected);
}

static void the_most_frequent_kind_is_first(void **state) {
  (void)state;
  skip_counts counts = {.n = 0};
  assert_printed(&counts, "");
  skip_counts_note(&counts, "picture", "pictures");
  assert_printed(&counts, ", 1 skipped (1 picture)");
  skip_counts_note_walk(&counts, QN__SKIP_LINK);
  skip_counts_note_walk(&counts, QN__SKIP_LINK);
  skip_counts_note(&counts, "archive", "archives");
  assert_printed(&counts, ", 4 skipped (2 links, 1 archive, 1 picture)");
}

static void kinds_without_room_are_others(void **state) {
  (void)state;
  static char names[MOST_SKIP_KINDS + 5][4];
  skip_counts counts = {.n = 0};
  char line[600];
  for (unsigned i = 0; i < MOST_SKIP_KINDS + 5; i++) {
    snprintf(names[i], sizeof names[i], "k%02u", i);
    skip_counts_note(&counts, names[i], names[i]);
  }
  assert_true(skip_counts_print(&counts, line, sizeof line) < sizeof line);
  assert_non_null(strstr(line, ", 29 skipped (6 others, 1 k00, 1 k01, "));
}

static void a_line_without_room_is_cut(void **state) {
  (void)state;
  skip_counts counts = {.n = 0};
  char line[16];
  skip_counts_note(&counts, "picture", "pictures");
  assert_int_equal(skip_counts_print(&counts, line, sizeof line), sizeof line - 1);
  assert_string_equal(line, ", 1 skipped (1 ");
}

static void every_reason_is_said(void **state) {
  (void)state;
  for (unsigned why = 0; why <= QN__SKIP_SEEN; why++)
    assert_non_null(skip_reason((qn__skip)why));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_most_frequent_kind_is_first),
      cmocka_unit_test(kinds_without_room_are_others),
      cmocka_unit_test(a_line_without_room_is_cut),
      cmocka_unit_test(every_reason_is_said),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
