/* SPDX-License-Identifier: MIT */
/* test_file_sources.c: which files are read, and what is known of them afterwards. */
#include "tool/file_sources.h"

#include <fcntl.h>
#include <stdio.h>

#include "unit/folder_tree.h"
#include "unit/source_files.h"

/* A reader that gives one article, named after the file, and may change the file while it reads. */
typedef struct test_reader {
  char *index, *dir;
  file_sources sources;
  size_t n_read, n_problems;
  size_t to_change; /* in so many of the next readings the file grows */
  bool fails;
} test_reader;

static qn_status read_test(void *context, int fd, const char *path, const char *id, source_outcome *outcome,
                           qn_error *error) {
  test_reader *test = context;
  const qn_article article = {.id = qn_string_of(id), .text = qn_string_of("text")};
  assert_true(fd >= 0);
  test->n_read++;
  if (test->to_change > 0) {
    int changed = open(path, O_WRONLY | O_APPEND);
    assert_int_equal(write(changed, "more", 4), 4);
    close(changed);
    test->to_change--;
  }
  *outcome = (source_outcome){.whole = !test->fails};
  return qn_writer_add(test->sources.writer, &article, error);
}

static void count_problem(void *context, const char *path, bool refused, const char *message) {
  test_reader *test = context;
  (void)path;
  (void)refused;
  assert_non_null(message);
  test->n_problems++;
}

static void begin_reading(test_reader *test) {
  const source_reader reader = {read_test, count_problem, test};
  test->n_read = test->n_problems = 0;
  file_sources_init(&test->sources, open_writer_in(test->index, NULL), test->index, &reader);
}

static void end_reading(test_reader *test) {
  qn_writer *writer = test->sources.writer;
  file_sources_clear(&test->sources);
  commit_and_close(writer);
}

static void begin_test(test_reader *test) {
  *test = (test_reader){.index = make_temp_dir(), .dir = make_temp_dir()};
  begin_reading(test);
}

static void end_test(test_reader *test) {
  end_reading(test);
  remove_tree(test->index);
  remove_tree(test->dir);
}

