/* SPDX-License-Identifier: MIT */
/* test_syntax_help.c: the help about queries. */
#include "support/support.h"

#include "tool/syntax_help.h"

#include <stdlib.h>
#include <string.h>

static void the_help_fits_a_terminal(void **state) {
  (void)state;
  capture captured = capture_begin(1);
  print_syntax_help(stdout);
  char *printed = capture_end(&captured);
  assert_true(strlen(printed) > 500);
  for (const char *line = printed; *line != '\0'; line += strcspn(line, "\n") + 1)
    assert_in_range(strcspn(line, "\n"), 0, 81); /* an accented letter is two bytes */
  free(printed);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_help_fits_a_terminal),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
