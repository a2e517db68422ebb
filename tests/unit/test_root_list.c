/* SPDX-License-Identifier: MIT */
/* test_root_list.c: which root's options are those of a path. */
#include "tool/root_list.h"

#include "unit/source_files.h"

static void put_listed(qn_writer *writer, const char *path, bool whole, qn_string options) {
  qn_error error;
  assert_ok(qn_writer_put_root(writer, qn_string_of(path), qn_string_of(""), whole, &error), error);
  assert_ok(qn_writer_set_root_options(writer, qn_string_of(path), options, &error), error);
}

static const char *around(const root_list *list, const char *path, bool with_options) {
  const listed_root *root = root_list_around(list, qn_string_of(path), with_options);
  return root == NULL ? "" : root->path.data;
}

static void the_options_of_a_path_are_those_of_the_deepest_root_with_some(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  root_list list;
  qn_error error;
  qn_writer *writer = open_writer_in(dir, NULL);
  put_listed(writer, "/", true, (qn_string){"", 0});
  put_listed(writer, "/a", true, (qn_string){"hidden\0", 8});
  put_listed(writer, "/a/b", true, (qn_string){"\0lang=de\0", 10}); /* of files that were named */
  put_listed(writer, "/a/b/c", false, (qn_string){"hidden\0", 8});
  assert_ok(root_list_read(&list, writer, &error), error);
  assert_true(list.has_file_sets);
  assert_string_equal(around(&list, "/a/b/c/d", true), "/a");
  assert_string_equal(around(&list, "/a/b/c/d", false), "/a/b");
  assert_string_equal(around(&list, "/a", true), "/a");
  assert_string_equal(around(&list, "/ab", true), "");
  assert_string_equal(around(&list, "/ab", false), "/");
  assert_string_equal(around(&list, "/", false), "/");
  assert_false(root_list_find(&list, qn_string_of("/a/b/c"))->whole);
  assert_null(root_list_find(&list, qn_string_of("/a/b/c/d")));
  root_list_clear(&list);
  qn_writer_close(writer);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_options_of_a_path_are_those_of_the_deepest_root_with_some),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
