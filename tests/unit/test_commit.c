/* SPDX-License-Identifier: MIT */
/* test_commit.c: how what a writer has gathered becomes the next generation on disk. */
#include "writer/writer.h"

#include "base/memory.h"
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t generation_on_disk(const char *dir) {
  qn__manifest manifest;
  qn_error error;
  assert_ok(qn__manifest_read(&manifest, dir, &error), error);
  uint64_t generation = manifest.generation;
  qn__manifest_clear(&manifest);
  return generation;
}

static void a_manifest_is_there_before_the_first_segment(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn_writer *writer = open_writer_in(dir, NULL);
  uint64_t added;
  qn_error error;
  assert_false(has_entry(dir, "manifest"));
  add_plain(writer, "1", "text");
  assert_ok(qn__writer_end_segment(writer, &added, &error), error);
  assert_int_equal(generation_on_disk(dir), 0);
  assert_false(writer->exists);
  assert_int_equal(added, 4);
  commit_and_close(writer);
  assert_int_equal(generation_on_disk(dir), 1);
  remove_tree(dir);
}

static void an_index_that_exists_is_not_begun_again(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  commit_and_close(open_writer_in(dir, NULL));
  qn_writer *writer = open_writer_in(dir, NULL);
  qn_error error;
  assert_ok(qn__writer_begin_index(writer, &error), error);
  assert_int_equal(generation_on_disk(dir), 1);
  qn_writer_close(writer);
  remove_tree(dir);
}

static void what_was_added_becomes_one_segment(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn_writer *writer = open_writer_in(dir, NULL);
  uint64_t added = 7;
  qn_error error;
  assert_ok(qn__writer_end_segment(writer, &added, &error), error);
  assert_int_equal(added, 0);
  assert_int_equal(writer->n_segments, 0);
  add_plain(writer, "1", "one");
  add_plain(writer, "2", "two two");
  assert_ok(qn__writer_end_segment(writer, &added, &error), error);
  assert_int_equal(added, 3 + 7);
  assert_int_equal(writer->n_segments, 1);
  assert_int_equal(writer->done.added, 2);
  assert_null(writer->builder);
  add_plain(writer, "2", "two again");
  assert_ok(qn__writer_end_segment(writer, &added, &error), error);
  assert_int_equal(writer->n_segments, 2);
  assert_int_equal(writer->segments[0].entry.n_deleted, 1); /* replaced */
  assert_int_equal(writer->done.replaced, 1);
  qn_writer_close(writer);
  remove_tree(dir);
}

static void what_was_added_and_deleted_becomes_no_segment(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn_writer *writer = open_writer_in(dir, NULL);
  uint64_t added;
  qn_error error;
  add_plain(writer, "1", "one");
  assert_ok(qn_writer_delete(writer, string_of("1"), &error), error);
  assert_ok(qn__writer_end_segment(writer, &added, &error), error);
  assert_int_equal(writer->n_segments, 0);
  assert_int_equal(writer->done.added, 1);
  qn_writer_close(writer);
  remove_tree(dir);
}

/* --- publishing --------------------------------------------------------------------------------------------------- */

static void publishing_without_changes_writes_nothing(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn_writer *writer = open_writer_in(dir, NULL);
  qn_commit_info done;
  qn_error error;
  assert_ok(qn__writer_publish(writer, &done, &error), error);
  assert_int_equal(done.generation, 1); /* the index is made */
  assert_true(done.written_bytes > 0);
  assert_ok(qn__writer_publish(writer, &done, &error), error);
  assert_int_equal(done.generation, 1);
  assert_int_equal(done.written_bytes, 0); /* since the last commit */
  add_plain(writer, "1", "one");
  assert_ok(qn_writer_commit(writer, &done, &error), error);
  assert_ok(qn__writer_publish(writer, &done, &error), error);
  assert_int_equal(done.generation, 2);
  assert_int_equal(generation_on_disk(dir), 2);
  qn_writer_close(writer);
  remove_tree(dir);
}

static void segments_without_live_articles_are_dropped(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn_writer *writer = open_writer_in(dir, NULL);
  qn_commit_info done;
  qn_error error;
  add_plain(writer, "1", "one");
  assert_ok(qn_writer_commit(writer, NULL, &error), error);
  add_plain(writer, "2", "two");
  assert_ok(qn_writer_commit(writer, NULL, &error), error);
  size_t n = count_entries(dir);
  assert_ok(qn_writer_delete(writer, string_of("1"), &error), error);
  assert_ok(qn__writer_publish(writer, &done, &error), error);
  assert_int_equal(writer->n_segments, 1);
  assert_int_equal(count_entries(dir), n - 1); /* its file is gone, and there are no deletes */
  assert_ok(qn_writer_delete(writer, string_of("2"), &error), error);
  assert_ok(qn__writer_publish(writer, &done, &error), error);
  assert_int_equal(writer->n_segments, 0);
  qn_writer_close(writer);
  assert_int_equal(index_info(dir).n_articles, 0);
  remove_tree(dir);
}

