/* SPDX-License-Identifier: MIT */
/* test_file_names.c: ids, titles and extensions from paths. */
#include "support/support.h"

#include "articles/file_names.h"

#include <stdlib.h>
#include <string.h>

static void assert_normal(const char *path, const char *expected) {
  char *normal = qn__normal_path(path);
  assert_string_equal(normal, expected);
  free(normal);
}

static void paths_are_made_normal(void **state) {
  (void)state;
  assert_normal("a", "a");
  assert_normal("./a//b/./c.txt", "a/b/c.txt");
  assert_normal("a/../b", "b");
  assert_normal("a/b/../../c/", "c");
  assert_normal("../a/../../b", "../../b");
  assert_normal("/a/../../b", "/b");
  assert_normal("/", "/");
  assert_normal("", ".");
  assert_normal("a/..", ".");
  assert_normal("..a/b...", "..a/b...");
}

static void assert_title(const char *path, const char *expected) {
  qn_string title = qn__file_title(path);
  assert_int_equal(title.size, strlen(expected));
  assert_memory_equal(title.data, expected, title.size);
}

static void titles_are_names_without_folder_and_extension(void **state) {
  (void)state;
  assert_title("a/b/Some Notes.txt", "Some Notes");
  assert_title("notes.md.gz", "notes");
  assert_title("notes.GZ", "notes");
  assert_title("Report 2.0", "Report 2.0");
  assert_title(".hidden", ".hidden");
  assert_title("folder.d/plain", "plain");
}

static void standard_input_has_no_title(void **state) {
  (void)state;
  assert_title("-", "");
}

static void assert_extension(const char *path, const char *expected) {
  qn_string extension = qn__file_extension(path);
  assert_int_equal(extension.size, strlen(expected));
  assert_memory_equal(extension.data, expected, extension.size);
}

static void extensions_are_those_before_gz(void **state) {
  (void)state;
  assert_extension("a.b/c.JSON", "JSON");
  assert_extension("c.jsonl.gz", "jsonl");
  assert_extension("c.gz", "");
  assert_extension("a.b/c", "");
  assert_extension(".txt", "");
  assert_extension("c.", "");
}

static void extensions_are_compared_in_any_case(void **state) {
  (void)state;
  assert_true(qn__is_extension(qn__file_extension("a.TxT"), "txt"));
  assert_false(qn__is_extension(qn__file_extension("a.txt"), "tx"));
  assert_false(qn__is_extension(qn__file_extension("a"), "txt"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(paths_are_made_normal),
      cmocka_unit_test(titles_are_names_without_folder_and_extension),
      cmocka_unit_test(standard_input_has_no_title),
      cmocka_unit_test(extensions_are_those_before_gz),
      cmocka_unit_test(extensions_are_compared_in_any_case),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
