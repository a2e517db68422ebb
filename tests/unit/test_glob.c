/* SPDX-License-Identifier: MIT */
/* test_glob.c: what gitignore(5) says of patterns, on paths. */
#include "support/support.h"

#include "walk/glob.h"

#include <stdlib.h>
#include <string.h>

static bool matches(const char *pattern, const char *path) {
  const qn__glob glob = qn__glob_of(pattern, strlen(pattern));
  return qn__glob_matches(&glob, path, strlen(path));
}

#define assert_matches(pattern, path) assert_true(matches(pattern, path))
#define assert_differs(pattern, path) assert_false(matches(pattern, path))

static void stars_and_question_marks_stop_at_slashes(void **state) {
  (void)state;
  assert_matches("foo/*", "foo/test.json");
  assert_differs("foo/*", "foo/bar/hello.c");
  assert_matches("f?o", "foo");
  assert_differs("f?o", "f/o");
  assert_differs("f?o", "fo");
  assert_matches("*", "");
  assert_matches("*a*b*", "xaxbx");
  assert_differs("*a*b", "xbxa");
  assert_matches("a*", "a");
  assert_matches("*/b", "a/b");
  assert_differs("*/b", "a/a/b");
}

static void endings_and_literals_are_whole_names(void **state) {
  (void)state;
  assert_matches("*.o", "main.o");
  assert_matches("*.o", ".o");
  assert_differs("*.o", "main.c");
  assert_differs("*.o", "o");
  assert_differs("*.o", "a/main.o");
  assert_matches("doc/frotz", "doc/frotz");
  assert_differs("doc/frotz", "doc/frotz2");
  assert_differs("doc/frotz", "a/doc/frotz");
}

static void two_stars_are_any_folders(void **state) {
  (void)state;
  assert_matches("**/foo", "foo");
  assert_matches("**/foo", "a/b/foo");
  assert_differs("**/foo", "a/b/foo2");
  assert_matches("**/foo/bar", "foo/bar");
  assert_matches("**/foo/bar", "x/foo/foo/bar");
  assert_matches("abc/**", "abc/a/b");
  assert_differs("abc/**", "abc");
  assert_matches("a/**/b", "a/b");
  assert_matches("a/**/b", "a/x/b");
  assert_matches("a/**/b", "a/x/y/b");
  assert_differs("a/**/b", "a/x/y/c");
  assert_differs("a/**/b", "ab");
  assert_matches("**/a/**/b*/**", "x/a/b/a/bc/d");
  assert_matches("**", "a/b");
}

static void other_stars_in_a_row_are_one(void **state) {
  (void)state;
  assert_matches("a**b", "axxb");
  assert_differs("a**b", "ax/xb");
  assert_matches("***", "abc");
}

static void sets_have_ranges_and_classes(void **state) {
  (void)state;
  assert_matches("[a-c]x", "bx");
  assert_differs("[a-c]x", "dx");
  assert_matches("[!a-c]x", "dx");
  assert_matches("[^a-c]x", "dx");
  assert_differs("[!a-c]x", "ax");
  assert_matches("[]-a]", "]");
  assert_matches("[]-a]", "^");
  assert_matches("[a-]", "-");
  assert_matches("[\\]]", "]");
  assert_matches("[[:digit:][:upper:]]*", "7up");
  assert_matches("[[:digit:][:upper:]]*", "Up");
  assert_differs("[[:digit:][:upper:]]*", "up");
  assert_matches("[[:x]", ":");
  assert_differs("a[/]b", "a/b");
  assert_differs("a[!x]b", "a/b");
}

static void every_class_is_that_of_ascii(void **state) {
  (void)state;
  static const struct {
    const char *pattern;
    size_t n;
  } classes[] = {{"[[:alnum:]]", 62}, {"[[:alpha:]]", 52}, {"[[:blank:]]", 2},  {"[[:cntrl:]]", 33},
                 {"[[:digit:]]", 10}, {"[[:graph:]]", 94}, {"[[:lower:]]", 26}, {"[[:print:]]", 95},
                 {"[[:punct:]]", 32}, {"[[:space:]]", 6},  {"[[:upper:]]", 26}, {"[[:xdigit:]]", 22}};
  for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++) {
    const qn__glob glob = qn__glob_of(classes[i].pattern, strlen(classes[i].pattern));
    size_t n = 0;
    for (unsigned c = 0; c < 256; c++)
      n += c != '/' && qn__glob_matches(&glob, (const char[]){(char)c}, 1);
    assert_int_equal(n, classes[i].n - (classes[i].n == 94 || classes[i].n == 95 || classes[i].n == 32));
  }
}

static void a_backslash_takes_meanings_away(void **state) {
  (void)state;
  assert_matches("\\*", "*");
  assert_differs("\\*", "a");
  assert_matches("\\[a", "[a");
  assert_matches("a\\/b", "a/b");
  assert_matches("\\a", "a");
}

static void what_cannot_be_read_matches_nothing(void **state) {
  (void)state;
  static const char *const patterns[] = {"[",    "[a",        "[!",        "[]",   "a\\",
                                         "[a\\", "[[:foo:]]", "[[:alpha:", "*[a-", "[a-\\"};
  for (size_t i = 0; i < sizeof patterns / sizeof patterns[0]; i++) {
    assert_int_equal(qn__glob_of(patterns[i], strlen(patterns[i])).form, QN__GLOB_NEVER);
    assert_differs(patterns[i], patterns[i]);
    assert_differs(patterns[i], "a");
  }
}

/* With backtracking into every star, these would take longer than the age of the world. */
static void hard_patterns_take_no_time(void **state) {
  (void)state;
  enum { N = 2000 };
  static char pattern[6 * N + 2], path[4 * N + 2];
  for (int i = 0; i < N; i++)
    memcpy(pattern + 2 * i, "*a", 2);
  memset(path, 'a', 2 * N);
  strcpy(pattern + 2 * N, "b");
  assert_differs(pattern, path);
  for (int i = 0; i < N; i++) {
    memcpy(pattern + 5 * i, "**/a/", 5);
    memcpy(path + 2 * i, "a/", 2);
  }
  strcpy(pattern + 5 * N, "b");
  strcpy(path + 2 * N, "a");
  assert_differs(pattern, path);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(stars_and_question_marks_stop_at_slashes),
      cmocka_unit_test(endings_and_literals_are_whole_names),
      cmocka_unit_test(two_stars_are_any_folders),
      cmocka_unit_test(other_stars_in_a_row_are_one),
      cmocka_unit_test(sets_have_ranges_and_classes),
      cmocka_unit_test(every_class_is_that_of_ascii),
      cmocka_unit_test(a_backslash_takes_meanings_away),
      cmocka_unit_test(what_cannot_be_read_matches_nothing),
      cmocka_unit_test(hard_patterns_take_no_time),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
