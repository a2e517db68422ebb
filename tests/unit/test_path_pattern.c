/* SPDX-License-Identifier: MIT */
/* test_path_pattern.c: globs of whole paths, names of files and folders, words of paths. */
#include "match/path_pattern.h"
#include "support/support.h"

#include <string.h>

static bool matches(const char *pattern, const char *path) {
  return qn__path_matches(pattern, path, strlen(path));
}

static void a_star_is_any_part_of_a_name(void **state) {
  (void)state;
  assert_true(matches("docs/*.md", "docs/a.md"));
  assert_true(matches("docs/*.md", "docs/.md"));
  assert_true(matches("docs/*a*b", "docs/xaxaxb"));
  assert_false(matches("docs/*.md", "docs/a/b.md"));
  assert_false(matches("docs/*.md", "docs/a.txt"));
  assert_false(matches("docs/*.md", "olddocs/a.md"));
  assert_true(matches("docs/?.md", "docs/\xc3\xa9.md"));
  assert_false(matches("docs?a.md", "docs/a.md"));
}

static void two_stars_are_any_part_of_the_path(void **state) {
  (void)state;
  assert_true(matches("docs/**", "docs/a/b/c"));
  assert_true(matches("docs/**/c", "docs/a/b/c"));
  assert_true(matches("docs/**/c", "docs/c"));
  assert_false(matches("docs/**/c", "docs/xc"));
  assert_true(matches("**/c", "c"));
  assert_true(matches("**/b/*.md", "a/b/c.md"));
  assert_true(matches("a**e", "a/b/c/de"));
  assert_true(matches("**", "anything/at all"));
  assert_false(matches("docs/**", "docs"));
}

static void a_pattern_is_a_folder_too(void **state) {
  (void)state;
  assert_true(matches("docs/", "docs/a/b"));
  assert_true(matches("docs/talks", "docs/talks/b"));
  assert_false(matches("docs/talks", "docs/talks2/b"));
  assert_true(matches("/home/*", "/home/me/file"));
  assert_true(matches("/", "/"));
}

static void without_a_slash_a_glob_is_a_name(void **state) {
  (void)state;
  assert_true(matches("*.md", "docs/talks/a.md"));
  assert_true(matches("*.md", "a.md"));
  assert_true(matches("talk*", "docs/talks/a.md"));
  assert_false(matches("*.md", "a.md.txt"));
  assert_false(matches("alk*", "docs/talks/a.md"));
}

static void without_stars_and_slashes_it_is_words(void **state) {
  (void)state;
  assert_true(matches("talks", "docs/Talks/a.md"));
  assert_true(matches("a md", "docs/talks/a.md"));
  assert_true(matches("a.md", "docs/talks/a.md"));
  assert_false(matches("talk", "docs/talks/a.md"));
  assert_false(matches("docs a", "docs/talks/a.md"));
  assert_false(matches("md x", "docs/talks/a.md"));
  assert_false(matches("", "docs"));
  assert_false(matches("...", "docs/..."));
  assert_true(matches("d\xc3\xa9j\xc3\xa0", "d\xc3\xa9j\xc3\xa0 vu"));
}

static void words_have_neither_case_nor_marks(void **state) {
  (void)state;
  assert_true(matches("ärger", "docs/Ärger-Notiz.txt"));
  assert_true(matches("ARGER notiz", "docs/Ärger-Notiz.txt"));
  assert_true(matches("a\xcc\x88rger", "docs/Ärger.txt")); /* a letter and its mark */
  assert_true(matches("strasse", "Straße/a"));
  assert_false(matches("ärge", "docs/Ärger.txt"));
  assert_false(matches("ärgerx", "docs/Ärger.txt"));
  assert_false(matches("\xc3", "docs/\xc3\xa9.txt"));
}

static void the_number_in_a_file_is_not_part_of_the_path(void **state) {
  (void)state;
  assert_true(matches("*.jsonl", "data/x.jsonl#12"));
  assert_false(matches("12", "data/x.jsonl#12"));
  assert_true(matches("c#", "data/c#"));
  assert_true(matches("data/*#x", "data/c#x"));
}

/* What a glob means, said again: a pattern matches if some split of the text fits. */
static bool fits(const char *pattern, const char *path, bool name_starts) {
  if (strncmp(pattern, "**/", 3) == 0) {
    if (fits(pattern + 3, path, true))
      return true;
    const char *slash = strchr(path, '/');
    return slash != NULL && fits(pattern, slash + 1, true);
  }
  if (strncmp(pattern, "**", 2) == 0)
    return fits(pattern + 2, path, false) || (*path != '\0' && fits(pattern, path + 1, false));
  if (*pattern == '*')
    return fits(pattern + 1, path, false) || (*path != '\0' && *path != '/' && fits(pattern, path + 1, name_starts));
  if (*pattern == '\0')
    return *path == '\0' || *path == '/';
  if (*path == '\0' || (*pattern == '?' ? *path == '/' : *pattern != *path))
    return false;
  return fits(pattern + 1, path + 1, false);
}

static void random_globs_match_what_they_describe(void **state) {
  random_source random = random_start("globs", 3);
  unsigned n_matches = 0;
  (void)state;
  for (int round = 0; round < 200000; round++) {
    char pattern[12] = "/", path[12] = "";
    static const char *const pieces[] = {"a", "b", "/", "*", "**/", "?", "**"};
    for (unsigned i = 0, n = random_below(&random, 4); i < n; i++)
      strcat(pattern, pieces[random_below(&random, 6)]);
    path[0] = '/';
    for (unsigned i = 1, n = 1 + random_below(&random, 8); i < n; i++)
      path[i] = "ab/"[random_below(&random, 3)];
    size_t size = strlen(pattern);
    if (strstr(pattern, "***") != NULL || (size > 1 && pattern[size - 1] == '/'))
      continue;
    const bool expected = fits(pattern, path, true);
    if (matches(pattern, path) != expected)
      fail_msg("%s and %s", pattern, path);
    n_matches += expected;
    if (expected)
      assert_memory_equal(pattern, path, qn__path_prefix(pattern));
  }
  assert_true(n_matches > 1000);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_star_is_any_part_of_a_name),
      cmocka_unit_test(two_stars_are_any_part_of_the_path),
      cmocka_unit_test(a_pattern_is_a_folder_too),
      cmocka_unit_test(without_a_slash_a_glob_is_a_name),
      cmocka_unit_test(without_stars_and_slashes_it_is_words),
      cmocka_unit_test(words_have_neither_case_nor_marks),
      cmocka_unit_test(the_number_in_a_file_is_not_part_of_the_path),
      cmocka_unit_test(random_globs_match_what_they_describe),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
