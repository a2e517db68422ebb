/* SPDX-License-Identifier: MIT */
/* test_source_map.c: a source map is ascending places of the text, with members as quern.h says. */
#include "builder/source_map.h"

#include "support/support.h"

enum { ENOUGH = 1 << 20 };

static qn_status check(const char *map, qn_error *error) {
  const qn_article article = {.id = string_of("a"), .text = string_of("ten bytes."), .source_map = string_of(map)};
  return qn__check_source_map(&article, true, ENOUGH, error);
}

static void places_with_any_members_are_taken(void **state) {
  (void)state;
  static const char *const taken[] = {
      "",
      "[]",
      "[{\"at\":0},{\"at\":0,\"line\":1},{\"at\":10}]",
      "[{\"at\":3,\"line\":7,\"page\":2,\"part\":\"1.2\",\"heading\":6,\"anchor\":\"top\",\"own\":false}]",
      "[{\"at\":0,\"line\":3,\"column\":9,\"column16\":8,\"offset\":0,\"offset16\":0,\"record\":1}]",
      "[{\"at\":0,\"id\":1,\"line\":3},{\"at\":0,\"id\":2,\"records\":\"###\"}]",
      "[{\"at\":0,\"lines\":true,\"markdown\":true,\"under\":0}]",
      "[{\"at\":3,\"Column\":[7],\"Line\":\"as it is\"}]",
  };
  qn_error error;
  for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
    assert_ok(check(taken[i], &error), error);
}

static void what_is_wrong_is_named(void **state) {
  (void)state;
  static const char *const refused[][2] = {
      {"{}", "article a: its source map is not a JSON array"},
      {"[", "article a: its source map is not a JSON array"},
      {"[7]", "article a: place 1 of its source map needs \"at\", a byte of the text, from 0 to 10"},
      {"[{\"at\":5},{\"line\":1}]",
       "article a: place 2 of its source map needs \"at\", a byte of the text, from 5 to 10"},
      {"[{\"at\":5},{\"at\":4}]",
       "article a: place 2 of its source map needs \"at\", a byte of the text, from 5 to 10"},
      {"[{\"at\":11}]", "article a: place 1 of its source map needs \"at\", a byte of the text, from 0 to 10"},
      {"[{\"at\":1.5}]", "article a: place 1 of its source map needs \"at\", a byte of the text, from 0 to 10"},
      {"[{\"at\":1,\"line\":0}]", "article a: place 1 of its source map: \"line\" is not a number from 1"},
      {"[{\"at\":1,\"page\":\"2\"}]", "article a: place 1 of its source map: \"page\" is not a number from 1"},
      {"[{\"at\":1,\"heading\":7}]", "article a: place 1 of its source map: \"heading\" is not a number from 1 to 6"},
      {"[{\"at\":1,\"anchor\":null}]", "article a: place 1 of its source map: \"anchor\" is not a string"},
      {"[{\"at\":1,\"part\":3}]", "article a: place 1 of its source map: \"part\" is not a string"},
      {"[{\"at\":1,\"offset\":-1}]", "article a: place 1 of its source map: \"offset\" is not a number from 0"},
      {"[{\"at\":1,\"lines\":1}]", "article a: place 1 of its source map: \"lines\" is not true or false"},
      {"[{\"at\":1,\"id\":3}]", "article a: place 1 of its source map: \"id\" is not 1 or 2"},
      {"[{\"at\":1,\"records\":1}]", "article a: place 1 of its source map: \"records\" is not a string"},
      {"[{\"at\":1,\"own\":0}]", "article a: place 1 of its source map: \"own\" is not true or false"},
  };
  qn_error error;
  for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
    assert_int_equal(check(refused[i][0], &error), QN_BAD_INPUT);
    assert_string_equal(error.message, refused[i][1]);
  }
}

static void only_the_beginning_of_a_repaired_text_is_known(void **state) {
  (void)state;
  qn_article article = {
      .id = string_of("a"), .text = string_of("x"), .source_map = string_of("[{\"at\":0,\"line\":3}]")};
  qn_error error;
  assert_ok(qn__check_source_map(&article, false, ENOUGH, &error), error);
  article.source_map = string_of("[{\"at\":1}]");
  assert_ok(qn__check_source_map(&article, true, ENOUGH, &error), error);
  assert_int_equal(qn__check_source_map(&article, false, ENOUGH, &error), QN_BAD_INPUT);
  assert_string_equal(error.message,
                      "article a: place 1 of its source map needs \"at\", a byte of the text, from 0 to 0");
}

/* What is taken without being parsed is what the parser takes. */
static void what_is_almost_simple_is_parsed(void **state) {
  (void)state;
  static const char *const taken[] = {"[{\"at\":0,\"line\":999999999999999,\"id\":2},{\"at\":10,\"page\":3}]",
                                      "[{\"at\":0, \"line\":1}]",
                                      "[{\"line\":1,\"at\":0}]",
                                      "[{\"at\":0,\"line\":9007199254740992}]",
                                      "[{\"at\":0,\"x\":0}]",
                                      "[{\"at\":0,\"line\":1e3}]",
                                      "[{\"at\":2,\"at\":9},{\"at\":3}]"};
  static const char *const refused[] = {
      "[{\"at\":0,\"line\":0}]",  "[{\"at\":0,\"id\":3}]",    "[{\"at\":11}]",          "[{\"at\":5},{\"at\":4}]",
      "[{\"at\":0,\"line\":}]",   "[{\"at\":0,\"line\"}]",    "[{\"at\":0,\"line\":1}", "[{\"at\":0,\"line\":1",
      "[{\"at\":0,\"line\":1,}]", "[{\"at\":0,\"steps\":1}]", "[{\"at\":0,\"line"};
  qn_error error;
  for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
    assert_ok(check(taken[i], &error), error);
  for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
    assert_int_equal(check(refused[i], &error), QN_BAD_INPUT);
}

static void a_map_that_needs_too_much_memory_is_refused(void **state) {
  (void)state;
  const qn_article article = {
      .id = string_of("a"), .text = string_of("x"), .source_map = string_of("[{\"at\":0,\"own\":true}]")};
  qn_error error;
  assert_int_equal(qn__check_source_map(&article, true, 100, &error), QN_TOO_LARGE);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(places_with_any_members_are_taken),
      cmocka_unit_test(what_is_wrong_is_named),
      cmocka_unit_test(only_the_beginning_of_a_repaired_text_is_known),
      cmocka_unit_test(what_is_almost_simple_is_parsed),
      cmocka_unit_test(a_map_that_needs_too_much_memory_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
