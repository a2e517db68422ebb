/* SPDX-License-Identifier: MIT */
/* test_text_lines.c: lines and white space. */
#include "support/support.h"

#include "articles/text_lines.h"

#include <string.h>

static void assert_string(qn_string found, const char *expected) {
  assert_int_equal(found.size, strlen(expected));
  assert_memory_equal(found.data, expected, found.size);
}

static void the_last_line_needs_no_newline(void **state) {
  (void)state;
  qn_string rest = string_of("a\n\nb"), line;
  assert_true(qn__take_line(&rest, &line));
  assert_string(line, "a");
  assert_true(qn__take_line(&rest, &line));
  assert_string(line, "");
  assert_true(qn__take_line(&rest, &line));
  assert_string(line, "b");
  assert_false(qn__take_line(&rest, &line));
}

static void white_space_is_taken_away(void **state) {
  (void)state;
  assert_string(qn__trim(string_of(" \t a b\r\n")), "a b");
  assert_string(qn__skip_space(string_of(" a ")), "a ");
  assert_int_equal(qn__trim(string_of(" \n")).size, 0);
  assert_true(qn__is_blank(" \n", 2) && qn__is_blank("", 0) && !qn__is_blank(" a", 2));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_last_line_needs_no_newline),
      cmocka_unit_test(white_space_is_taken_away),
  };
  return cmocka_run_group_tests_name("text_lines", tests, NULL, NULL);
}
