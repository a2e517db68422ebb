/* SPDX-License-Identifier: MIT */
/* test_file_read.c: paths and what is in a directory. */
#include "base/file.h"

#include "base/memory.h"
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void check_absolute(const char *path, const char *expected) {
  char *absolute = qn__absolute_path(path);
  assert_non_null(absolute);
  assert_string_equal(absolute, expected);
  qn__free(absolute);
}

static void a_relative_path_begins_at_the_working_directory(void **state) {
  (void)state;
  char before[4096], expected[8192];
  assert_non_null(getcwd(before, sizeof before));
  snprintf(expected, sizeof expected, "%s/a/b", before);
  check_absolute("a/b", expected);
  check_absolute("/a/b", "/a/b");
}

static void a_long_working_directory_fits(void **state) {
  (void)state;
  enum { LEVELS = 8 };
  char before[4096], name[200], expected[8192], *dir = make_temp_dir();
  memset(name, 'd', sizeof name - 1);
  name[sizeof name - 1] = '\0';
  assert_non_null(getcwd(before, sizeof before));
  assert_int_equal(chdir(dir), 0);
  for (int i = 0; i < LEVELS; i++) {
    assert_ok(qn__make_directories(name, NULL), (qn_error){.message = ""});
    assert_int_equal(chdir(name), 0);
  }
  char *here = getcwd(NULL, 0);
  assert_true(strlen(here) > LEVELS * (sizeof name - 1));
  snprintf(expected, sizeof expected, "%s/x", here);
  check_absolute("x", expected);
  free(here);
  assert_int_equal(chdir(before), 0);
  remove_tree(dir);
}

static void a_path_stays_where_the_working_directory_is_gone(void **state) {
  (void)state;
  char before[4096], *dir = make_temp_dir();
  assert_non_null(getcwd(before, sizeof before));
  assert_int_equal(chdir(dir), 0);
  remove_tree(dir);
  check_absolute("a", "a");
  assert_int_equal(chdir(before), 0);
}

static void reports_out_of_memory(void **state) {
  (void)state;
  char *path = NULL;
  for (long n = 0; path == NULL; n++) {
    qn__memory_fail_after(n);
    path = qn__absolute_path("a");
    qn__memory_fail_after(-1);
    assert_true(path != NULL || n < 10);
  }
  assert_int_equal(path[0], '/');
  qn__free(path);
}

static qn_status count_entry(void *context, const char *name) {
  size_t *n = context;
  assert_true(strcmp(name, "a") == 0 || strcmp(name, "b") == 0);
  return ++*n == 3 ? QN_INVALID : QN_OK;
}

static void entries_are_visited_until_one_is_enough(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *a = path_in(dir, "a"), *b = path_in(dir, "b");
  size_t n = 0;
  qn_error error;
  write_file(a, "", 0);
  write_file(b, "", 0);
  assert_ok(qn__each_entry(dir, count_entry, &n, &error), error);
  assert_int_equal(n, 2);
  assert_int_equal(qn__each_entry(dir, count_entry, &n, &error), QN_INVALID);
  assert_int_equal(n, 3);
  assert_int_equal(qn__each_entry(a, count_entry, &n, &error), QN_NOT_FOUND); /* it is a file */
  free(a);
  free(b);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_relative_path_begins_at_the_working_directory),
      cmocka_unit_test(a_long_working_directory_fits),
      cmocka_unit_test(a_path_stays_where_the_working_directory_is_gone),
      cmocka_unit_test(reports_out_of_memory),
      cmocka_unit_test(entries_are_visited_until_one_is_enough),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
