/* SPDX-License-Identifier: MIT */
/* test_special_folders.c: version control, mail, indexes. */
#include "container/container.h"
#include "unit/folder_tree.h"
#include "walk/special_folders.h"

static void version_control_has_its_names(void **state) {
  (void)state;
  assert_true(qn__is_version_control(".git", true));
  assert_true(qn__is_version_control(".git", false));
  assert_true(qn__is_version_control("CVS", true));
  assert_false(qn__is_version_control("CVS", false));
  assert_false(qn__is_version_control(".github", true));
}

static void a_maildir_has_three_folders(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  make_folder(dir, "cur");
  make_folder(dir, "new");
  make_file(dir, "tmp");
  assert_false(qn__is_maildir(dir));
  char *tmp = path_in(dir, "tmp");
  assert_int_equal(unlink(tmp), 0);
  free(tmp);
  make_folder(dir, "tmp");
  assert_true(qn__is_maildir(dir));
  remove_tree(dir);
}

static bool is_index(const char *dir) {
  qn__folder_names names;
  qn_error error;
  bool found;
  qn__folder_names_init(&names);
  assert_ok(qn__folder_names_read(&names, dir, &error), error);
  assert_ok(qn__find_index(dir, &names, &found, &error), error);
  qn__folder_names_clear(&names);
  return found;
}

static void an_index_is_known_also_without_its_manifest(void **state) {
  (void)state;
  const char *const text = "some words";
  char *dir = make_temp_dir();
  assert_false(is_index(dir));
  add_texts(dir, &text, 1);
  assert_true(is_index(dir));
  char *manifest = path_in(dir, "manifest");
  assert_int_equal(unlink(manifest), 0);
  assert_true(is_index(dir));
  free(manifest);
  remove_tree(dir);
}

static void a_file_called_manifest_makes_no_index(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  make_file(dir, "manifest");
  assert_false(is_index(dir));
  make_file_of(dir, "manifest", QN__MAGIC "and so on");
  assert_true(is_index(dir)); /* a damaged one */
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(version_control_has_its_names),
      cmocka_unit_test(a_maildir_has_three_folders),
      cmocka_unit_test(an_index_is_known_also_without_its_manifest),
      cmocka_unit_test(a_file_called_manifest_makes_no_index),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
