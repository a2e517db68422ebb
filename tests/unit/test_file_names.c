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

static void assert_relative(const char *path, const char *folder, const char *expected) {
  char *relative = qn__relative_path(path, folder);
  assert_string_equal(relative, expected);
  free(relative);
}

static void paths_are_relative_to_a_folder(void **state) {
  (void)state;
  assert_relative("/a/b/c.txt", "/a", "b/c.txt");
  assert_relative("/a/./b/../c.txt", "/a//", "c.txt");
  assert_relative("/ab/c", "/a", "/ab/c");
  assert_relative("/a", "/a", "/a");
  assert_relative("/a/b", "/", "a/b");
  assert_relative("x/y", ".", "x/y");
  assert_relative("x/y", "x", "y");
}

static void long_ids_are_cut_and_stay_different(void **state) {
  (void)state;
  char id[2][700], memory[2][QN_ID_MAX];
  memset(id[0], 'a', sizeof id[0]);
  memset(id[1], 'a', sizeof id[1]);
  id[1][699] = 'b';
  const qn_string first = qn__short_id((qn_string){id[0], 700}, memory[0]);
  const qn_string second = qn__short_id((qn_string){id[1], 700}, memory[1]);
  assert_true(first.size <= QN_ID_MAX && first.size == second.size);
  assert_memory_equal(first.data, id[0], 400);
  assert_memory_not_equal(first.data, second.data, first.size);
  const qn_string whole = qn__short_id((qn_string){id[0], QN_ID_MAX}, memory[0]);
  assert_true(whole.data == id[0] && whole.size == QN_ID_MAX);
  for (size_t i = 0; i < 700; i += 2)
    memcpy(id[0] + i, "\xc3\xa9", 2);
  assert_int_equal(qn__short_id((qn_string){id[0], 700}, memory[0]).size % 2, 1); /* no half of a character */
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(paths_are_made_normal),
      cmocka_unit_test(titles_are_names_without_folder_and_extension),
      cmocka_unit_test(standard_input_has_no_title),
      cmocka_unit_test(extensions_are_those_before_gz),
      cmocka_unit_test(extensions_are_compared_in_any_case),
      cmocka_unit_test(paths_are_relative_to_a_folder),
      cmocka_unit_test(long_ids_are_cut_and_stay_different),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
