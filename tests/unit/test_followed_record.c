/* SPDX-License-Identifier: MIT */
/* test_followed_record.c: whether a file is the one that was followed, and whether it was the first in its place. */
#include "tool/followed_record.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "support/support.h"

/* The record of a file of which two lines, eight bytes, were read. */
static qn_source record_of(const char *path, uint64_t n_given) {
  const int fd = open(path, O_RDONLY);
  const qn_source record = {
      .bytes = 8, .content = hash_before(fd, 8), .followed = true, .n_lines = 2, .n_given = n_given};
  close(fd);
  return record;
}

static bool is_same(const qn_source *record, const char *path) {
  const int fd = open(path, O_RDONLY);
  const bool same = is_followed_file(record, fd);
  close(fd);
  return same;
}

static void a_file_is_known_by_what_was_read(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *path = path_in(dir, "log");
  write_file(path, "one\ntwo\n", 8);
  qn_source record = record_of(path, 2);
  assert_true(is_same(&record, path));
  write_file(path, "one\ntwo\nthree\n", 14);
  assert_true(is_same(&record, path));
  write_file(path, "one\n", 4); /* truncated */
  assert_false(is_same(&record, path));
  write_file(path, "another one\n", 12);
  assert_false(is_same(&record, path));
  record.content = 0; /* it could not be read */
  assert_false(is_same(&record, path));
  free(path);
  remove_tree(dir);
}

static void one_that_gave_more_records_than_it_has_lines_was_not_the_first(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *path = path_in(dir, "log");
  write_file(path, "one\ntwo\n", 8);
  qn_source record = record_of(path, 2);
  assert_true(is_first_followed(&record, path));
  record.n_given = 3;
  assert_false(is_first_followed(&record, path));
  record.n_given = 1; /* a line was empty */
  assert_true(is_first_followed(&record, path));
  write_file(path, "six\ntwo\n", 8);
  assert_false(is_first_followed(&record, path));
  unlink(path);
  assert_false(is_first_followed(&record, path));
  free(path);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_file_is_known_by_what_was_read),
      cmocka_unit_test(one_that_gave_more_records_than_it_has_lines_was_not_the_first),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
