/* SPDX-License-Identifier: MIT */
/* test_query_fault.c: a mark under the character of a query that is at fault. */
#include "support/support.h"

#include "cli/query_fault.h"

#include <string.h>

static void assert_marked(const char *query, unsigned column, const char *expected) {
  qn__buffer out;
  qn__buffer_init(&out);
  cli_put_fault(&out, qn_string_of(query), column);
  qn__buffer_u8(&out, '\0');
  assert_false(out.failed);
  assert_string_equal((const char *)out.data, expected);
  qn__buffer_clear(&out);
}

static void the_mark_is_under_the_character(void **state) {
  (void)state;
  assert_marked("(moon", 1, "  (moon\n  ^\n");
  assert_marked("moon )", 6, "  moon )\n       ^\n");
  assert_marked("年é )", 4, "  年é )\n      ^\n");
  assert_marked("moon", 9, "  moon\n      ^\n");
  assert_marked("", 1, "  \n  ^\n");
}

static void what_is_not_text_is_shown_as_such(void **state) {
  (void)state;
  assert_marked("\xff\x1b )", 4, "  \xef\xbf\xbd\xef\xbf\xbd )\n     ^\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_mark_is_under_the_character),
      cmocka_unit_test(what_is_not_text_is_shown_as_such),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
