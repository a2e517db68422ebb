/* SPDX-License-Identifier: MIT */
/* test_followed_file.c: a file is read on where it was left if it is still the same. */
#include "tool/followed_file.h"

#include <fcntl.h>
#include <stdio.h>

#include "unit/folder_tree.h"
#include "unit/source_files.h"

/* An index, and a file that is followed in it. */
typedef struct test_file {
  char *index, *dir, *path;
  file_sources sources;
  followed_file file;
  qn__stream stream;
  bool known, same;
} test_file;

static void begin_file(test_file *test) {
  const source_reader reader = {NULL, NULL, NULL};
  qn_error error;
  file_sources_init(&test->sources, open_writer_in(test->index, NULL), test->index, &reader);
  test->file = (followed_file){.given = test->path, .fd = open(test->path, O_RDONLY)};
  assert_true(test->file.fd >= 0);
  assert_ok(followed_file_begin(&test->file, &test->sources, &test->stream, &test->known, &test->same, &error), error);
  assert_int_equal(lseek(test->file.fd, 0, SEEK_CUR), test->stream.taken);
}

static void end_file(test_file *test) {
  qn_writer *writer = test->sources.writer;
  followed_file_end(&test->file);
  file_sources_clear(&test->sources);
  commit_and_close(writer);
}

/* The stream comes so far, which the record then says. */
static void take(test_file *test, uint64_t bytes, uint64_t n_lines, uint64_t n_given) {
  qn_error error;
  test->stream.taken = bytes;
  test->stream.n_lines = n_lines;
  test->stream.n_given = n_given;
  assert_ok(followed_file_put(&test->file, &test->sources, &test->stream, &error), error);
}

static test_file test_of(const char *text) {
  test_file test = {.index = make_temp_dir(), .dir = make_temp_dir()};
  test.path = path_in(test.dir, "log");
  make_file_of(test.dir, "log", text);
  begin_file(&test);
  return test;
}

static void end_test(test_file *test) {
  end_file(test);
  free(test->path);
  remove_tree(test->index);
  remove_tree(test->dir);
}

static void assert_begins(test_file *test, bool known, bool same, uint64_t taken, uint64_t n_lines, uint64_t n_given) {
  begin_file(test);
  assert_int_equal(test->known, known);
  assert_int_equal(test->same, same);
  assert_int_equal(test->stream.taken, taken);
  assert_int_equal(test->stream.n_lines, n_lines);
  assert_int_equal(test->stream.n_given, n_given);
}

static void a_file_that_has_grown_goes_on_where_it_was_left(void **state) {
  (void)state;
  test_file test = test_of("one\ntwo\n");
  assert_false(test.known);
  assert_int_equal(test.stream.taken, 0);
  take(&test, 8, 2, 7);
  end_file(&test);
  make_file_of(test.dir, "log", "one\ntwo\nthree\n");
  assert_begins(&test, true, true, 8, 2, 7);
  end_test(&test);
}

static void one_that_is_shorter_or_another_begins_at_its_start_and_is_numbered_on(void **state) {
  (void)state;
  test_file test = test_of("one\ntwo\n");
  take(&test, 8, 2, 7);
  end_file(&test);
  make_file_of(test.dir, "log", "one\n");
  assert_begins(&test, true, false, 0, 0, 7);
  end_file(&test);
  make_file_of(test.dir, "log", "one\nTWO\nthree\n");
  assert_begins(&test, true, false, 0, 0, 7);
  end_test(&test);
}

/* Merging and salvaging leave such records.  Read from its beginning, each line would be there twice. */
static void a_doubtful_record_still_says_the_place(void **state) {
  (void)state;
  test_file test = test_of("one\ntwo\n");
  const qn_source *known;
  qn_error error;
  take(&test, 4, 1, 7);
  assert_ok(qn_writer_find_source(test.sources.writer, &known, qn_string_of(test.file.operand.path), &error), error);
  qn_source doubtful = *known;
  doubtful.read = 0;
  assert_ok(qn_writer_put_source(test.sources.writer, &doubtful, &error), error);
  end_file(&test);
  assert_begins(&test, true, true, 4, 1, 7);
  assert_true(test.file.is_doubtful);
  take(&test, 8, 2, 8);
  end_file(&test);
  assert_begins(&test, true, true, 8, 2, 8);
  assert_false(test.file.is_doubtful);
  end_test(&test);
}

static void a_record_of_another_kind_says_nothing_of_the_place(void **state) {
  (void)state;
  test_file test = test_of("one\n");
  qn_error error;
  const qn_source source = {.path = qn_string_of(test.file.operand.path), .read = 1, .bytes = 4};
  assert_ok(qn_writer_put_source(test.sources.writer, &source, &error), error);
  end_file(&test);
  assert_begins(&test, false, false, 0, 0, 0);
  end_test(&test);
}

static void a_place_that_is_recorded_is_not_put_again(void **state) {
  (void)state;
  test_file test = test_of("one\n");
  take(&test, 0, 0, 0);
  end_file(&test);
  assert_sources(test.index, "");
  begin_file(&test);
  take(&test, 4, 1, 1);
  end_file(&test);
  const uint64_t generation = index_info(test.index).generation;
  begin_file(&test);
  take(&test, 4, 1, 1);
  end_file(&test);
  assert_int_equal(index_info(test.index).generation, generation);
  begin_file(&test);
  end_test(&test);
}

static void what_becomes_of_a_file_is_seen(void **state) {
  (void)state;
  test_file test = test_of("one\n");
  char *aside = path_in(test.dir, "aside");
  assert_int_equal(followed_file_look(&test.file), FOLLOWED_GROWN);
  assert_int_equal(lseek(test.file.fd, 0, SEEK_END), 4);
  assert_int_equal(followed_file_look(&test.file), FOLLOWED_SAME);
  assert_int_equal(truncate(test.path, 1), 0);
  assert_int_equal(followed_file_look(&test.file), FOLLOWED_TRUNCATED);
  assert_int_equal(lseek(test.file.fd, 0, SEEK_END), 1);
  assert_int_equal(rename(test.path, aside), 0);
  assert_int_equal(followed_file_look(&test.file), FOLLOWED_SAME);
  make_file_of(test.dir, "log", "");
  assert_int_equal(followed_file_look(&test.file), FOLLOWED_SAME);
  make_file_of(test.dir, "log", "new");
  assert_int_equal(followed_file_look(&test.file), FOLLOWED_REPLACED);
  make_file_of(test.dir, "aside", "more");
  assert_int_equal(followed_file_look(&test.file), FOLLOWED_GROWN);
  free(aside);
  end_test(&test);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_file_that_has_grown_goes_on_where_it_was_left),
      cmocka_unit_test(one_that_is_shorter_or_another_begins_at_its_start_and_is_numbered_on),
      cmocka_unit_test(a_doubtful_record_still_says_the_place),
      cmocka_unit_test(a_record_of_another_kind_says_nothing_of_the_place),
      cmocka_unit_test(a_place_that_is_recorded_is_not_put_again),
      cmocka_unit_test(what_becomes_of_a_file_is_seen),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
