/* SPDX-License-Identifier: MIT */
/* test_vanished_sources.c: sources whose files are gone are deleted, and only these. */
#include "tool/vanished_sources.h"

#include <sys/stat.h>

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

/* What becomes of the sources at or below a path. */
static vanished look_below(qn_writer *writer, const char *path, bool follow, bool force) {
  vanished_list list;
  qn_error error;
  vanished_list_init(&list);
  assert_true(vanished_list_note(&list, path, "x", true, follow));
  assert_ok(remove_vanished(writer, &list, force, &error), error);
  const vanished gone = *vanished_list_at(&list, 0);
  vanished_list_clear(&list);
  return gone;
}

static size_t removed_from(qn_writer *writer, const char *path, bool follow) {
  const vanished gone = look_below(writer, path, follow, true);
  assert_int_equal(gone.n_kept, 0);
  return gone.n_removed;
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

/* The inode of a file; one that no file of these tests has if it is not there. */
static uint64_t inode_of(const char *path) {
  struct stat status;
  return stat(path, &status) == 0 ? (uint64_t)status.st_ino : UINT64_MAX;
}

/* Records a file of this device. */
static void give_on(qn_writer *writer, const char *dir, const char *name, uint64_t device) {
  char *path = path_in(dir, name);
  qn_error error;
  qn_source source = source_at(path, inode_of(path));
  GIVE(writer, path, name);
  source.device = device;
  assert_ok(qn_writer_put_source(writer, &source, &error), error);
  free(path);
}

static void assert_vanished(qn_writer *writer, const char *path, bool force, size_t n_removed, size_t n_kept) {
  const vanished gone = look_below(writer, path, false, force);
  assert_int_equal(gone.n_removed, n_removed);
  assert_int_equal(gone.n_kept, n_kept);
}

static uint64_t device_of(const char *path) {
  struct stat status;
  assert_int_equal(stat(path, &status), 0);
  return (uint64_t)status.st_dev;
}

static void what_is_on_a_disk_that_is_not_mounted_keeps_its_articles(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *index = make_temp_dir();
  qn_writer *writer = writer_with_root(index, dir);
  const uint64_t here = device_of(dir), away = here + 1;
  make_file(dir, "there");
  make_folder(dir, "disk");
  give_on(writer, dir, "there", here);
  give_on(writer, dir, "gone", here);
  give_on(writer, dir, "disk/gone", away);          /* the mount point is there, and empty */
  give_on(writer, dir, "taken away/in/gone", away); /* with its mount point */
  assert_vanished(writer, dir, false, 1, 2);
  char *below = path_in(dir, "taken away");
  assert_vanished(writer, below, false, 0, 1);
  assert_vanished(writer, below, true, 1, 0);
  commit_and_close(writer);
  assert_ids(index, "there disk/gone ");
  free(below);
  remove_tree(dir);
  remove_tree(index);
}

static void a_disk_that_has_another_device_number_now_is_known_by_its_other_files(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *index = make_temp_dir();
  qn_writer *writer = writer_with_root(index, dir);
  make_file(dir, "there");
  give_on(writer, dir, "gone", 7);
  assert_vanished(writer, dir, false, 0, 1);
  give_on(writer, dir, "there", 7);
  assert_vanished(writer, dir, false, 1, 0);
  qn_writer_close(writer);
  remove_tree(dir);
  remove_tree(index);
}

/* A disk that is not mounted, in whose mount point a file was written by mistake. */
static void another_file_at_the_path_is_no_sign_of_a_disk(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *index = make_temp_dir();
  qn_writer *writer = writer_with_root(index, dir);
  give_on(writer, dir, "there", 7);
  give_on(writer, dir, "gone", 7);
  make_file(dir, "there");
  assert_vanished(writer, dir, false, 0, 1);
  qn_writer_close(writer);
  remove_tree(dir);
  remove_tree(index);
}

/* Device numbers may change hands: this disk has the one that the missing disk had. */
static void a_number_that_was_another_disks_is_no_sign_of_it(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *index = make_temp_dir();
  qn_writer *writer = writer_with_root(index, dir);
  make_file(dir, "there");
  make_folder(dir, "disk");
  give_on(writer, dir, "there", 7);
  give_on(writer, dir, "gone", 7);
  give_on(writer, dir, "disk/gone", device_of(dir));
  assert_vanished(writer, dir, false, 1, 1);
  commit_and_close(writer);
  assert_ids(index, "there disk/gone ");
  remove_tree(dir);
  remove_tree(index);
}

static void each_path_that_was_noted_has_the_sources_below_no_deeper_one(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *index = make_temp_dir();
  qn_writer *writer = writer_with_root(index, "/");
  static const char *const names[] = {"a", "ab", "b/c", "b/d/e", "other"};
  static const struct {
    const char *name;
    size_t n_removed;
  } noted[] = {{"a", 1}, {"b", 1}, {"b/d", 1}, {"b/d", 1}, {"none", 0}};
  vanished_list list;
  qn_error error;
  vanished_list_init(&list);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    give_in(writer, dir, names[i]);
  for (size_t i = 0; i < sizeof noted / sizeof *noted; i++) {
    char *path = path_in(dir, noted[i].name), *given = strdup(noted[i].name);
    assert_true(vanished_list_note(&list, path, given, i == 1, false));
    free(path);
    free(given);
  }
  assert_int_equal(list.paths.n, 4); /* one was noted twice */
  assert_ok(remove_vanished(writer, &list, true, &error), error);
  for (uint32_t i = 0; i < 3; i++) {
    assert_string_equal(vanished_list_at(&list, i)->given, noted[i].name);
    assert_int_equal(vanished_list_at(&list, i)->n_removed, noted[i].n_removed);
    assert_int_equal(vanished_list_at(&list, i)->was_there, i == 1);
  }
  assert_int_equal(vanished_list_at(&list, 3)->n_removed, 0);
  vanished_list_clear(&list);
  assert_int_equal(removed_from(writer, "/", false), 2);
  qn_writer_close(writer);
  remove_tree(dir);
  remove_tree(index);
}

static void another_paths_files_say_nothing_of_a_disk(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *index = make_temp_dir(), *first = path_in(dir, "first"),
       *second = path_in(dir, "second");
  qn_writer *writer = writer_with_root(index, dir);
  vanished_list list;
  qn_error error;
  vanished_list_init(&list);
  make_folder(dir, "first");
  make_file(dir, "first/there");
  give_on(writer, dir, "first/there", 7);
  give_on(writer, dir, "second/gone", 7); /* of a disk that had the number which another one has now */
  assert_true(vanished_list_note(&list, first, first, true, false) &&
              vanished_list_note(&list, second, second, false, false));
  assert_ok(remove_vanished(writer, &list, false, &error), error);
  assert_int_equal(vanished_list_at(&list, 1)->n_kept, 1);
  vanished_list_clear(&list);
  qn_writer_close(writer);
  free(first);
  free(second);
  remove_tree(dir);
  remove_tree(index);
}

/* Else the ids of the file that takes its place would be numbered from 1, and its articles replace those that stay. */
static void a_followed_file_that_is_gone_stays_known(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *index = make_temp_dir(), *path = path_in(dir, "log");
  qn_writer *writer = writer_with_root(index, dir);
  const qn_source followed = {.path = qn_string_of(path), .read = 1, .followed = true, .n_given = 300}, *known;
  qn_error error;
  assert_ok(qn_writer_put_source(writer, &followed, &error), error);
  assert_int_equal(removed_from(writer, dir, false), 0);
  assert_ok(qn_writer_find_source(writer, &known, followed.path, &error), error);
  assert_int_equal(known->n_given, 300);
  qn_writer_close(writer);
  free(path);
  remove_tree(dir);
  remove_tree(index);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(files_that_are_gone_or_something_else_now_are_removed),
      cmocka_unit_test(what_is_on_a_disk_that_is_not_mounted_keeps_its_articles),
      cmocka_unit_test(a_disk_that_has_another_device_number_now_is_known_by_its_other_files),
      cmocka_unit_test(another_file_at_the_path_is_no_sign_of_a_disk),
      cmocka_unit_test(a_number_that_was_another_disks_is_no_sign_of_it),
      cmocka_unit_test(each_path_that_was_noted_has_the_sources_below_no_deeper_one),
      cmocka_unit_test(another_paths_files_say_nothing_of_a_disk),
      cmocka_unit_test(a_followed_file_that_is_gone_stays_known),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
