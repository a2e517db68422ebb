/* SPDX-License-Identifier: MIT */
/* test_shown_text.c: characters are counted as a snippet shows them. */
#include "snippets/shown_text.h"
#include "support/support.h"

#include <string.h>

static void runs_of_blanks_count_once(void **state) {
  (void)state;
  assert_int_equal(qn__shown_chars("a \r\n\t b", 0, 7), 3);
  assert_int_equal(qn__shown_chars("\xc2\xa0\xe2\x80\xa8 \x01x", 2, 8), 2);
  assert_int_equal(qn__shown_chars("", 0, 0), 0);
}

static void characters_count_and_not_bytes(void **state) {
  (void)state;
  const char *text = "\u0439\u4e2d\U0001f600 x";
  assert_int_equal(qn__shown_chars(text, 0, strlen(text)), 5);
  assert_int_equal(qn__shown_forward(text, 0, strlen(text), 2), 5);
  assert_int_equal(qn__shown_backward(text, 0, strlen(text), 3), 5);
}

static void what_does_not_fit_is_left_out(void **state) {
  (void)state;
  const char *text = "ab    cd";
  assert_int_equal(qn__shown_forward(text, 0, 8, 2), 2);
  assert_int_equal(qn__shown_forward(text, 0, 8, 3), 6);
  assert_int_equal(qn__shown_forward(text, 0, 8, 9), 8);
  assert_int_equal(qn__shown_backward(text, 0, 8, 2), 6);
  assert_int_equal(qn__shown_backward(text, 0, 8, 3), 2);
  assert_int_equal(qn__shown_backward(text, 1, 8, 9), 1);
}

static void blanks_at_either_end_are_found(void **state) {
  (void)state;
  const char *text = " \n ab\u2028 ";
  assert_int_equal(qn__skip_blanks(text, 0, strlen(text)), 3);
  assert_int_equal(qn__trim_end(text, 3, strlen(text)), 5);
  assert_int_equal(qn__trim_end(text, 0, 3), 0);
  assert_int_equal(qn__skip_blanks(text, 5, strlen(text)), strlen(text));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(runs_of_blanks_count_once),
      cmocka_unit_test(characters_count_and_not_bytes),
      cmocka_unit_test(what_does_not_fit_is_left_out),
      cmocka_unit_test(blanks_at_either_end_are_found),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
