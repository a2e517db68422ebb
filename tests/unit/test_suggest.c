/* SPDX-License-Identifier: MIT */
/* test_suggest.c: which names are near one that is not known. */
#include "support/support.h"

#include "cli/suggest.h"

#include <string.h>

static const char *const names[] = {"limit", "lists", "offset", "all", "color", "count", "files-from"};

static void assert_suggested(const char *written, const char *expected) {
  char suggested[CLI_SUGGESTED_MAX];
  cli_suggestions near = cli_suggest(written, strlen(written));
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    cli_suggest_name(&near, names[i]);
  assert_string_equal(cli_suggested(&near, "--", suggested), expected);
}

static void a_slip_of_one_letter_is_near(void **state) {
  (void)state;
  assert_suggested("limt", "; did you mean --limit?");
  assert_suggested("liimit", "; did you mean --limit?");
  assert_suggested("lomit", "; did you mean --limit?");
  assert_suggested("offest", "; did you mean --offset?");
  assert_suggested("colro", "; did you mean --color?");
  assert_suggested("aall", "; did you mean --all?");
}

static void case_and_underscores_do_not_count(void **state) {
  (void)state;
  assert_suggested("LIMIT", "; did you mean --limit?");
  assert_suggested("Files_From", "; did you mean --files-from?");
}

static void an_abbreviation_is_near(void **state) {
  (void)state;
  assert_suggested("off", "; did you mean --offset?");
  assert_suggested("files", "; did you mean --files-from?");
  assert_suggested("co", "; did you mean --color or --count?");
  assert_suggested("li", "; did you mean --limit or --lists?");
}

static void the_nearest_names_alone_are_suggested(void **state) {
  (void)state;
  assert_suggested("colour", "; did you mean --color?");
  assert_suggested("lisits", "; did you mean --lists?");
}

static void what_is_far_has_no_suggestion(void **state) {
  (void)state;
  assert_suggested("frobnicate", "");
  assert_suggested("c", "");
  assert_suggested("", "");
  assert_suggested("al1s", "");
  assert_suggested("limitlimitlimitlimitlimitlimitlimitlimitlimit", "");
}

static void at_most_three_are_suggested(void **state) {
  (void)state;
  char suggested[CLI_SUGGESTED_MAX];
  cli_suggestions near = cli_suggest("ab=1", 2);
  cli_suggest_name(&near, "abc");
  cli_suggest_name(&near, "abd");
  cli_suggest_name(&near, "abe");
  cli_suggest_name(&near, "abf");
  assert_string_equal(cli_suggested(&near, "", suggested), "; did you mean abc, abd or abe?");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_slip_of_one_letter_is_near),  cmocka_unit_test(case_and_underscores_do_not_count),
      cmocka_unit_test(an_abbreviation_is_near),       cmocka_unit_test(the_nearest_names_alone_are_suggested),
      cmocka_unit_test(what_is_far_has_no_suggestion), cmocka_unit_test(at_most_three_are_suggested),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
