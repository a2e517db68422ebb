/* SPDX-License-Identifier: MIT */
/* test_change_report.c: lines after a change. */
#include "unit/run_command.h"

#include "tool/change_report.h"

static void the_line_says_what_the_index_is_now(void **state) {
  (void)state;
  static const char *const text = "words";
  char *dir = index_of(&text, 1);
  capture captured = capture_begin(2);
  report_change(dir, "%d things done", 3);
  char *printed = capture_end(&captured);
  assert_memory_equal(printed, "quern: 3 things done; the index has 1 article in ", 49);
  assert_non_null(strstr(printed, dir));
  free(printed);
  remove_tree(dir);
}

static void damage_that_was_left_is_named(void **state) {
  (void)state;
  const qn_commit_info whole = {.generation = 3}, damaged = {.damaged_segments = 2, .damage = "x.segment is damaged"};
  capture captured = capture_begin(2);
  report_damage("dir", &whole);
  report_damage("dir", &damaged);
  char *printed = capture_end(&captured);
  assert_string_equal(printed, "quern: 2 damaged files of the index left as they are: x.segment is damaged\n"
                               "quern: `quern-index salvage -i dir NEW` makes a new index of what can be read\n");
  free(printed);
}

static void a_missing_index_leaves_the_line_shorter(void **state) {
  (void)state;
  capture captured = capture_begin(2);
  report_change("no/index", "done");
  report_parts("no/index");
  char *printed = capture_end(&captured);
  assert_string_equal(printed, "quern: done\n");
  free(printed);
}

/* Each group is named, in order. */
static void every_group_of_parts_is_named(void **state) {
  (void)state;
  static const char *const names[] = {"store ", ", positions ", ", postings ", ", words ", ", other "};
  static const char *const text = "words";
  char *dir = index_of(&text, 1);
  capture captured = capture_begin(2);
  report_parts(dir);
  char *printed = capture_end(&captured);
  const char *at = strstr(printed, "by part: ");
  assert_non_null(at);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    at = strstr(at, names[i]);
    assert_non_null(at);
  }
  free(printed);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_line_says_what_the_index_is_now),
      cmocka_unit_test(damage_that_was_left_is_named),
      cmocka_unit_test(a_missing_index_leaves_the_line_shorter),
      cmocka_unit_test(every_group_of_parts_is_named),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
