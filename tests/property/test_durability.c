/* SPDX-License-Identifier: MIT */
/* test_durability.c: what a commit that does not wait for the disk may lose, and what a writer must not destroy. */
#include "base/file.h"
#include "segment/manifest.h"
#include "support/support.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static qn_writer *open_writer(const char *dir, bool sync) {
  qn_writer *writer = NULL;
  qn_error error;
  qn_writer_options options = QN_WRITER_OPTIONS_INIT;
  options.threads = 1;
  options.no_sync = !sync;
  assert_ok(qn_writer_open(&writer, dir, &options, &error), error);
  return writer;
}

static void add(qn_writer *writer, const char *id) {
  qn_error error;
  qn_article article = {.id = string_of(id), .text = string_of("walnut trees and what grows below them")};
  assert_ok(qn_writer_add(writer, &article, &error), error);
}

static void add_and_commit(const char *dir, const char *id, bool sync) {
  qn_error error;
  qn_writer *writer = open_writer(dir, sync);
  add(writer, id);
  assert_ok(qn_writer_commit(writer, NULL, &error), error);
  qn_writer_close(writer);
}

/* The number of articles, or the status of opening as a negative number. */
static long articles_in(const char *dir) {
  qn_index *index = NULL;
  qn_index_info info;
  qn_status status = qn_index_open(&index, &dir, 1, NULL);
  if (status != QN_OK)
    return -(long)status;
  qn_index_get_info(index, &info);
  qn_index_close(index);
  return (long)info.n_articles;
}

/* Damages the newest segment: the one that the last synced generation does not have. */
static void lose_segment_of(const char *dir) {
  qn__manifest newest, synced;
  qn_error error;
  assert_ok(qn__manifest_read(&newest, dir, &error), error);
  assert_ok(qn__manifest_read_synced(&synced, dir, &error), error);
  assert_true(newest.n_entries > synced.n_entries);
  char *path = qn__segment_path(dir, newest.entries[newest.n_entries - 1].name);
  int fd = open(path, O_WRONLY);
  char zeros[64] = {0};
  assert_int_equal(pwrite(fd, zeros, sizeof zeros, 16), sizeof zeros);
  close(fd);
  free(path);
  qn__manifest_clear(&newest);
  qn__manifest_clear(&synced);
}

static void an_unsynced_commit_is_there_while_the_system_runs(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  add_and_commit(dir, "1", true);
  add_and_commit(dir, "2", false);
  assert_int_equal(articles_in(dir), 2);
  change_boot_id(dir);
  assert_int_equal(articles_in(dir), 2); /* its files are whole */
  remove_tree(dir);
}

static void what_a_power_failure_takes_is_the_commit_and_not_the_index(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  add_and_commit(dir, "1", true);
  add_and_commit(dir, "2", false);
  lose_segment_of(dir);
  change_boot_id(dir);
  assert_int_equal(articles_in(dir), 1);
  add_and_commit(dir, "3", true);
  uint64_t generation = 0;
  assert_int_equal(qn__manifest_newest_generation(&generation, dir, NULL), QN_OK);
  assert_int_equal(generation, 3); /* 2 was lost, and its number is not given again */
  assert_int_equal(articles_in(dir), 2);
  remove_tree(dir);
}

static uint64_t lost_generation_of(const char *dir) {
  qn_index *index = NULL;
  qn_index_info info;
  qn_error error;
  assert_ok(qn_index_open(&index, &dir, 1, &error), error);
  qn_index_get_info(index, &info);
  qn_index_close(index);
  return info.lost_generation;
}

/* Opens and closes a writer; returns what it says that was lost. */
static uint64_t lost_to_writer(const char *dir) {
  qn_writer *writer = open_writer(dir, true);
  uint64_t lost = qn_writer_lost_generation(writer);
  qn_writer_close(writer);
  return lost;
}

static void a_lost_commit_is_reported_until_a_writer_has_cleaned_up(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  add_and_commit(dir, "1", true);
  assert_int_equal(lost_generation_of(dir), 0);
  add_and_commit(dir, "2", false);
  lose_segment_of(dir);
  change_boot_id(dir);
  assert_int_equal(lost_generation_of(dir), 2);
  assert_int_equal(lost_to_writer(dir), 2);
  assert_int_equal(lost_to_writer(dir), 0);
  assert_int_equal(lost_generation_of(dir), 0);
  remove_tree(dir);
}

/* Without a restart, too: a copy of the index may lack files, or have been cut. */
static void an_unsynced_commit_without_its_files_or_unreadable_is_lost(void **state) {
  (void)state;
  for (unsigned cut = 0; cut < 2; cut++) {
    char *dir = make_temp_dir();
    add_and_commit(dir, "1", true);
    add_and_commit(dir, "2", false);
    qn__manifest manifest;
    qn_error error;
    assert_ok(qn__manifest_read(&manifest, dir, &error), error);
    char *path = cut ? path_in(dir, QN__UNSYNCED_NAME) : qn__segment_path(dir, manifest.entries[1].name);
    assert_int_equal(cut ? truncate(path, 40) : unlink(path), 0);
    assert_int_equal(articles_in(dir), 1);
    assert_int_equal(lost_generation_of(dir), 2);
    add_and_commit(dir, "3", true);
    assert_int_equal(articles_in(dir), 2);
    assert_int_equal(lost_generation_of(dir), 0);
    free(path);
    qn__manifest_clear(&manifest);
    remove_tree(dir);
  }
}

