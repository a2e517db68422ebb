/* SPDX-License-Identifier: MIT */
/* test_byte_source.c: the bytes of a file and of memory can be read where the source says. */
#include "container/byte_source.h"
#include "support/support.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static void a_mapped_file_has_the_bytes_of_the_file(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *path = path_in(dir, "file");
  write_file(path, "some bytes", 10);
  qn__byte_source source;
  qn_error error;
  assert_ok(qn__byte_source_map(&source, path, &error), error);
  assert_int_equal(source.size, 10);
  assert_memory_equal(source.data, "some bytes", 10);
  qn__byte_source_close(&source);
  assert_null(source.data);
  free(path);
  remove_tree(dir);
}

static void an_empty_file_has_no_bytes(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *path = path_in(dir, "file");
  write_file(path, "", 0);
  qn__byte_source source;
  qn_error error;
  assert_ok(qn__byte_source_map(&source, path, &error), error);
  assert_int_equal(source.size, 0);
  qn__byte_source_close(&source);
  free(path);
  remove_tree(dir);
}

static void a_missing_file_is_not_found(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *path = path_in(dir, "missing"), *below = path_in(path, "file");
  qn__byte_source source;
  qn_error error;
  assert_int_equal(qn__byte_source_map(&source, path, &error), QN_NOT_FOUND);
  assert_non_null(strstr(error.message, "missing does not exist"));
  write_file(path, "", 0); /* a file where a folder is expected */
  assert_int_equal(qn__byte_source_map(&source, below, &error), QN_NOT_FOUND);
  free(below);
  free(path);
  remove_tree(dir);
}

static void a_directory_cannot_be_mapped(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn__byte_source source;
  qn_error error;
  assert_int_equal(qn__byte_source_map(&source, dir, &error), QN_IO);
  assert_non_null(strstr(error.message, dir));
  remove_tree(dir);
}

static void memory_is_used_where_it_lies(void **state) {
  (void)state;
  static const uint8_t bytes[] = {1, 2, 3};
  qn__byte_source source = qn__byte_source_of_memory(bytes, sizeof bytes);
  assert_true(source.data == bytes);
  assert_int_equal(source.size, sizeof bytes);
  qn__byte_source_close(&source);
  assert_int_equal(bytes[2], 3);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_mapped_file_has_the_bytes_of_the_file),
      cmocka_unit_test(an_empty_file_has_no_bytes),
      cmocka_unit_test(a_missing_file_is_not_found),
      cmocka_unit_test(a_directory_cannot_be_mapped),
      cmocka_unit_test(memory_is_used_where_it_lies),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
