/* SPDX-License-Identifier: MIT */
/* test_directory.c: which directories may become an index, and which files of an index are removed. */
#include "writer/writer.h"

#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAME "0123456789abcdef0123456789abcdef"

static void put_file(const char *dir, const char *name) {
  char *path = path_in(dir, name);
  write_file(path, "x", 1);
  free(path);
}

static void an_empty_or_missing_directory_may_become_an_index(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *missing = path_in(dir, "missing");
  qn_error error;
  assert_ok(qn__directory_check(dir, &error), error);
  assert_ok(qn__directory_check(missing, &error), error);
  free(missing);
  remove_tree(dir);
}

static void files_of_an_index_are_known_by_their_names(void **state) {
  (void)state;
  static const char *const ours[] = {NAME ".segment", NAME ".1.deletes",   NAME ".18446744073709551615.deletes",
                                     "segment0.tmp",  "segment1.tmp",      "import.tmp",
                                     "spool.tmp",     "spool7ffe0a10.tmp", "manifest.new",
                                     "lock"};
  char *dir = make_temp_dir();
  qn_error error;
  for (size_t i = 0; i < sizeof ours / sizeof ours[0]; i++)
    put_file(dir, ours[i]);
  assert_ok(qn__directory_check(dir, &error), error);
  remove_tree(dir);
}

static void any_other_name_is_refused(void **state) {
  (void)state;
  static const char *const others[] = {"letter.txt",
                                       ".hidden",
                                       "locks",
                                       "segment2.tmp",
                                       "spoolx.tmp",
                                       "spool1.tmp~",
                                       NAME,
                                       NAME ".deletes",
                                       NAME "..deletes",
                                       NAME ".1a.deletes",
                                       NAME "x1.deletes",
                                       NAME ".1.deletes~",
                                       NAME "0.segment",
                                       "0123456789ABCDEF0123456789ABCDEF.segment",
                                       "123456789abcdef0123456789abcdef.segment"};
  char *dir = make_temp_dir();
  qn_error error;
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
    put_file(dir, NAME ".segment");
    put_file(dir, others[i]);
    assert_int_equal(qn__directory_check(dir, &error), QN_NOT_EMPTY);
    assert_non_null(strstr(error.message, dir));
    assert_non_null(strstr(error.message, others[i]));
    empty_directory(dir);
  }
  remove_tree(dir);
}

static void a_file_is_not_a_directory(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *file = path_in(dir, "lock");
  qn_error error;
  put_file(dir, "lock");
  assert_int_equal(qn__directory_check(file, &error), QN_NOT_EMPTY);
  assert_non_null(strstr(error.message, "is a file"));
  free(file);
  remove_tree(dir);
}

/* --- cleaning ----------------------------------------------------------------------------------------------------- */

static void removes_files_that_the_index_does_not_need(void **state) {
  (void)state;
  static const char *const left[] = {NAME ".segment", NAME ".3.deletes", "segment0.tmp", "segment1.tmp",
                                     "import.tmp",    "spool0a1.tmp",    "manifest.new"};
  char *dir = make_temp_dir();
  qn_writer *writer = open_writer_in(dir, NULL);
  add_plain(writer, "1", "text");
  qn_error error;
  assert_ok(qn_writer_commit(writer, NULL, &error), error);
  size_t n = count_entries(dir);
  for (size_t i = 0; i < sizeof left / sizeof left[0]; i++)
    put_file(dir, left[i]);
  qn__directory_clean(writer);
  assert_int_equal(count_entries(dir), n);
  qn_writer_close(writer);
  assert_int_equal(index_info(dir).n_articles, 1);
  remove_tree(dir);
}

static void keeps_foreign_files(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn_writer *writer = open_writer_in(dir, NULL);
  put_file(dir, "letter.txt"); /* put there after the index was made */
  qn__directory_clean(writer);
  assert_true(has_entry(dir, "letter.txt"));
  qn_writer_close(writer);
  remove_tree(dir);
}

/* Of deletes files the newest of each segment is needed, and none of a segment without deletes. */
static void keeps_the_newest_deletes_only(void **state) {
  (void)state;
  char *dir = make_temp_dir(), name[80];
  qn_writer *writer = open_writer_in(dir, NULL);
  qn_error error;
  add_plain(writer, "1", "text");
  add_plain(writer, "2", "text");
  add_plain(writer, "3", "text");
  add_plain(writer, "4", "text");
  assert_ok(qn_writer_commit(writer, NULL, &error), error);
  for (unsigned generation = 0; generation < 2; generation++) { /* the segment has no deletes */
    snprintf(name, sizeof name, "%s.%u.deletes", writer->segments[0].entry.name, generation);
    put_file(dir, name);
    qn__directory_clean(writer);
    assert_false(has_entry(dir, name));
  }
  assert_ok(qn_writer_delete(writer, string_of("1"), &error), error);
  assert_ok(qn_writer_commit(writer, NULL, &error), error);
  snprintf(name, sizeof name, "%s.2.deletes", writer->segments[0].entry.name);
  assert_true(has_entry(dir, name));
  assert_ok(qn_writer_delete(writer, string_of("2"), &error), error);
  assert_ok(qn_writer_commit(writer, NULL, &error), error);
  assert_false(has_entry(dir, name));
  snprintf(name, sizeof name, "%s.3.deletes", writer->segments[0].entry.name);
  assert_true(has_entry(dir, name));
  qn_writer_close(writer);
  assert_int_equal(index_info(dir).n_articles, 2);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_empty_or_missing_directory_may_become_an_index),
      cmocka_unit_test(files_of_an_index_are_known_by_their_names),
      cmocka_unit_test(any_other_name_is_refused),
      cmocka_unit_test(a_file_is_not_a_directory),
      cmocka_unit_test(removes_files_that_the_index_does_not_need),
      cmocka_unit_test(keeps_foreign_files),
      cmocka_unit_test(keeps_the_newest_deletes_only),
  };
  return cmocka_run_group_tests_name("directory", tests, NULL, NULL);
}
