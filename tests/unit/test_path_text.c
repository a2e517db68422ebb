/* SPDX-License-Identifier: MIT */
/* test_path_text.c: two paths never have one text. */
#include "support/support.h"

#include "text/path_text.h"

#include <stdlib.h>

static void assert_path_text(const char *path, const char *expected) {
  char *text = qn__path_text(path);
  assert_string_equal(text, expected);
  free(text);
}

static void names_that_are_not_utf8_stay_different(void **state) {
  (void)state;
  assert_path_text("a/caf\xc3\xa9 %E9.txt", "a/café %E9.txt");
  assert_path_text("caf\xe9", "caf\xef\xbf\xbd"
                              "E9");
  assert_path_text("caf\xea", "caf\xef\xbf\xbd"
                              "EA");
  assert_path_text("\xef\xbf\xbd"
                   "E9",
                   "\xef\xbf\xbd"
                   "EF\xef\xbf\xbd"
                   "BF\xef\xbf\xbd"
                   "BDE9");
  assert_path_text("\xf0\x9f\x8e", "\xef\xbf\xbd"
                                   "F0\xef\xbf\xbd"
                                   "9F\xef\xbf\xbd"
                                   "8E");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_that_are_not_utf8_stay_different),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