static void compacting_unsynced_keeps_the_synced_generation(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn_error error;
  add_and_commit(dir, "1", true);
  add_and_commit(dir, "2", true);
  qn_writer *writer = open_writer(dir, false);
  assert_ok(qn_writer_delete(writer, string_of("1"), &error), error);
  assert_ok(qn_writer_compact(writer, NULL, &error), error);
  qn_writer_close(writer);
  assert_int_equal(articles_in(dir), 1);
  char *path = path_in(dir, QN__UNSYNCED_NAME);
  assert_int_equal(unlink(path), 0);
  free(path);
  assert_int_equal(articles_in(dir), 2);
  remove_tree(dir);
}

static void a_synced_commit_leaves_nothing_unsynced(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  add_and_commit(dir, "1", false);
  add_and_commit(dir, "2", true);
  char *path = path_in(dir, QN__UNSYNCED_NAME);
  assert_int_not_equal(access(path, F_OK), 0);
  free(path);
  assert_int_equal(articles_in(dir), 2);
  remove_tree(dir);
}

static void adding_equal_articles_leaves_the_segment_that_is_there(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn__manifest manifest;
  struct stat before, after;
  qn_error error;
  add_and_commit(dir, "1", true);
  assert_ok(qn__manifest_read(&manifest, dir, &error), error);
  char *path = qn__segment_path(dir, manifest.entries[0].name);
  assert_int_equal(stat(path, &before), 0);
  add_and_commit(dir, "1", false);
  assert_int_equal(stat(path, &after), 0);
  assert_int_equal(before.st_ino, after.st_ino);
  assert_int_equal(articles_in(dir), 1);
  qn__manifest_clear(&manifest);
  free(path);
  remove_tree(dir);
}

/* --- what is put in the place of an index that is written to --- */

/* Commits an article that is added, with the index at `dir` replaced meanwhile; returns the status. */
static qn_status commit_after(const char *dir, void (*meanwhile)(const char *dir)) {
  qn_writer *writer = open_writer(dir, true);
  add(writer, "late");
  meanwhile(dir);
  qn_status status = qn_writer_commit(writer, NULL, NULL);
  qn_writer_close(writer);
  return status;
}

static void swap_directory(const char *dir) {
  char old[300], fresh[300];
  snprintf(old, sizeof old, "%s.old", dir);
  snprintf(fresh, sizeof fresh, "%s.fresh", dir);
  add_and_commit(fresh, "a", true);
  add_and_commit(fresh, "b", true);
  assert_int_equal(rename(dir, old), 0);
  assert_int_equal(rename(fresh, dir), 0);
}

static void an_index_put_in_the_place_of_another_is_not_touched(void **state) {
  (void)state;
  char *parent = make_temp_dir(), *dir = path_in(parent, "live"), *old = path_in(parent, "live.old");
  add_and_commit(dir, "1", true);
  assert_int_equal(commit_after(dir, swap_directory), QN_IO);
  assert_int_equal(articles_in(dir), 2);
  assert_int_equal(articles_in(old), 1);
  free(dir);
  free(old);
  remove_tree(parent);
}

static void write_beside_the_lock(const char *dir) {
  char *path = path_in(dir, QN__LOCK_NAME);
  assert_int_equal(unlink(path), 0);
  free(path);
  add_and_commit(dir, "second", true);
}

static void a_lock_that_was_removed_lets_the_first_writer_commit_nothing(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  add_and_commit(dir, "1", true);
  assert_int_equal(commit_after(dir, write_beside_the_lock), QN_LOCKED);
  assert_int_equal(articles_in(dir), 2);
  remove_tree(dir);
}

static void remove_directory(const char *dir) {
  char gone[300];
  snprintf(gone, sizeof gone, "%s.gone", dir);
  assert_int_equal(rename(dir, gone), 0);
}

static void a_directory_that_has_gone_is_reported(void **state) {
  (void)state;
  char *parent = make_temp_dir(), *dir = path_in(parent, "live");
  add_and_commit(dir, "1", true);
  assert_int_equal(commit_after(dir, remove_directory), QN_IO);
  free(dir);
  remove_tree(parent);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_unsynced_commit_is_there_while_the_system_runs),
      cmocka_unit_test(what_a_power_failure_takes_is_the_commit_and_not_the_index),
      cmocka_unit_test(a_lost_commit_is_reported_until_a_writer_has_cleaned_up),
      cmocka_unit_test(an_unsynced_commit_without_its_files_or_unreadable_is_lost),
      cmocka_unit_test(compacting_unsynced_keeps_the_synced_generation),
      cmocka_unit_test(a_synced_commit_leaves_nothing_unsynced),
      cmocka_unit_test(adding_equal_articles_leaves_the_segment_that_is_there),
      cmocka_unit_test(an_index_put_in_the_place_of_another_is_not_touched),
      cmocka_unit_test(a_lock_that_was_removed_lets_the_first_writer_commit_nothing),
      cmocka_unit_test(a_directory_that_has_gone_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
