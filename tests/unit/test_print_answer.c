/* SPDX-License-Identifier: MIT */
/* test_print_answer.c: errors and warnings stand apart from answers. */
#include "unit/printed_answer.h"

static void assert_messages(bool strict, const char *qid, const char *query, const char *messages, cli_exit exit) {
  tool_options options = options_of("count");
  options.count = QN_COUNT_ONLY;
  options.strict = strict;
  printed_answer printed = print_query(&options, qid, query);
  assert_string_equal(printed.messages, messages);
  assert_int_equal(printed.exit, exit);
  assert_int_equal(printed.out[0] == '\0', exit == EXIT_USAGE);
  free(printed.out);
  free(printed.messages);
}

static void warnings_go_with_the_answer(void **state) {
  (void)state;
  assert_messages(false, NULL, "\"salt",
                  "quern: the quote opened at character 1 is not closed; it ends with the query\n", EXIT_DONE);
  assert_messages(false, "q7", "\"salt",
                  "quern: q7: the quote opened at character 1 is not closed; it ends with the query\n", EXIT_DONE);
}

static void the_fault_is_marked_under_the_query(void **state) {
  (void)state;
  assert_messages(true, NULL, "年é \"salt",
                  "quern: the quote opened at character 4 is not closed\n  年é \"salt\n      ^\n", EXIT_USAGE);
  assert_messages(true, NULL, "a\tb\n\x01 \"salt",
                  "quern: the quote opened at character 7 is not closed\n  a b \xef\xbf\xbd \"salt\n        ^\n",
                  EXIT_USAGE);
  assert_messages(true, NULL, "e\xcc\x81 \"salt",
                  "quern: the quote opened at character 4 is not closed\n  e\xcc\x81 \"salt\n    ^\n", EXIT_USAGE);
  assert_messages(true, NULL, "é\xff\x80 x",
                  "quern: the query is not valid UTF-8 at character 2\n  é\xef\xbf\xbd\xef\xbf\xbd x\n   ^\n",
                  EXIT_USAGE);
}

static void a_long_query_is_shown_around_the_fault(void **state) {
  (void)state;
  char query[300], expected[400];
  memset(query, 'x', sizeof query);
  memcpy(query + 100, " \"", 2);
  query[299] = '\0';
  snprintf(expected, sizeof expected, "quern: the quote opened at character 102 is not closed\n  …%.72s…\n  %49s^\n",
           query + 53, "");
  assert_messages(true, NULL, query, expected, EXIT_USAGE);
  memcpy(query + 52, "é", 2); /* it is not cut in two */
  snprintf(expected, sizeof expected, "quern: the quote opened at character 101 is not closed\n  …%.72s…\n  %49s^\n",
           query + 52, "");
  assert_messages(true, NULL, query, expected, EXIT_USAGE);
}

static void a_query_that_is_not_text_has_a_warning(void **state) {
  (void)state;
  tool_options options = options_of("count");
  printed_answer printed = print_query(&options, NULL, "salt\xe9");
  assert_non_null(strstr(printed.messages, "not valid UTF-8"));
  free(printed.out);
  free(printed.messages);
}

static void nothing_found_is_no_message(void **state) {
  (void)state;
  assert_messages(false, NULL, "absent", "", EXIT_NEGATIVE);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(warnings_go_with_the_answer),
      cmocka_unit_test(the_fault_is_marked_under_the_query),
      cmocka_unit_test(a_long_query_is_shown_around_the_fault),
      cmocka_unit_test(a_query_that_is_not_text_has_a_warning),
      cmocka_unit_test(nothing_found_is_no_message),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
