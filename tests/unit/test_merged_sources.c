/* SPDX-License-Identifier: MIT */
/* test_merged_sources.c: which source an article is of after an index was merged that has one with its id. */
#include "writer/writer.h"

#include <stdio.h>
#include <stdlib.h>

#include "unit/source_files.h"

static void merge(qn_writer *writer, const char *dir) {
  qn_error error;
  assert_ok(qn_writer_merge(writer, dir, &error), error);
}

/* Writes an index where /n/a has given `n` articles and /n/b one. */
static void write_index(const char *dir, unsigned n) {
  qn_error error;
  qn_writer *writer = open_writer_in(dir, NULL);
  put_root_at(writer, "/n", "");
  assert_ok(qn_writer_begin_source(writer, qn_string_of("/n/a"), &error), error);
  for (unsigned i = 1; i <= n; i++) {
    char id[24];
    snprintf(id, sizeof id, "%u", i);
    add_unsourced(writer, id);
  }
  const qn_source source = source_at("/n/a", 1);
  assert_ok(qn_writer_put_source(writer, &source, &error), error);
  GIVE(writer, "/n/b", "b");
  commit_and_close(writer);
}

static void an_article_of_no_source_that_is_merged_stays_when_the_file_goes(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *other = make_temp_dir();
  qn_error error;
  write_index(dir, 3);
  qn_writer *writer = open_writer_in(other, NULL);
  add_unsourced(writer, "2");
  add_unsourced(writer, "new");
  commit_and_close(writer);
  writer = open_writer_in(dir, NULL);
  merge(writer, other);
  assert_gives(writer, "/n/a", "1 3 ");
  assert_gives(writer, "/n/b", "b ");
  commit_and_close(writer);
  writer = open_writer_in(dir, NULL);
  assert_ok(qn_writer_delete_source(writer, qn_string_of("/n/a"), &error), error);
  commit_and_close(writer);
  assert_ids(dir, "b 2 new ");
  remove_tree(other);
  remove_tree(dir);
}

static void an_article_of_a_source_of_the_merged_index_stays_with_both(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *other = make_temp_dir();
  qn_error error;
  write_index(dir, 3);
  qn_writer *writer = open_writer_in(other, NULL);
  put_root_at(writer, "/m", "");
  GIVE(writer, "/m/c", "1");
  put_root_at(writer, "/n", "");
  GIVE(writer, "/n/b", "b");
  add_unsourced(writer, "3");
  commit_and_close(writer);
  writer = open_writer_in(dir, NULL);
  merge(writer, other);
  assert_gives(writer, "/n/a", "1 2 ");
  assert_gives(writer, "/n/b", "b ");
  assert_gives(writer, "/m/c", "1 ");
  GIVE(writer, "/n/b", "b"); /* an article that is replaced later is its source's */
  assert_ok(qn_writer_commit(writer, NULL, &error), error);
  assert_gives(writer, "/n/b", "b ");
  commit_and_close(writer);
  assert_sources(dir, "/m/c /n/a /n/b ");
  remove_tree(other);
  remove_tree(dir);
}

static void where_the_records_are_lost_nothing_is_taken_off(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *other = make_temp_dir();
  write_index(dir, 2);
  write_index(other, 1);
  char *records = records_of(other);
  remove(records);
  qn_writer *writer = open_writer_in(dir, NULL);
  merge(writer, other);
  assert_gives(writer, "/n/a", "1 2 ");
  commit_and_close(writer);
  free(records);
  remove_tree(other);
  remove_tree(dir);
}

static void many_articles_are_taken_off_on_the_way(void **state) {
  (void)state;
  enum { N = 270000 };
  char *dir = make_fast_temp_dir(), *other = make_fast_temp_dir();
  write_index(dir, N);
  qn_writer *writer = open_writer_in(other, NULL);
  for (unsigned i = 2; i <= N; i++) {
    char id[24];
    snprintf(id, sizeof id, "%u", i);
    add_unsourced(writer, id);
  }
  commit_and_close(writer);
  writer = open_writer_in(dir, NULL);
  merge(writer, other);
  assert_gives(writer, "/n/a", "1 ");
  commit_and_close(writer);
  remove_tree(other);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_article_of_no_source_that_is_merged_stays_when_the_file_goes),
      cmocka_unit_test(an_article_of_a_source_of_the_merged_index_stays_with_both),
      cmocka_unit_test(where_the_records_are_lost_nothing_is_taken_off),
      cmocka_unit_test(many_articles_are_taken_off_on_the_way),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
