/* SPDX-License-Identifier: MIT */
/* test_byte_source.c: the bytes of a file and of memory can be read where the source says. */
#include "base/memory.h"
#include "container/byte_source.h"
#include "support/support.h"

#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

/* In front of the C library's: file systems that cannot map files. */
static bool cannot_map;

void *mmap(void *address, size_t size, int protection, int flags, int fd, off_t offset) {
  void *(*next)(void *, size_t, int, int, int, off64_t);
  *(void **)&next = dlsym(RTLD_NEXT, "mmap64");
  if (!cannot_map || fd < 0)
    return next(address, size, protection, flags, fd, offset);
  errno = ENODEV;
  return MAP_FAILED;
}

static void a_file_that_cannot_be_mapped_is_read(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *path = path_in(dir, "file");
  write_file(path, "some bytes", 10);
  qn__byte_source source;
  qn_error error;
  cannot_map = true;
  assert_ok(qn__byte_source_map(&source, path, &error), error);
  assert_int_equal(source.size, 10);
  assert_memory_equal(source.data, "some bytes", 10);
  qn__byte_source_close(&source);
  qn__memory_fail_after(0);
  assert_int_equal(qn__byte_source_map(&source, path, &error), QN_NO_MEMORY);
  qn__memory_fail_after(-1);
  cannot_map = false;
  free(path);
  remove_tree(dir);
}

static void an_index_that_cannot_be_mapped_is_searched(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  static const char *const texts[] = {"walnut", "hazel"};
  cannot_map = true;
  add_texts(dir, texts, 2);
  char *ids = index_ids(dir);
  cannot_map = false;
  assert_string_equal(ids, "1 2 ");
  free(ids);
  remove_tree(dir);
}

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
      cmocka_unit_test(a_file_that_cannot_be_mapped_is_read),
      cmocka_unit_test(an_index_that_cannot_be_mapped_is_searched),
      cmocka_unit_test(a_mapped_file_has_the_bytes_of_the_file),
      cmocka_unit_test(an_empty_file_has_no_bytes),
      cmocka_unit_test(a_missing_file_is_not_found),
      cmocka_unit_test(a_directory_cannot_be_mapped),
      cmocka_unit_test(memory_is_used_where_it_lies),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
