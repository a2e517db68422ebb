/* SPDX-License-Identifier: MIT */
/* test_rulers.c: lines that only divide a text. */
#include "support/support.h"
#include "text/rulers.h"

#include <string.h>

/* Whether the first line of a text is a ruler. */
static bool is_ruler(const char *text) {
  const size_t size = strlen(text), end = qn__ruler_end(text, size, 0);
  assert_true(end == 0 || end == size || text[end] == '\n');
  return end > 0;
}

static void a_line_of_one_sign_is_a_ruler(void **state) {
  (void)state;
  static const char *const rulers[] = {"---",         "-----\nx", "======",  "* * *",        " *   *   *\n\nx",
                                       "_______\r\n", "~~~",      "####",    "+----+-----+", "|---|:---:|",
                                       "─────",       "┌──┬──┐",  "═══ ═══", "■■■",          "———",
                                       "• • •",       "★★★",      "＊＊＊"};
  for (size_t i = 0; i < sizeof rulers / sizeof *rulers; i++)
    assert_true(is_ruler(rulers[i]));
}

static void other_lines_are_not(void **state) {
  (void)state;
  static const char *const lines[] = {
      "",  " ", "--",    "-- x",          "- one",  "--- 8< ---", "*** --- ***", "...",  "+++",  "|||",
      "}", "|", "§ § §", "=== Title ===", "。。。", "│ x │",      "-*-",         "a---", "\n---"};
  for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
    assert_false(is_ruler(lines[i]));
}

/* Whether the line of `ruler` in a text is one. */
static bool has_ruler(const char *text, const char *ruler) {
  size_t start = (size_t)(strstr(text, ruler) - text);
  return qn__ruler_end(text, strlen(text), start) == start + strlen(ruler);
}

static void a_ruler_among_indented_lines_is_code(void **state) {
  (void)state;
  assert_true(has_ruler("The end.\n\n        * * *\n\nThe next day.\n", "        * * *"));
  assert_true(has_ruler("The end.\n        * * *\nThe next day.\n", "        * * *"));
  assert_false(has_ruler("    a box\n    -----\nThe end.\n", "    -----"));
  assert_false(has_ruler("\n\t-----\n\ta box", "\t-----"));
  assert_true(has_ruler("    an indented title\n-----\n", "-----"));
  assert_true(has_ruler("\n    -----", "    -----"));
  assert_true(has_ruler("x\n    -----", "    -----"));
  assert_true(has_ruler("    -----\n   \r\n", "    -----"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_line_of_one_sign_is_a_ruler),
      cmocka_unit_test(other_lines_are_not),
      cmocka_unit_test(a_ruler_among_indented_lines_is_code),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