/* Deletes are written for the segments in which they changed, under the generation that they begin with. */
static void changed_deletes_are_written_under_the_new_generation(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn_writer *writer = open_writer_in(dir, NULL);
  qn_error error;
  for (unsigned i = 0; i < 2; i++) {
    for (unsigned k = 0; k < 4; k++)
      add_plain(writer, (const char[]){(char)('a' + i * 4 + k), '\0'}, "text");
    assert_ok(qn_writer_commit(writer, NULL, &error), error);
  }
  assert_ok(qn_writer_delete(writer, string_of("a"), &error), error);
  assert_ok(qn_writer_commit(writer, NULL, &error), error);
  assert_ok(qn_writer_delete(writer, string_of("e"), &error), error);
  assert_ok(qn_writer_commit(writer, NULL, &error), error);
  assert_int_equal(writer->segments[0].entry.deletes, 3);
  assert_int_equal(writer->segments[1].entry.deletes, 4);
  assert_false(writer->segments[1].changed);
  qn_writer_close(writer);
  qn_index_info info = index_info(dir);
  assert_int_equal(info.n_articles, 6);
  assert_int_equal(info.n_deleted, 2);
  remove_tree(dir);
}

static void deletes_that_were_undone_are_dropped(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn_writer *writer = open_writer_in(dir, NULL);
  qn_error error;
  for (unsigned k = 0; k < 4; k++)
    add_plain(writer, (const char[]){(char)('a' + k), '\0'}, "text");
  assert_ok(qn_writer_commit(writer, NULL, &error), error);
  assert_ok(qn_writer_delete(writer, string_of("a"), &error), error);
  assert_ok(qn_writer_commit(writer, NULL, &error), error);
  memset(writer->segments[0].deletes, 0, 1); /* as importing the segment again does */
  writer->segments[0].entry.n_deleted = 0;
  writer->segments[0].changed = writer->changed = true;
  assert_ok(qn_writer_commit(writer, NULL, &error), error);
  assert_int_equal(writer->segments[0].entry.deletes, 0);
  qn_writer_close(writer);
  assert_int_equal(index_info(dir).n_articles, 4);
  assert_int_equal(count_entries(dir), 3); /* manifest, lock, segment */
  remove_tree(dir);
}

/* --- failing ------------------------------------------------------------------------------------------------------ */

static void a_failure_is_final_and_keeps_its_message(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn_writer *writer = open_writer_in(dir, NULL);
  qn_error error = {.status = QN_IO, .message = "the disk is on fire"}, own;
  assert_int_equal(qn__writer_fail(writer, QN_OK, NULL), QN_OK);
  assert_int_equal(qn__writer_fail(writer, QN_IO, &error), QN_IO);
  assert_int_equal(qn_writer_commit(writer, NULL, &own), QN_IO);
  assert_string_equal(own.message, error.message);
  qn_writer_close(writer);
  assert_int_equal(count_entries(dir), 1); /* the lock: nothing was committed */
  remove_tree(dir);
}

static void a_commit_without_memory_leaves_the_generation_before(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn_error error;
  qn_status status = QN_NO_MEMORY;
  long n = 0;
  add_texts(dir, (const char *const[]){"one", "two"}, 2);
  for (; status != QN_OK; n++) {
    qn_writer *writer = open_writer_in(dir, NULL);
    add_plain(writer, "3", "three");
    qn__memory_fail_after(n);
    status = qn_writer_commit(writer, NULL, &error);
    qn__memory_fail_after(-1);
    qn_writer_close(writer);
    assert_int_equal(generation_on_disk(dir), status == QN_OK ? 2 : 1);
    assert_int_equal(index_info(dir).n_articles, status == QN_OK ? 3 : 2);
    if (status != QN_OK)
      assert_int_equal(status, QN_NO_MEMORY);
  }
  assert_true(n > 20);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_manifest_is_there_before_the_first_segment),
      cmocka_unit_test(an_index_that_exists_is_not_begun_again),
      cmocka_unit_test(what_was_added_becomes_one_segment),
      cmocka_unit_test(what_was_added_and_deleted_becomes_no_segment),
      cmocka_unit_test(publishing_without_changes_writes_nothing),
      cmocka_unit_test(segments_without_live_articles_are_dropped),
      cmocka_unit_test(changed_deletes_are_written_under_the_new_generation),
      cmocka_unit_test(deletes_that_were_undone_are_dropped),
      cmocka_unit_test(a_failure_is_final_and_keeps_its_message),
      cmocka_unit_test(a_commit_without_memory_leaves_the_generation_before),
  };
  return cmocka_run_group_tests_name("commit", tests, NULL, NULL);
}
