/* SPDX-License-Identifier: MIT */
/* test_lost_ids.c: an id is claimed by the sources that still have it, which are then doubtful. */
#include "writer/writer.h"

#include <stdio.h>

#include "unit/source_files.h"

static void ids_of_live_sources_are_claimed(void **state) {
  (void)state;
  qn__source_table table;
  qn__string_set lost;
  qn__source_entry *entries[2];
  qn_error error;
  const qn__source_root root = {qn_string_of("/a"), qn_string_of(""), true, qn_string_of("")};
  static const char *const paths[] = {"/a/live", "/a/dead"};
  qn__source_table_init(&table);
  qn__string_set_init(&lost);
  assert_ok(qn__source_table_put_root(&table, &root, &error), error);
  for (size_t i = 0; i < 2; i++) {
    qn__buffer ids;
    qn__buffer_init(&ids);
    assert_ok(qn__source_table_add(&table, &entries[i], qn_string_of(paths[i]), &error), error);
    entries[i] = qn__source_table_find(&table, qn_string_of(paths[i]));
    entries[i]->record.read = 1;
    qn__source_ids_put(&ids, qn_string_of(""), qn_string_of(i == 0 ? "x" : "y"));
    assert_ok(qn__source_table_set_ids(&table, entries[i], 1, (qn_string){(char *)ids.data, ids.size}, &error), error);
    qn__buffer_clear(&ids);
  }
  entries[1]->live = false;
  assert_non_null(qn__string_set_add(&lost, 0, "x", 1));
  assert_non_null(qn__string_set_add(&lost, 0, "y", 1));
  assert_ok(qn__source_table_claim(&table, &lost, &error), error);
  assert_int_equal(qn__string_set_get(&lost, 0)->number, 1);
  assert_int_equal(qn__string_set_get(&lost, 1)->number, 0);
  assert_int_equal(qn__source_table_find(&table, qn_string_of("/a/live"))->record.read, 0);
  qn__string_set_clear(&lost);
  qn__source_table_clear(&table);
}

static void ids_that_are_cut_short_are_damage(void **state) {
  (void)state;
  qn__string_set set;
  qn_error error;
  const qn__source_root root = {qn_string_of("/a"), qn_string_of(""), true, qn_string_of("")};
  const qn__source_record record = {.path = qn_string_of("x"), .n_ids = 2, .ids = {"\1\1y", 3}};
  qn__string_set_init(&set);
  assert_int_equal(qn__source_ids_gather(&root, &record, &set, &error), QN_DAMAGED);
  assert_int_equal(set.n, 1);
  assert_string_equal(qn__string_set_get(&set, 0)->data, "xy");
  qn__string_set_clear(&set);
}

/* Begins a source that gives the articles "N#0" to "N#(n - 1)" but for one, and puts it. */
static void give_many(qn_writer *writer, const char *path, unsigned n, unsigned but) {
  qn_error error;
  char id[24];
  const qn_source source = source_at(path, 1);
  assert_ok(qn_writer_begin_source(writer, source.path, &error), error);
  for (unsigned i = 0; i < n; i++) {
    snprintf(id, sizeof id, "N#%u", i);
    const qn_article article = {.id = qn_string_of(id), .text = qn_string_of("x")};
    if (i != but)
      assert_ok(qn_writer_add(writer, &article, &error), error);
  }
  assert_ok(qn_writer_put_source(writer, &source, &error), error);
  assert_ok(qn_writer_begin_source(writer, qn_string_of(NULL), &error), error);
}

/* The memory of what was lost does not grow with the file. */
static void a_file_of_many_articles_loses_all_or_one(void **state) {
  (void)state;
  enum { N = 140000, MOST = 1 << 17 };
  char *dir = make_fast_temp_dir();
  qn_writer *writer = open_writer_in(dir, NULL);
  qn_error error;
  qn_commit_info done = {0};
  put_root_at(writer, "/n", "");
  give_many(writer, "/n/a", N, N);
  GIVE(writer, "/n/b", "N#7", "own");
  assert_ok(qn_writer_commit(writer, NULL, &error), error);
  give_many(writer, "/n/a", N, 1);
  assert_int_equal(writer->sources.lost_ids.n, 1);
  assert_ok(qn_writer_commit(writer, &done, &error), error);
  assert_int_equal(done.deleted, 1);
  assert_ok(qn_writer_delete_source(writer, qn_string_of("/n/a"), &error), error);
  assert_in_range(writer->sources.lost_ids.n, 0, MOST);
  commit_and_close(writer);
  assert_ids(dir, "own N#7 ");
  assert_sources(dir, "/n/b? ");
  remove_tree(dir);
}

static void building_has_the_memory_that_records_leave(void **state) {
  (void)state;
  char *dir = make_fast_temp_dir(), path[24];
  qn_writer_options options = QN_WRITER_OPTIONS_INIT;
  options.memory = 50 << 20;
  qn_writer *writer = open_writer_in(dir, &options);
  qn_error error;
  assert_int_equal(qn__writer_building_options(writer).memory, 50 << 20);
  put_root_at(writer, "/n", "");
  for (unsigned i = 0; i < 20000; i++) {
    snprintf(path, sizeof path, "/n/%u", i);
    const qn_source source = source_at(path, i);
    assert_ok(qn_writer_put_source(writer, &source, &error), error);
    if (i == 1000)
      assert_in_range(qn__writer_building_options(writer).memory, (50 << 20) - (1 << 20), (50 << 20) - (100 << 10));
  }
  assert_int_equal(qn__writer_building_options(writer).memory, 48 << 20); /* the least that suffices */
  qn_writer_close(writer);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(ids_of_live_sources_are_claimed),
      cmocka_unit_test(ids_that_are_cut_short_are_damage),
      cmocka_unit_test(a_file_of_many_articles_loses_all_or_one),
      cmocka_unit_test(building_has_the_memory_that_records_leave),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
