/* SPDX-License-Identifier: MIT */
/* test_format_count.c: only the number. */
#include "unit/printed_answer.h"

static void the_number_stands_alone_or_after_the_name_of_the_query(void **state) {
  (void)state;
  tool_options options = options_of("count");
  options.count = QN_COUNT_ONLY;
  assert_printed(&options, NULL, "salt", "2\n");
  assert_printed(&options, "q7", "absent", "q7\t0\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_number_stands_alone_or_after_the_name_of_the_query),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