/* Sets the time of a file's last change. */
static void set_time(const char *path, time_t seconds, long nanoseconds) {
  const struct timespec times[2] = {{seconds, nanoseconds}, {seconds, nanoseconds}};
  assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

/* Takes a file as a walk from its folder does; how often it was read. */
static size_t take(test_reader *test, const char *name) {
  char *path = path_in(test->dir, name);
  struct stat status;
  source_operand operand;
  qn_error error;
  const size_t before = test->n_read;
  assert_int_equal(stat(path, &status), 0);
  assert_ok(source_operand_init(&operand, test->dir, NULL, &error), error);
  const qn__walked_file file = {path, &status, false};
  assert_ok(file_sources_take(&test->sources, &operand, &file, &error), error);
  source_operand_clear(&operand);
  free(path);
  return test->n_read - before;
}

static void make_aged(const test_reader *test, const char *name, const char *text) {
  char *path = path_in(test->dir, name);
  make_file_of(test->dir, name, text);
  set_time(path, 1000, 5);
  free(path);
}

static void an_unchanged_file_is_not_read(void **state) {
  (void)state;
  test_reader test;
  begin_test(&test);
  make_aged(&test, "a", "text");
  assert_int_equal(take(&test, "a"), 1);
  assert_int_equal(take(&test, "a"), 0);
  end_reading(&test);
  begin_reading(&test);
  assert_int_equal(take(&test, "a"), 0);
  assert_int_equal(test.sources.unchanged, 1);
  assert_int_equal(test.sources.skipped_bytes, 4);
  test.sources.force = true;
  assert_int_equal(take(&test, "a"), 1);
  test.sources.force = false;
  test.sources.reading = 5;
  assert_int_equal(take(&test, "a"), 1);
  test.sources.reading = 6;
  test.sources.any_reading = true;
  assert_int_equal(take(&test, "a"), 1);
  end_test(&test);
}

/* Makes the file one that was named, too. */
static void name_source(test_reader *test, const char *name) {
  char *path = path_in(test->dir, name);
  qn_error error;
  const qn_source *known;
  assert_ok(qn_writer_find_source(test->sources.writer, &known, qn_string_of(path), &error), error);
  qn_source named = *known;
  named.named = true;
  assert_ok(qn_writer_put_source(test->sources.writer, &named, &error), error);
  free(path);
}

static void a_named_file_that_was_read_in_another_way_is_right_while_unchanged(void **state) {
  (void)state;
  test_reader test;
  begin_test(&test);
  make_aged(&test, "a", "text");
  assert_int_equal(take(&test, "a"), 1);
  name_source(&test, "a");
  test.sources.any_reading = true;
  test.sources.reading = 6;
  assert_int_equal(take(&test, "a"), 0);
  make_aged(&test, "a", "texts");
  const size_t n_problems = test.n_problems;
  assert_int_equal(take(&test, "a"), 0);
  assert_int_equal(test.n_problems, n_problems + 1);
  end_test(&test);
}

/* Gives the record of a file another device. */
static void set_device(test_reader *test, const char *name, uint64_t device, uint64_t inode) {
  char *path = path_in(test->dir, name);
  const qn_source *known;
  qn_error error;
  assert_ok(qn_writer_find_source(test->sources.writer, &known, qn_string_of(path), &error), error);
  qn_source source = *known;
  source.device = device;
  source.inode = inode > 0 ? inode : source.inode;
  assert_ok(qn_writer_put_source(test->sources.writer, &source, &error), error);
  free(path);
}

static uint64_t device_of_record(test_reader *test, const char *name) {
  char *path = path_in(test->dir, name);
  const qn_source *known;
  qn_error error;
  assert_ok(qn_writer_find_source(test->sources.writer, &known, qn_string_of(path), &error), error);
  free(path);
  return known->device;
}

/* One file that is there is enough: the others have been changed or are gone. */
static void a_file_on_a_disk_with_another_number_moves_the_records_of_its_root(void **state) {
  (void)state;
  test_reader test;
  begin_test(&test);
  make_aged(&test, "there", "x");
  make_aged(&test, "gone", "x");
  assert_int_equal(take(&test, "there") + take(&test, "gone"), 2);
  const uint64_t here = device_of_record(&test, "there");
  set_device(&test, "there", 7, 1); /* another file: says nothing of the other one */
  assert_int_equal(device_of_record(&test, "gone"), here);
  set_device(&test, "gone", 7, 2);
  assert_int_equal(take(&test, "there"), 1); /* it was replaced by another file */
  assert_int_equal(device_of_record(&test, "gone"), 7);
  set_device(&test, "there", 7, 0);
  assert_int_equal(device_of_record(&test, "gone"), 7);
  assert_int_equal(take(&test, "there"), 0);
  assert_int_equal(device_of_record(&test, "there"), here);
  assert_int_equal(device_of_record(&test, "gone"), here);
  end_test(&test);
}

static void another_size_or_time_is_a_change(void **state) {
  (void)state;
  test_reader test;
  begin_test(&test);
  char *path = path_in(test.dir, "a");
  make_aged(&test, "a", "text");
  assert_int_equal(take(&test, "a"), 1);
  make_aged(&test, "a", "texts");
  assert_int_equal(take(&test, "a"), 1);
  set_time(path, 1000, 6);
  assert_int_equal(take(&test, "a"), 1);
  assert_int_equal(take(&test, "a"), 0);
  remove(path);
  make_aged(&test, "other", "texts"); /* which takes the number of the file, perhaps */
  make_aged(&test, "a", "texts");
  set_time(path, 1000, 7);
  assert_int_equal(take(&test, "a"), 1);
  free(path);
  end_test(&test);
}

/* The test's reader knows no hash of the content: the file would be read in vain, which is safe. */
static void a_file_of_the_last_seconds_or_of_the_future_is_looked_at_again(void **state) {
  (void)state;
  test_reader test;
  begin_test(&test);
  char *path = path_in(test.dir, "a");
  make_file_of(test.dir, "a", "text");
  assert_int_equal(take(&test, "a"), 1);
  assert_int_equal(take(&test, "a"), 1);
  set_time(path, 4000000000, 0);
  assert_int_equal(take(&test, "a"), 1);
  assert_int_equal(take(&test, "a"), 1);
  free(path);
  end_test(&test);
}

static void a_file_that_grows_while_it_is_read_is_read_twice_and_then_reported(void **state) {
  (void)state;
  test_reader test;
  begin_test(&test);
  make_aged(&test, "a", "text");
  test.to_change = 1;
  assert_int_equal(take(&test, "a"), 2);
  assert_int_equal(test.n_problems, 0);
  char *path = path_in(test.dir, "a");
  set_time(path, 2000, 0);
  test.to_change = 2;
  assert_int_equal(take(&test, "a"), 2);
  assert_int_equal(test.n_problems, 1);
  set_time(path, 2000, 0);
  assert_int_equal(take(&test, "a"), 1);
  assert_int_equal(take(&test, "a"), 0);
  free(path);
  end_test(&test);
}

static void what_could_not_be_read_to_its_end_is_read_again(void **state) {
  (void)state;
  test_reader test;
  begin_test(&test);
  make_aged(&test, "a", "text");
  test.fails = true;
  assert_int_equal(take(&test, "a"), 1);
  test.fails = false;
  assert_int_equal(take(&test, "a"), 1);
  assert_int_equal(take(&test, "a"), 0);
  end_test(&test);
}

static void a_file_that_cannot_be_opened_is_a_problem(void **state) {
  (void)state;
  test_reader test;
  begin_test(&test);
  make_aged(&test, "a", "text");
  assert_int_equal(take(&test, "a"), 1);
  char *path = path_in(test.dir, "a");
  struct stat status;
  source_operand operand;
  qn_error error;
  assert_int_equal(stat(path, &status), 0);
  status.st_size++; /* it seems changed, and goes away then */
  remove(path);
  assert_ok(source_operand_init(&operand, test.dir, NULL, &error), error);
  const qn__walked_file file = {path, &status, false};
  assert_ok(file_sources_take(&test.sources, &operand, &file, &error), error);
  assert_int_equal(test.n_problems, 1);
  source_operand_clear(&operand);
  free(path);
  end_test(&test);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_unchanged_file_is_not_read),
      cmocka_unit_test(a_named_file_that_was_read_in_another_way_is_right_while_unchanged),
      cmocka_unit_test(a_file_on_a_disk_with_another_number_moves_the_records_of_its_root),
      cmocka_unit_test(another_size_or_time_is_a_change),
      cmocka_unit_test(a_file_of_the_last_seconds_or_of_the_future_is_looked_at_again),
      cmocka_unit_test(a_file_that_grows_while_it_is_read_is_read_twice_and_then_reported),
      cmocka_unit_test(what_could_not_be_read_to_its_end_is_read_again),
      cmocka_unit_test(a_file_that_cannot_be_opened_is_a_problem),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
