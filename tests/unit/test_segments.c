/* SPDX-License-Identifier: MIT */
/* test_segments.c: the segments of an index under change: which are there, and which of their articles are deleted. */
#include "writer/writer.h"

#include "base/memory.h"
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A writer on an index of a segment for each list of ids, as "ab": articles "a" and "b". */
static qn_writer *open_segments(const char *dir, const char *const *ids, size_t n) {
  qn_writer *writer = open_writer_in(dir, NULL);
  qn_error error;
  for (size_t i = 0; i < n; i++) {
    for (const char *id = ids[i]; *id != '\0'; id++) {
      char text[2] = {*id, '\0'};
      add_plain(writer, text, ids[i]);
    }
    assert_ok(qn_writer_commit(writer, NULL, &error), error);
  }
  assert_int_equal(writer->n_segments, n);
  return writer;
}

static void assert_deleted(const qn_writer *writer, size_t i, uint32_t n) {
  const qn__writer_segment *segment = &writer->segments[i];
  uint32_t counted = 0;
  for (uint32_t doc = 0; doc < segment->entry.n_docs; doc++)
    counted += qn__is_deleted(segment->deletes, doc);
  assert_int_equal(segment->entry.n_deleted, n);
  assert_int_equal(counted, n);
}

static void loading_gives_what_is_on_disk(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn_writer *writer = open_segments(dir, (const char *const[]){"ab", "cde"}, 2), *other;
  qn_error error;
  assert_ok(qn_writer_delete(writer, string_of("d"), &error), error);
  assert_ok(qn_writer_commit(writer, NULL, &error), error);
  assert_ok(qn_writer_delete(writer, string_of("a"), &error), error); /* not committed */
  qn__writer_drop_segments(writer, 1, 2);
  assert_ok(qn__writer_load(writer, &error), error);
  assert_int_equal(writer->n_segments, 2);
  assert_true(writer->exists);
  assert_false(writer->changed);
  assert_int_equal(writer->generation, 3);
  assert_deleted(writer, 0, 0);
  assert_deleted(writer, 1, 1);
  assert_false(writer->segments[1].changed);
  qn_writer_close(writer);
  empty_directory(dir);
  other = open_writer_in(dir, NULL);
  assert_ok(qn__writer_load(other, &error), error);
  assert_int_equal(other->n_segments, 0);
  assert_false(other->exists);
  qn_writer_close(other);
  remove_tree(dir);
}

static void dropping_keeps_the_others_in_order(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn_writer *writer = open_segments(dir, (const char *const[]){"a", "bc", "def", "ghij"}, 4);
  qn__writer_drop_segments(writer, 1, 1);
  assert_false(writer->changed);
  qn__writer_drop_segments(writer, 1, 3);
  assert_true(writer->changed);
  assert_int_equal(writer->n_segments, 2);
  assert_int_equal(writer->segments[0].entry.n_docs, 1);
  assert_int_equal(writer->segments[1].entry.n_docs, 4);
  qn__writer_drop_segments(writer, 1, 2);
  assert_int_equal(writer->segments[0].entry.n_docs, 1);
  qn_writer_close(writer);
  remove_tree(dir);
}

static void appending_opens_the_file(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn_writer *writer = open_segments(dir, (const char *const[]){"abc"}, 1);
  const qn__manifest_entry entry = writer->segments[0].entry;
  qn_error error;
  assert_ok(qn__writer_append_segment(writer, &entry, NULL, &error), error);
  assert_true(writer->changed);
  assert_int_equal(writer->segments[1].file.meta.n_docs, 3);
  assert_false(writer->segments[1].changed);
  assert_ok(qn__writer_append_segment(writer, &entry, calloc(1, 1), &error), error);
  assert_true(writer->segments[2].changed); /* its deletes are not on disk */
  for (unsigned i = 0; i < 100; i++)
    assert_ok(qn__writer_append_segment(writer, &entry, NULL, &error), error);
  assert_int_equal(writer->n_segments, 103);
  qn__manifest_entry missing = entry;
  memset(missing.name, '0', 32);
  assert_int_equal(qn__writer_append_segment(writer, &missing, calloc(1, 1), &error), QN_NOT_FOUND);
  assert_int_equal(writer->n_segments, 103);
  qn_writer_close(writer);
  remove_tree(dir);
}

/* --- deleting ----------------------------------------------------------------------------------------------------- */

static void deletes_a_live_article_once(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn_writer *writer = open_segments(dir, (const char *const[]){"abcdefghi", "jk"}, 2);
  bool found = false;
  qn_error error;
  assert_ok(qn__writer_delete_id(writer, 2, "i", 1, &found, &error), error);
  assert_true(found);
  assert_true(writer->changed);
  assert_true(writer->segments[0].changed);
  assert_false(writer->segments[1].changed);
  assert_deleted(writer, 0, 1);
  assert_true(qn__is_deleted(writer->segments[0].deletes, 8));
  assert_ok(qn__writer_delete_id(writer, 2, "i", 1, &found, &error), error);
  assert_false(found);
  assert_deleted(writer, 0, 1);
  assert_ok(qn__writer_delete_id(writer, 2, "x", 1, &found, &error), error);
  assert_false(found);
  assert_ok(qn__writer_delete_id(writer, 1, "j", 1, &found, &error), error); /* is in a later segment */
  assert_false(found);
  assert_deleted(writer, 1, 0);
  qn_writer_close(writer);
  remove_tree(dir);
}

/* A segment of the writer becomes the newest by being read again at the end. */
static void append_copy(qn_writer *writer, size_t i) {
  qn_error error;
  assert_ok(qn__writer_append_segment(writer, &writer->segments[i].entry, NULL, &error), error);
}

