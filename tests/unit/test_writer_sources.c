/* SPDX-License-Identifier: MIT */
/* test_writer_sources.c: what commits, merges, salvage and damage do to the records of sources. */
#include "unit/source_files.h"

#include <stdio.h>
#include <stdlib.h>

static char *index_with_sources(void) {
  char *dir = make_temp_dir();
  qn_writer *writer = open_writer_in(dir, NULL);
  put_root_at(writer, "/n", "");
  GIVE(writer, "/n/a", "a");
  GIVE(writer, "/n/b", "b");
  commit_and_close(writer);
  return dir;
}

static void compacting_and_deleting_keep_them(void **state) {
  (void)state;
  char *dir = index_with_sources();
  qn_error error;
  qn_writer *writer = open_writer_in(dir, NULL);
  assert_ok(qn_writer_delete(writer, qn_string_of("a"), &error), error);
  assert_ok(qn_writer_compact(writer, NULL, &error), error);
  qn_writer_close(writer);
  assert_ids(dir, "b ");
  assert_sources(dir, "/n/a /n/b ");
  remove_tree(dir);
}

static void merging_unites_them(void **state) {
  (void)state;
  char *dir = index_with_sources(), *other = make_temp_dir();
  qn_error error;
  qn_writer *writer = open_writer_in(other, NULL);
  put_root_at(writer, "/n", "other");
  GIVE(writer, "/n/b", "b2");
  GIVE(writer, "/n/c", "c");
  commit_and_close(writer);
  writer = open_writer_in(dir, NULL);
  assert_ok(qn_writer_merge(writer, other, &error), error);
  commit_and_close(writer);
  assert_sources(dir, "/n/a /n/b? /n/c ");
  writer = open_writer_in(dir, NULL);
  GIVE(writer, "/n/b", "b2");
  commit_and_close(writer);
  assert_sources(dir, "/n/a /n/b /n/c ");
  assert_ids(dir, "a c b2 ");
  remove_tree(other);
  remove_tree(dir);
}

static bool join_options(void *context, const qn_root *root) {
  strncat(context, root->options.data, root->options.size);
  strcat(context, root->whole ? "+ " : " ");
  return true;
}

static void a_root_that_is_whole_in_one_of_two_indexes_has_the_options_of_that(void **state) {
  (void)state;
  static const char *const paths[] = {"/a", "/b", "/c"};
  char *dirs[] = {make_temp_dir(), make_temp_dir()}, options[100] = "";
  const qn_string empty = qn_string_of("");
  qn_error error;
  qn_index *index;
  for (size_t d = 0; d < 2; d++) {
    qn_writer *writer = open_writer_in(dirs[d], NULL);
    for (size_t i = 0; i < 3; i++) {
      const bool whole = i == 2 || i == d;
      assert_ok(qn_writer_put_root(writer, qn_string_of(paths[i]), empty, whole, &error), error);
      assert_ok(qn_writer_set_root_options(writer, qn_string_of(paths[i]), qn_string_of(d ? "y" : "x"), &error), error);
    }
    GIVE(writer, "/a/f", "a");
    GIVE(writer, "/b/f", "b");
    commit_and_close(writer);
  }
  qn_writer *writer = open_writer_in(dirs[0], NULL);
  assert_ok(qn_writer_merge(writer, dirs[1], &error), error);
  commit_and_close(writer);
  assert_ok(qn_index_open(&index, (const char *const *)dirs, 1, &error), error);
  assert_ok(qn_index_each_root(index, join_options, options, &error), error);
  qn_index_close(index);
  assert_string_equal(options, "x+ y+ x+ ");
  for (size_t d = 0; d < 2; d++)
    remove_tree(dirs[d]);
}

static void salvaged_sources_are_read_again(void **state) {
  (void)state;
  char *dir = index_with_sources(), *salvaged = make_temp_dir();
  qn_error error;
  qn_writer *writer = open_writer_in(salvaged, NULL);
  assert_ok(qn_writer_salvage(writer, dir, NULL, NULL, &error), error);
  commit_and_close(writer);
  assert_ids(salvaged, "a b ");
  assert_sources(salvaged, "/n/a? /n/b? ");
  remove_tree(salvaged);
  remove_tree(dir);
}

