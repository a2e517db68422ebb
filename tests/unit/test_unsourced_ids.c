/* SPDX-License-Identifier: MIT */
/* test_unsourced_ids.c: what an article of no source has replaced stays when the file goes that gave it before. */
#include "writer/unsourced_ids.h"

#include <stdio.h>

#include "unit/source_files.h"

static void commit(qn_writer *writer) {
  qn_error error;
  assert_ok(qn_writer_commit(writer, NULL, &error), error);
}

static void delete_source(qn_writer *writer, const char *path) {
  qn_error error;
  assert_ok(qn_writer_delete_source(writer, qn_string_of(path), &error), error);
}

static qn_writer *writer_of_two_files(const char *dir) {
  qn_writer *writer = open_writer_in(dir, NULL);
  put_root_at(writer, "/n", "");
  GIVE(writer, "/n/a", "1", "2", "3");
  GIVE(writer, "/n/b", "4");
  return writer;
}

static void an_article_of_no_source_is_taken_off_the_record(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn_writer *writer = writer_of_two_files(dir);
  commit_and_close(writer);
  writer = open_writer_in(dir, NULL);
  add_unsourced(writer, "2");
  add_unsourced(writer, "new");
  commit_and_close(writer);
  assert_sources(dir, "/n/a /n/b ");
  writer = open_writer_in(dir, NULL);
  assert_gives(writer, "/n/a", "1 3 ");
  assert_gives(writer, "/n/b", "4 ");
  delete_source(writer, "/n/a");
  commit_and_close(writer);
  assert_ids(dir, "4 2 new ");
  remove_tree(dir);
}

static void it_stays_if_the_source_goes_in_the_same_commit(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn_writer *writer = writer_of_two_files(dir);
  commit(writer);
  add_unsourced(writer, "2");
  delete_source(writer, "/n/a");
  commit_and_close(writer);
  assert_ids(dir, "4 2 ");
  remove_tree(dir);
}

static void the_order_within_a_commit_counts(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn_writer *writer = open_writer_in(dir, NULL);
  put_root_at(writer, "/n", "");
  GIVE(writer, "/n/c", "5");
  add_unsourced(writer, "1");
  GIVE(writer, "/n/a", "1", "2");
  add_unsourced(writer, "2");
  commit(writer);
  assert_gives(writer, "/n/a", "1 ");
  assert_gives(writer, "/n/c", "5 ");
  add_unsourced(writer, "1");
  GIVE(writer, "/n/a", "1");
  commit(writer);
  assert_gives(writer, "/n/a", "1 ");
  qn_writer_close(writer);
  remove_tree(dir);
}

static void many_articles_take_no_more_than_a_bound(void **state) {
  (void)state;
  char *dir = make_fast_temp_dir();
  qn_writer *writer = writer_of_two_files(dir);
  qn__unsourced_ids ids;
  char id[24];
  uint32_t n = 0;
  qn__unsourced_ids_init(&ids);
  for (; !qn__unsourced_ids_are_many(&ids); n++) {
    snprintf(id, sizeof id, "%u", n);
    assert_true(qn__unsourced_ids_note(&ids, qn_string_of(id)));
  }
  assert_in_range(ids.ids.size, 1, 4 << 20);
  qn__unsourced_ids_sort(&ids);
  assert_true(qn__unsourced_ids_have(&ids, qn_string_of("17"), 17));
  assert_false(qn__unsourced_ids_have(&ids, qn_string_of("17"), 18));
  assert_false(qn__unsourced_ids_have(&ids, qn_string_of("none"), 0));
  qn__unsourced_ids_clear(&ids);
  commit(writer);
  add_unsourced(writer, "3");
  for (uint32_t i = 0; i <= n; i++) {
    snprintf(id, sizeof id, "new%u", i);
    add_unsourced(writer, id);
  }
  assert_gives(writer, "/n/a", "1 2 "); /* before the commit */
  qn_writer_close(writer);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_article_of_no_source_is_taken_off_the_record),
      cmocka_unit_test(it_stays_if_the_source_goes_in_the_same_commit),
      cmocka_unit_test(the_order_within_a_commit_counts),
      cmocka_unit_test(many_articles_take_no_more_than_a_bound),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