static void a_newer_segment_replaces_articles_of_the_older(void **state) {
  (void)state;
  static const char *const ids[] = {"abcdef", "xyz"};
  char *dir = make_temp_dir();
  qn_writer *writer = open_segments(dir, ids, 2);
  uint64_t n_replaced = 0;
  bool found;
  qn_error error;
  append_copy(writer, 1); /* the newer one is the smaller, then of the same size */
  assert_ok(qn__writer_delete_replaced(writer, 2, &n_replaced, &error), error);
  assert_int_equal(n_replaced, 3);
  assert_deleted(writer, 0, 0);
  assert_deleted(writer, 1, 3);
  assert_deleted(writer, 2, 0);
  append_copy(writer, 0); /* the newer one is the larger */
  assert_ok(qn__writer_delete_id(writer, 1, "b", 1, &found, &error), error);
  assert_ok(qn__writer_delete_replaced(writer, 3, &n_replaced, &error), error);
  assert_int_equal(n_replaced, 3 + 5); /* "b" was dead */
  assert_deleted(writer, 0, 6);
  assert_deleted(writer, 2, 0);
  qn_writer_close(writer);
  remove_tree(dir);
}

/* What is deleted in the newer segment replaces nothing. */
static void a_dead_article_replaces_nothing(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn_writer *writer = open_segments(dir, (const char *const[]){"abc"}, 1);
  uint8_t *deletes = calloc(1, 1);
  uint64_t n_replaced = 0;
  qn_error error;
  deletes[0] = 1 << 1;
  assert_ok(qn__writer_append_segment(writer, &writer->segments[0].entry, deletes, &error), error);
  assert_ok(qn__writer_delete_replaced(writer, 1, &n_replaced, &error), error);
  assert_int_equal(n_replaced, 2);
  assert_false(qn__is_deleted(writer->segments[0].deletes, 1));
  qn_writer_close(writer);
  remove_tree(dir);
}

static void an_id_of_an_article_that_does_not_exist_is_damage(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn_writer *writer = open_segments(dir, (const char *const[]){"abc"}, 1);
  bool found;
  qn_error error;
  writer->segments[0].entry.n_docs = 2; /* as if the manifest knew of fewer */
  assert_int_equal(qn__writer_delete_id(writer, 1, "c", 1, &found, &error), QN_DAMAGED);
  assert_non_null(strstr(error.message, ".segment"));
  writer->segments[0].entry.n_docs = 3;
  qn_writer_close(writer);
  remove_tree(dir);
}

/* The ids of a segment are damaged: what cannot be looked up there stays, the others are deleted, and it is noted. */
static void damaged_ids_hide_their_articles_and_no_others(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn_writer *writer = open_segments(dir, (const char *const[]){"abcxy", "bcd"}, 2);
  bool found;
  uint64_t n_replaced = 0;
  qn_error error;
  append_copy(writer, 1);
  memset(writer->segments[0].deletes, 0, 1); /* as if nothing had replaced the articles of the first */
  writer->segments[0].entry.n_deleted = 0;
  writer->segments[0].entry.n_docs = 2; /* "c" is not an article that the manifest knows of */
  assert_ok(qn__writer_delete_replaced(writer, 2, &n_replaced, &error), error);
  assert_true(writer->segments[0].damaged);
  assert_non_null(strstr(writer->damage.message, writer->segments[0].entry.name));
  assert_true(qn__is_deleted(writer->segments[0].deletes, 1));
  assert_int_equal(n_replaced, 4); /* "b" in the first, all of the second */
  assert_ok(qn__writer_delete_id(writer, 3, "c", 1, &found, &error), error);
  assert_true(found); /* in the third: then the damage hides nothing */
  assert_int_equal(qn_writer_delete(writer, string_of("c"), &error), QN_DAMAGED);
  assert_ok(qn_writer_delete(writer, string_of("a"), &error), error); /* the writer goes on */
  writer->segments[0].entry.n_docs = 5;
  qn_writer_close(writer);
  remove_tree(dir);
}

static void reports_out_of_memory(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn_writer *writer = open_segments(dir, (const char *const[]){"abc", "de"}, 2);
  bool found = false;
  uint64_t n_replaced = 0;
  qn_error error;
  append_copy(writer, 1);
  qn__memory_fail_after(0);
  qn_status deleting = qn__writer_delete_id(writer, 1, "a", 1, &found, &error);
  qn_status replacing = qn__writer_delete_replaced(writer, 2, &n_replaced, &error);
  qn_status appending = qn__writer_append_segment(writer, &writer->segments[0].entry, NULL, &error);
  qn_status loading = qn__writer_load(writer, &error);
  qn__memory_fail_after(-1);
  assert_int_equal(deleting, QN_NO_MEMORY);
  assert_int_equal(replacing, QN_NO_MEMORY);
  assert_int_equal(appending, QN_NO_MEMORY);
  assert_int_equal(loading, QN_NO_MEMORY);
  assert_false(found);
  qn_writer_close(writer);
  assert_int_equal(index_info(dir).n_articles, 5);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(loading_gives_what_is_on_disk),
      cmocka_unit_test(dropping_keeps_the_others_in_order),
      cmocka_unit_test(appending_opens_the_file),
      cmocka_unit_test(deletes_a_live_article_once),
      cmocka_unit_test(a_newer_segment_replaces_articles_of_the_older),
      cmocka_unit_test(a_dead_article_replaces_nothing),
      cmocka_unit_test(an_id_of_an_article_that_does_not_exist_is_damage),
      cmocka_unit_test(damaged_ids_hide_their_articles_and_no_others),
      cmocka_unit_test(reports_out_of_memory),
  };
  return cmocka_run_group_tests_name("segments", tests, NULL, NULL);
}
