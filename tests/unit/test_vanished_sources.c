/* SPDX-License-Identifier: MIT */
/* test_vanished_sources.c: sources whose files are gone are deleted, and only these. */
#include "tool/vanished_sources.h"

#include "unit/folder_tree.h"
#include "unit/source_files.h"

static qn_writer *writer_with_root(const char *index, const char *dir) {
  qn_writer *writer = open_writer_in(index, NULL);
  put_root_at(writer, dir, "");
  return writer;
}

static void give_in(qn_writer *writer, const char *dir, const char *name) {
  char *path = path_in(dir, name);
  GIVE(writer, path, name);
  free(path);
}

static size_t removed_from(qn_writer *writer, const char *path, bool follow) {
  bool mounted;
  size_t n_removed;
  qn_error error;
  assert_ok(remove_vanished(writer, path, follow, true, &mounted, &n_removed, &error), error);
  return n_removed;
}

static void files_that_are_gone_or_something_else_now_are_removed(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *index = make_temp_dir(), *below = path_in(dir, "below");
  qn_writer *writer = writer_with_root(index, dir);
  make_file(dir, "there");
  make_file(dir, "belowground");
  make_folder(dir, "below");
  make_folder(dir, "folder");
  make_link(dir, "link", "there");
  static const char *const names[] = {"there", "gone", "folder", "link", "below/gone", "belowground"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    give_in(writer, dir, names[i]);
  assert_int_equal(removed_from(writer, below, false), 1);
  assert_int_equal(removed_from(writer, dir, true), 2);
  assert_int_equal(removed_from(writer, dir, false), 1);
  commit_and_close(writer);
  assert_ids(index, "there belowground ");
  free(below);
  remove_tree(dir);
  remove_tree(index);
}

static void a_folder_that_is_not_mounted_keeps_its_articles(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *index = make_temp_dir();
  bool mounted;
  size_t n_removed;
  qn_error error;
  qn_writer *writer = writer_with_root(index, dir);
  give_in(writer, dir, "gone"); /* from device 7 */
  assert_ok(remove_vanished(writer, dir, false, false, &mounted, &n_removed, &error), error);
  assert_false(mounted);
  assert_int_equal(n_removed, 0);
  assert_ok(remove_vanished(writer, dir, false, true, &mounted, &n_removed, &error), error);
  assert_true(mounted);
  assert_int_equal(n_removed, 1);
  qn_writer_close(writer);
  remove_tree(dir);
  remove_tree(index);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(files_that_are_gone_or_something_else_now_are_removed),
      cmocka_unit_test(a_folder_that_is_not_mounted_keeps_its_articles),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
