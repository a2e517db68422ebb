/* SPDX-License-Identifier: MIT */
/* test_snapshot.c: a snapshot sees one generation whole, shares what stayed, and reports what is missing. */
#include "segment/manifest.h"
#include "support/support.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static qn__snapshot *open_snapshot(const char *dir, const qn__snapshot *older) {
  qn__snapshot *snapshot;
  qn_error error;
  assert_ok(qn__snapshot_open(&snapshot, dir, older, &error), error);
  return snapshot;
}

static void delete_article(const char *dir, const char *id) {
  qn_writer *writer = open_writer_in(dir, NULL);
  qn_error error;
  assert_ok(qn_writer_delete(writer, string_of(id), &error), error);
  commit_and_close(writer);
}

/* The path of the first segment. */
static char *first_segment(const char *dir) {
  qn__snapshot *snapshot = open_snapshot(dir, NULL);
  char *path = qn__segment_path(dir, snapshot->manifest.entries[0].name);
  qn__snapshot_close(snapshot);
  return path;
}

/* A new directory with an index of one article. */
static char *make_index(const char *text) {
  char *dir = make_temp_dir();
  add_texts(dir, &text, 1);
  return dir;
}

static uint32_t count_articles(const qn__snapshot *snapshot) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < snapshot->manifest.n_entries; i++) {
    const qn__snapshot_segment *segment = &snapshot->segments[i];
    for (uint32_t doc = 0; doc < segment->segment.meta.n_docs; doc++)
      n += !qn__is_deleted(segment->deletes, doc);
  }
  return n;
}

static void a_snapshot_stays_while_generations_follow(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  const char *const texts[] = {"one thing", "another thing", "a third"};
  add_texts(dir, texts, 3);
  qn__snapshot *first = open_snapshot(dir, NULL);
  assert_int_equal(first->manifest.generation, 1);
  assert_int_equal(count_articles(first), 3);
  delete_article(dir, "2");
  qn__snapshot *second = open_snapshot(dir, first);
  assert_int_equal(second->manifest.generation, 2);
  assert_int_equal(count_articles(second), 2);
  assert_int_equal(count_articles(first), 3);
  assert_ptr_equal(first->segments[0].segment.view, second->segments[0].segment.view);
  qn__snapshot *third = open_snapshot(dir, second);
  assert_ptr_equal(second->segments[0].deletes_view, third->segments[0].deletes_view);
  qn__snapshot_close(first);
  qn__snapshot_close(second);
  assert_int_equal(count_articles(third), 2);
  qn__snapshot_close(third);
  remove_tree(dir);
}

static void a_missing_segment_is_damage(void **state) {
  (void)state;
  char *dir = make_index("one thing"), *path = first_segment(dir);
  qn__snapshot *snapshot = open_snapshot(dir, NULL), *later;
  qn_error error;
  unlink(path);
  assert_int_equal(qn__snapshot_open(&later, dir, NULL, &error), QN_DAMAGED);
  assert_int_equal(error.status, QN_DAMAGED);
  assert_non_null(strstr(error.message, path));
  /* Who has the segment open goes on. */
  later = open_snapshot(dir, snapshot);
  assert_int_equal(count_articles(later), 1);
  qn__snapshot_close(later);
  qn__snapshot_close(snapshot);
  free(path);
  remove_tree(dir);
}

static void a_segment_under_anothers_name_is_damage(void **state) {
  (void)state;
  char *dir = make_index("one thing"), *path = first_segment(dir);
  char *other_dir = make_index("other thing"), *other_path = first_segment(other_dir);
  qn__snapshot *wrong;
  size_t size;
  char *bytes = read_file(other_path, &size);
  unlink(path);
  write_file(path, bytes, size);
  assert_int_equal(qn__snapshot_open(&wrong, dir, NULL, NULL), QN_DAMAGED);
  free(bytes);
  free(path);
  free(other_path);
  remove_tree(dir);
  remove_tree(other_dir);
}

static void an_emptied_segment_is_damage(void **state) {
  (void)state;
  char *dir = make_index("one thing"), *path = first_segment(dir);
  qn__snapshot *later;
  qn_error error;
  unlink(path);
  write_file(path, "", 0);
  assert_int_equal(qn__snapshot_open(&later, dir, NULL, &error), QN_DAMAGED);
  assert_non_null(strstr(error.message, path));
  free(path);
  remove_tree(dir);
}

static void a_damaged_segment_stays_closed_beside_the_others(void **state) {
  (void)state;
  char *dir = make_index("one thing"), *path = first_segment(dir);
  qn_error error, damage;
  qn__snapshot *beside;
  qn_writer *writer = open_writer_in(dir, NULL);
  add_plain(writer, "x", "another thing");
  commit_and_close(writer);
  assert_ok(qn__snapshot_open_beside_damage(&beside, dir, &damage, &error), error);
  assert_int_equal(damage.status, QN_OK);
  qn__snapshot_close(beside);
  damage_file(path, 0);
  assert_ok(qn__snapshot_open_beside_damage(&beside, dir, &damage, &error), error);
  assert_int_equal(damage.status, QN_DAMAGED);
  assert_non_null(strstr(damage.message, path));
  assert_null(beside->segments[0].segment.view);
  assert_non_null(beside->segments[1].segment.view);
  qn__snapshot_close(beside);
  char *manifest = path_in(dir, QN__MANIFEST_NAME);
  damage_file(manifest, 20);
  assert_int_equal(qn__snapshot_open_beside_damage(&beside, dir, &damage, &error), QN_DAMAGED);
  free(manifest);
  free(path);
  remove_tree(dir);
}

static void a_directory_without_an_index_is_reported(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn__snapshot *snapshot;
  assert_int_equal(qn__snapshot_open(&snapshot, dir, NULL, NULL), QN_NO_INDEX);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_snapshot_stays_while_generations_follow),
      cmocka_unit_test(a_missing_segment_is_damage),
      cmocka_unit_test(a_segment_under_anothers_name_is_damage),
      cmocka_unit_test(an_emptied_segment_is_damage),
      cmocka_unit_test(a_damaged_segment_stays_closed_beside_the_others),
      cmocka_unit_test(a_directory_without_an_index_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