static void count_loss(void *context, const qn_loss *loss) {
  size_t *n = context;
  assert_int_equal(loss->n_articles, 0);
  ++*n;
}

static void without_them_the_index_is_whole(void **state) {
  (void)state;
  char *dir = index_with_sources(), *salvaged = make_temp_dir(), *records = records_of(dir);
  const qn_source *found;
  qn_error error;
  size_t n_losses = 0;
  damage_file(records, 20);
  assert_ids(dir, "a b ");
  qn_writer *writer = open_writer_in(salvaged, NULL);
  assert_ok(qn_writer_salvage(writer, dir, count_loss, &n_losses, &error), error);
  assert_int_equal(n_losses, 1);
  commit_and_close(writer);
  assert_sources(salvaged, "");
  writer = open_writer_in(dir, NULL);
  assert_null(qn_writer_lost_sources(writer));
  assert_int_equal(qn_writer_find_source(writer, &found, qn_string_of("/n/a"), &error), QN_NOT_FOUND);
  assert_non_null(strstr(qn_writer_lost_sources(writer), ".sources"));
  put_root_at(writer, "/n", "");
  GIVE(writer, "/n/a", "a");
  commit_and_close(writer);
  assert_sources(dir, "/n/a ");
  assert_ids(dir, "b a ");
  free(records);
  remove_tree(salvaged);
  remove_tree(dir);
}

static void a_check_finds_damage_and_loss(void **state) {
  (void)state;
  char *dir = index_with_sources(), *records = records_of(dir);
  qn_index *index;
  qn_error error;
  damage_file(records, 20);
  for (int i = 0; i < 2; i++) {
    assert_ok(qn_index_open(&index, (const char *const *)&dir, 1, &error), error);
    assert_int_equal(qn_index_check(index, NULL, NULL, &error), QN_DAMAGED);
    assert_non_null(strstr(error.message, ".sources"));
    qn_index_close(index);
    remove(records);
  }
  free(records);
  remove_tree(dir);
}

static void compacting_a_compact_index_leaves_damaged_ones_out(void **state) {
  (void)state;
  char *dir = index_with_sources(), *records = records_of(dir);
  qn_error error;
  damage_file(records, 20);
  qn_writer *writer = open_writer_in(dir, NULL);
  assert_ok(qn_writer_compact(writer, NULL, &error), error);
  assert_non_null(strstr(qn_writer_lost_sources(writer), ".sources"));
  qn_writer_close(writer);
  assert_ids(dir, "a b ");
  assert_sources(dir, "");
  free(records);
  remove_tree(dir);
}

static void a_time_of_reading_before_1970_is_none(void **state) {
  (void)state;
  char *dir = index_with_sources();
  qn_error error;
  qn_source source = source_at("/n/a", 1);
  source.read = INT64_MIN;
  qn_writer *writer = open_writer_in(dir, NULL);
  assert_ok(qn_writer_put_source(writer, &source, &error), error);
  commit_and_close(writer);
  assert_sources(dir, "/n/a? /n/b ");
  remove_tree(dir);
}

static void the_file_of_an_earlier_commit_goes(void **state) {
  (void)state;
  char *dir = index_with_sources(), *records = records_of(dir);
  qn_writer *writer = open_writer_in(dir, NULL);
  GIVE(writer, "/n/a", "new");
  commit_and_close(writer);
  assert_false(has_entry(dir, strrchr(records, '/') + 1));
  assert_sources(dir, "/n/a /n/b ");
  free(records);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(compacting_and_deleting_keep_them),
      cmocka_unit_test(merging_unites_them),
      cmocka_unit_test(a_root_that_is_whole_in_one_of_two_indexes_has_the_options_of_that),
      cmocka_unit_test(salvaged_sources_are_read_again),
      cmocka_unit_test(without_them_the_index_is_whole),
      cmocka_unit_test(compacting_a_compact_index_leaves_damaged_ones_out),
      cmocka_unit_test(a_time_of_reading_before_1970_is_none),
      cmocka_unit_test(a_check_finds_damage_and_loss),
      cmocka_unit_test(the_file_of_an_earlier_commit_goes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
