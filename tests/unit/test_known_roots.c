/* SPDX-License-Identifier: MIT */
/* test_known_roots.c: folders that were added, and named files in none of them. */
#include "tool/known_roots.h"

#include <stdio.h>
#include <stdlib.h>

#include "unit/source_files.h"

static void name_file(qn_writer *writer, const char *path) {
  qn_error error;
  qn_source source = source_at(path, 1);
  source.named = true;
  assert_ok(qn_writer_put_source(writer, &source, &error), error);
}

static void folders_are_listed_before_named_files(void **state) {
  (void)state;
  static const char *const expected[] = {"/a", "/a/inner", "/a/named", "/c/file"};
  char *dir = make_temp_dir();
  known_roots roots;
  qn_error error;
  qn_writer *writer = open_writer_in(dir, NULL);
  put_root_at(writer, "/a", "a");
  put_root_at(writer, "/a/inner", "i");
  assert_ok(qn_writer_put_root(writer, qn_string_of("/c"), qn_string_of("c"), false, &error), error);
  name_file(writer, "/a/named");
  name_file(writer, "/c/file");
  GIVE(writer, "/c/other", "x");
  commit_and_close(writer);
  assert_ok(known_roots_read(&roots, dir, &error), error);
  assert_int_equal(roots.n, 4);
  for (size_t i = 0; i < 4; i++)
    assert_string_equal(QN__ARRAY(char *, &roots.paths)[i], expected[i]);
  known_roots_clear(&roots);
  remove_tree(dir);
}

static void what_was_followed_is_listed_last(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  known_roots roots;
  qn_error error;
  qn_writer *writer = open_writer_in(dir, NULL);
  assert_ok(qn_writer_put_root(writer, qn_string_of("/a"), qn_string_of("a"), false, &error), error);
  qn_source source = source_at("/a/1", 1);
  source.followed = source.named = true;
  assert_ok(qn_writer_put_source(writer, &source, &error), error);
  source.path = qn_string_of("/a/forgotten");
  source.named = false;
  assert_ok(qn_writer_put_source(writer, &source, &error), error);
  name_file(writer, "/a/2");
  commit_and_close(writer);
  assert_ok(known_roots_read(&roots, dir, &error), error);
  assert_int_equal(roots.n, 2);
  assert_int_equal(roots.n_followed, 1);
  assert_string_equal(QN__ARRAY(char *, &roots.paths)[1], "/a/1");
  known_roots_clear(&roots);
  remove_tree(dir);
}

static void an_index_without_sources_has_none(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  known_roots roots;
  qn_error error;
  assert_int_equal(known_roots_read(&roots, dir, &error), QN_NO_INDEX);
  known_roots_clear(&roots);
  commit_and_close(open_writer_in(dir, NULL));
  assert_ok(known_roots_read(&roots, dir, &error), error);
  assert_int_equal(roots.n, 0);
  known_roots_clear(&roots);
  remove_tree(dir);
}

static void without_the_records_it_says_what_helps(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  known_roots roots;
  qn_error error;
  qn_writer *writer = open_writer_in(dir, NULL);
  put_root_at(writer, "/a", "a");
  GIVE(writer, "/a/file", "x");
  commit_and_close(writer);
  char *records = records_of(dir);
  damage_file(records, 20);
  for (int i = 0; i < 2; i++) {
    assert_int_not_equal(known_roots_read(&roots, dir, &error), QN_OK);
    assert_non_null(strstr(error.message, "name the files and folders again"));
    known_roots_clear(&roots);
    remove(records);
  }
  free(records);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(folders_are_listed_before_named_files),
      cmocka_unit_test(what_was_followed_is_listed_last),
      cmocka_unit_test(an_index_without_sources_has_none),
      cmocka_unit_test(without_the_records_it_says_what_helps),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
