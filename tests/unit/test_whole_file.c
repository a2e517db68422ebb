/* SPDX-License-Identifier: MIT */
/* test_whole_file.c: a file is read to its end, or a message names it. */
#include "tool/whole_file.h"

#include "support/support.h"

#include <stdlib.h>
#include <string.h>

static void a_file_is_read_to_its_end(void **state) {
  (void)state;
  static char bytes[50000];
  char *dir = make_temp_dir(), *path = path_in(dir, "file");
  qn__buffer read;
  qn_error error;
  for (size_t i = 0; i < sizeof bytes; i++)
    bytes[i] = (char)(i % 251);
  write_file(path, bytes, sizeof bytes);
  qn__buffer_init(&read);
  assert_ok(whole_file_read(&read, path, &error), error);
  assert_int_equal(read.size, sizeof bytes);
  assert_memory_equal(read.data, bytes, sizeof bytes);
  qn__buffer_clear(&read);
  free(path);
  remove_tree(dir);
}

static void what_cannot_be_read_is_named(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *path = path_in(dir, "missing");
  qn__buffer read;
  qn_error error;
  qn__buffer_init(&read);
  assert_int_equal(whole_file_read(&read, path, &error), QN_IO);
  assert_non_null(strstr(error.message, path));
  assert_int_equal(whole_file_read(&read, dir, &error), QN_IO);
  qn__buffer_clear(&read);
  free(path);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_file_is_read_to_its_end),
      cmocka_unit_test(what_cannot_be_read_is_named),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
