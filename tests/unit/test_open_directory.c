/* SPDX-License-Identifier: MIT */
/* test_open_directory.c: changes to the entries of an open directory reach it wherever its path leads meanwhile. */
#include "base/open_directory.h"

#include "support/support.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A directory with a file "a", open; its parent is to be removed. */
typedef struct fixture {
  char *parent, *path, *file;
  qn__directory directory;
} fixture;

static void begin(fixture *all) {
  qn_error error;
  all->parent = make_temp_dir();
  all->path = path_in(all->parent, "index");
  assert_int_equal(mkdir(all->path, 0777), 0);
  all->file = path_in(all->path, "a");
  write_file(all->file, "bytes", 5);
  assert_ok(qn__directory_open(&all->directory, all->path, &error), error);
}

static void end(fixture *all) {
  qn__directory_close(&all->directory);
  free(all->file);
  free(all->path);
  remove_tree(all->parent);
}

/* Moves the directory away and makes another of its name. */
static char *replace(const fixture *all) {
  char *moved = path_in(all->parent, "moved");
  assert_int_equal(rename(all->path, moved), 0);
  assert_int_equal(mkdir(all->path, 0777), 0);
  return moved;
}

static void only_a_directory_can_be_opened(void **state) {
  (void)state;
  fixture all;
  qn__directory other = {.fd = -1};
  qn_error error;
  begin(&all);
  assert_int_equal(qn__directory_open(&other, all.file, &error), QN_IO);
  assert_non_null(strstr(error.message, all.file));
  qn__directory_close(&other); /* is not open */
  qn__directory_close(&all.directory);
  assert_int_equal(all.directory.fd, -1);
  end(&all);
}

static bool is_in_place(const fixture *all) {
  bool in_place = false;
  qn_error error;
  assert_ok(qn__directory_is_in_place(&all->directory, &in_place, &error), error);
  return in_place;
}

static bool has_file(const fixture *all, const char *name, int fd) {
  bool has = false;
  qn_error error;
  assert_ok(qn__directory_has_file(&all->directory, name, fd, &has, &error), error);
  return has;
}

static void knows_whether_its_path_still_leads_to_it(void **state) {
  (void)state;
  fixture all;
  begin(&all);
  assert_true(is_in_place(&all));
  char *moved = replace(&all);
  assert_false(is_in_place(&all));
  assert_int_equal(rmdir(all.path), 0);
  assert_false(is_in_place(&all));
  assert_int_equal(rename(moved, all.path), 0);
  assert_true(is_in_place(&all));
  free(moved);
  end(&all);
}

static void knows_whether_a_name_is_still_that_of_an_open_file(void **state) {
  (void)state;
  fixture all;
  begin(&all);
  int fd = open(all.file, O_RDONLY);
  assert_true(has_file(&all, "a", fd));
  assert_false(has_file(&all, "b", fd));
  bool has = true;
  qn_error error;
  assert_int_equal(qn__directory_has_file(&all.directory, "a", -1, &has, &error), QN_IO); /* it cannot be known */
  assert_non_null(strstr(error.message, all.file));
  char *kept = path_in(all.path, "kept");
  assert_int_equal(rename(all.file, kept), 0); /* so that the other gets a number of its own */
  write_file(all.file, "other", 5);
  assert_false(has_file(&all, "a", fd));
  close(fd);
  free(kept);
  end(&all);
}

static void entries_are_renamed_and_removed_in_the_open_directory(void **state) {
  (void)state;
  fixture all;
  qn_error error;
  begin(&all);
  char *moved = replace(&all);
  write_file(all.file, "of the other directory", 22);
  assert_ok(qn__directory_rename(&all.directory, "a", "b", &error), error);
  assert_true(has_entry(moved, "b"));
  assert_false(has_entry(moved, "a"));
  assert_true(has_entry(all.path, "a"));
  qn__directory_remove(&all.directory, "b");
  qn__directory_remove(&all.directory, "missing");
  assert_int_equal(count_entries(moved), 0);
  assert_int_equal(count_entries(all.path), 1);
  assert_int_equal(qn__directory_rename(&all.directory, "a", "b", &error), QN_IO);
  assert_non_null(strstr(error.message, "rename"));
  free(moved);
  end(&all);
}

static void files_and_entries_can_be_synced(void **state) {
  (void)state;
  fixture all;
  qn_error error;
  begin(&all);
  assert_ok(qn__directory_sync_file(&all.directory, "a", &error), error);
  assert_ok(qn__directory_sync(&all.directory, &error), error);
  assert_int_equal(qn__directory_sync_file(&all.directory, "missing", &error), QN_IO);
  assert_non_null(strstr(error.message, "/missing"));
  end(&all);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(only_a_directory_can_be_opened),
      cmocka_unit_test(knows_whether_its_path_still_leads_to_it),
      cmocka_unit_test(knows_whether_a_name_is_still_that_of_an_open_file),
      cmocka_unit_test(entries_are_renamed_and_removed_in_the_open_directory),
      cmocka_unit_test(files_and_entries_can_be_synced),
  };
  return cmocka_run_group_tests_name("open directory", tests, NULL, NULL);
}
