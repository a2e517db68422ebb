/* SPDX-License-Identifier: MIT */
/* test_folder_names.c: names in order, and what they are. */
#include "support/support.h"

#include "base/memory.h"
#include "walk/folder_names.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *make_folder(void) {
  char *dir = make_temp_dir(), *file = path_in(dir, "b"), *folder = path_in(dir, "a"), *link = path_in(dir, ".c"),
       *pipe_path = path_in(dir, "d");
  write_file(file, "b", 1);
  assert_int_equal(mkdir(folder, 0777), 0);
  assert_int_equal(symlink("nowhere", link), 0);
  assert_int_equal(mkfifo(pipe_path, 0666), 0);
  free(file);
  free(folder);
  free(link);
  free(pipe_path);
  return dir;
}

static void names_are_in_order_with_their_kinds(void **state) {
  (void)state;
  static const qn__folder_name expected[] = {
      {".c", QN__ENTRY_LINK}, {"a", QN__ENTRY_FOLDER}, {"b", QN__ENTRY_FILE}, {"d", QN__ENTRY_SPECIAL}};
  char *dir = make_folder();
  qn__folder_names names;
  qn_error error;
  qn__folder_names_init(&names);
  assert_ok(qn__folder_names_read(&names, dir, &error), error);
  assert_int_equal(names.n, 4);
  for (size_t i = 0; i < names.n; i++) {
    const qn__folder_name *name = qn__folder_name_at(&names, i);
    assert_string_equal(name->name, expected[i].name);
    assert_true(name->kind == expected[i].kind || name->kind == QN__ENTRY_UNKNOWN);
    assert_true(qn__folder_names_have(&names, expected[i].name));
  }
  assert_false(qn__folder_names_have(&names, "c"));
  qn__folder_names_clear(&names);
  remove_tree(dir);
}

static void modes_are_of_the_same_kinds(void **state) {
  (void)state;
  assert_int_equal(qn__entry_kind_of(S_IFREG | 0644), QN__ENTRY_FILE);
  assert_int_equal(qn__entry_kind_of(S_IFDIR | 0755), QN__ENTRY_FOLDER);
  assert_int_equal(qn__entry_kind_of(S_IFLNK | 0777), QN__ENTRY_LINK);
  assert_int_equal(qn__entry_kind_of(S_IFSOCK | 0644), QN__ENTRY_SPECIAL);
}

static void a_missing_folder_is_reported(void **state) {
  (void)state;
  qn__folder_names names;
  qn_error error;
  qn__folder_names_init(&names);
  assert_int_equal(qn__folder_names_read(&names, "no/such/folder", &error), QN_IO);
  assert_string_equal(error.message, "cannot read the folder: No such file or directory");
  assert_false(qn__folder_names_have(&names, "a"));
  qn__folder_names_clear(&names);
}

static void reports_out_of_memory(void **state) {
  (void)state;
  char *dir = make_folder();
  qn__folder_names names;
  qn_error error;
  qn__folder_names_init(&names);
  qn__memory_fail_after(0);
  qn_status status = qn__folder_names_read(&names, dir, &error);
  qn__memory_fail_after(-1);
  assert_int_equal(status, QN_NO_MEMORY);
  qn__folder_names_clear(&names);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_are_in_order_with_their_kinds),
      cmocka_unit_test(modes_are_of_the_same_kinds),
      cmocka_unit_test(a_missing_folder_is_reported),
      cmocka_unit_test(reports_out_of_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
