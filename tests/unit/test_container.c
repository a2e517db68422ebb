/* SPDX-License-Identifier: MIT */
/* test_container.c: sections come back from the file they were written to, and a changed file is refused. */
#include "container/container.h"
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST = 7, SECOND = 9, MISSING = 11, BIG = 3 * QN__CHUNK_SIZE + 5 };

/* A file of two sections, on the disk. */
typedef struct two_sections {
  char *dir, *path;
  uint8_t *big; /* what the second holds, BIG bytes */
} two_sections;

static two_sections two;

static int make_two_sections(void **state) {
  (void)state;
  qn_error error;
  qn__output output;
  random_source random = random_start("container", 5);
  two = (two_sections){.dir = make_temp_dir(), .big = malloc(BIG)};
  two.path = path_in(two.dir, "file");
  for (size_t i = 0; i < BIG; i++)
    two.big[i] = (uint8_t)random_next(&random);
  assert_ok(qn__output_create(&output, two.path, QN__FILE_SEGMENT, &error), error);
  qn__output_section_begin(&output, FIRST, true);
  qn__output_bytes(&output, "abc", 3);
  assert_int_equal(qn__output_section_size(&output), 3);
  qn__output_section_begin(&output, SECOND, false);
  for (size_t at = 0; at < BIG; at += 1000)
    qn__output_bytes(&output, two.big + at, BIG - at < 1000 ? BIG - at : 1000);
  assert_ok(qn__output_finish(&output, &error), error);
  qn__output_close(&output);
  return 0;
}

static int remove_two_sections(void **state) {
  (void)state;
  free(two.path);
  free(two.big);
  remove_tree(two.dir);
  return 0;
}

static void check_two_sections(const qn__view *view) {
  qn_error error;
  qn__section section;
  assert_ok(qn__view_section(view, FIRST, &section, &error), error);
  assert_int_equal(section.size, 3);
  assert_memory_equal(qn__section_bytes(&section, 0, 3, &error), "abc", 3);
  assert_ok(qn__view_section(view, SECOND, &section, &error), error);
  assert_int_equal(section.size, BIG);
  assert_memory_equal(qn__section_bytes(&section, 0, BIG, &error), two.big, BIG);
  assert_memory_equal(qn__section_bytes(&section, BIG - 1, 1, &error), two.big + BIG - 1, 1);
  assert_null(qn__section_bytes(&section, BIG, 1, &error));
  assert_null(qn__section_bytes(&section, 1, UINT64_MAX, &error));
  assert_ok(qn__view_section(view, MISSING, &section, &error), error);
  assert_int_equal(section.size, 0);
}

static void sections_come_back_from_the_disk(void **state) {
  (void)state;
  qn_error error;
  qn__view *view;
  assert_ok(qn__view_open(&view, two.path, QN__FILE_SEGMENT, &error), error);
  qn__view_retain(view);
  qn__view_release(view);
  check_two_sections(view);
  qn__view_release(view);
}

static void sections_come_back_from_memory(void **state) {
  (void)state;
  qn_error error;
  qn__view *view;
  size_t size;
  char *bytes = read_file(two.path, &size);
  assert_ok(qn__view_of_memory(&view, (const uint8_t *)bytes, size, "memory", QN__FILE_SEGMENT, &error), error);
  check_two_sections(view);
  qn__view_release(view);
  free(bytes);
}

static void the_content_hash_names_the_bytes(void **state) {
  (void)state;
  qn_error error;
  char names[3][33];
  for (unsigned i = 0; i < 3; i++) {
    qn__output output;
    qn__view *view;
    char *path = path_in(two.dir, "hashed"), read[33];
    assert_ok(qn__output_create(&output, path, QN__FILE_SEGMENT, &error), error);
    qn__output_section_begin(&output, FIRST, true);
    qn__output_bytes(&output, i == 2 ? "b" : "a", 1);
    assert_ok(qn__output_finish(&output, &error), error);
    qn__output_name(&output, names[i]);
    uint64_t size = qn__output_file_size(&output);
    qn__output_close(&output);
    assert_ok(qn__view_open(&view, path, QN__FILE_SEGMENT, &error), error);
    qn__view_name(view, read);
    assert_string_equal(read, names[i]);
    assert_int_equal(view->size, size);
    qn__view_release(view);
    remove(path);
    free(path);
  }
  assert_string_equal(names[0], names[1]);
  assert_string_not_equal(names[0], names[2]);
}

static void a_file_cut_short_is_damaged(void **state) {
  (void)state;
  qn__view *view;
  size_t size;
  char *bytes = read_file(two.path, &size);
  for (size_t cut = QN__MAGIC_SIZE; cut < size; cut += cut < 100 || cut > size - 100 ? 1 : 97)
    assert_int_equal(qn__view_of_memory(&view, (const uint8_t *)bytes, cut, "cut", QN__FILE_SEGMENT, NULL), QN_DAMAGED);
  free(bytes);
}

static void a_changed_byte_is_found_where_it_is(void **state) {
  (void)state;
  qn_error error;
  qn__view *view;
  qn__section section;
  size_t size;
  char *bytes = read_file(two.path, &size);
  bytes[2 * QN__CHUNK_SIZE + 1] ^= 1;
  assert_ok(qn__view_of_memory(&view, (const uint8_t *)bytes, size, "changed", QN__FILE_SEGMENT, &error), error);
  assert_ok(qn__view_section(view, SECOND, &section, &error), error);
  assert_non_null(qn__section_bytes(&section, 0, QN__CHUNK_SIZE, &error));
  assert_null(qn__section_bytes(&section, 0, BIG, &error));
  assert_int_equal(error.status, QN_DAMAGED);
  assert_string_equal(error.message,
                      "changed is damaged at byte 32768: the checksum of the 16 KiB that start here is wrong");
  qn__view_release(view);
  free(bytes);
}

static void count_problem(void *context, const char *problem) {
  (void)problem;
  ++*(int *)context;
}

static void checking_reports_every_damaged_chunk(void **state) {
  (void)state;
  qn_error error;
  qn__view *view;
  size_t size;
  char *bytes = read_file(two.path, &size);
  int n_problems = 0;
  bytes[QN__MAGIC_SIZE] ^= 1;
  bytes[3 * QN__CHUNK_SIZE - 1] ^= 1;
  assert_ok(qn__view_of_memory(&view, (const uint8_t *)bytes, size, "changed", QN__FILE_SEGMENT, &error), error);
  assert_int_equal(qn__view_check(view, count_problem, &n_problems, &error), QN_DAMAGED);
  assert_int_equal(n_problems, 2);
  assert_non_null(strstr(error.message, "byte 0"));
  qn__view_release(view);
  free(bytes);
}

static void another_kind_of_file_is_refused(void **state) {
  (void)state;
  qn__view *view;
  assert_int_equal(qn__view_open(&view, two.path, QN__FILE_DELETES, NULL), QN_DAMAGED);
  assert_int_equal(qn__view_open(&view, two.path, QN__FILE_MANIFEST, NULL), QN_NO_INDEX);
  static const uint8_t text[] = "This is not one of quern's files, but it is longer than the end of such a file.";
  assert_int_equal(qn__view_of_memory(&view, text, sizeof text, "text", QN__FILE_MANIFEST, NULL), QN_NO_INDEX);
}

static void another_version_is_refused(void **state) {
  (void)state;
  qn__view *view;
  qn_error error;
  size_t size;
  char *bytes = read_file(two.path, &size);
  bytes[size - 12] ^= 0x40;
  assert_int_equal(qn__view_of_memory(&view, (const uint8_t *)bytes, size, "newer", QN__FILE_MANIFEST, &error),
                   QN_BAD_VERSION);
  assert_non_null(strstr(error.message, "format version 67"));
  assert_int_equal(qn__view_of_memory(&view, (const uint8_t *)bytes, size, "newer", QN__FILE_SEGMENT, &error),
                   QN_DAMAGED);
  assert_non_null(strstr(error.message, "format version 67"));
  free(bytes);
}

static void only_an_optional_section_may_be_unknown(void **state) {
  (void)state;
  static const uint32_t known[] = {SECOND, FIRST};
  qn_error error;
  qn__view *view;
  assert_ok(qn__view_open(&view, two.path, QN__FILE_SEGMENT, &error), error);
  assert_ok(qn__view_require_known(view, known, 2, &error), error);
  assert_ok(qn__view_require_known(view, known + 1, 1, &error), error);
  assert_int_equal(qn__view_require_known(view, known, 1, &error), QN_BAD_VERSION);
  qn__view_release(view);
}

static void an_unfinished_output_leaves_no_file(void **state) {
  (void)state;
  qn_error error;
  qn__output output;
  char *path = path_in(two.dir, "unfinished");
  assert_ok(qn__output_create(&output, path, QN__FILE_SEGMENT, &error), error);
  qn__output_section_begin(&output, FIRST, true);
  qn__output_close(&output);
  assert_null(fopen(path, "rb"));
  free(path);
}

static void the_first_failure_is_the_one_that_is_reported(void **state) {
  (void)state;
  qn_error error;
  qn__output output;
  char *path = path_in(two.dir, "failed");
  assert_ok(qn__output_create(&output, path, QN__FILE_SEGMENT, &error), error);
  qn__output_fail(&output, QN_TOO_LARGE, "too many of them");
  qn__output_fail_memory(&output);
  qn__output_bytes(&output, "abc", 3);
  assert_int_equal(qn__output_finish(&output, &error), QN_TOO_LARGE);
  assert_string_equal(error.message, "too many of them");
  qn__output_close(&output);
  assert_null(fopen(path, "rb"));
  free(path);
}

static void an_output_without_a_file_gathers_its_bytes(void **state) {
  (void)state;
  qn__output output;
  qn__output_gather(&output);
  for (size_t at = 0; at < BIG; at += 5000)
    qn__output_bytes(&output, two.big + at, BIG - at < 5000 ? BIG - at : 5000);
  assert_int_equal(output.pending.size, BIG);
  assert_memory_equal(output.pending.data, two.big, BIG);
  qn__output_close(&output);
}

static void a_whole_file_is_found_but_no_damaged_one(void **state) {
  (void)state;
  qn_error error;
  qn__presence found = QN__MISSING;
  size_t size;
  char *bytes = read_file(two.path, &size), *changed = path_in(two.dir, "changed"), *none = path_in(two.dir, "none");
  bytes[2 * QN__CHUNK_SIZE + 1] ^= 1;
  write_file(changed, bytes, size);
  assert_ok(qn__view_find_whole(two.path, QN__FILE_SEGMENT, &found, &error), error);
  assert_int_equal(found, QN__WHOLE);
  assert_ok(qn__view_find_whole(changed, QN__FILE_SEGMENT, &found, &error), error);
  assert_int_equal(found, QN__UNREADABLE);
  assert_ok(qn__view_find_whole(none, QN__FILE_SEGMENT, &found, &error), error);
  assert_int_equal(found, QN__MISSING);
  free(bytes);
  free(changed);
  free(none);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sections_come_back_from_the_disk),
      cmocka_unit_test(sections_come_back_from_memory),
      cmocka_unit_test(the_content_hash_names_the_bytes),
      cmocka_unit_test(a_file_cut_short_is_damaged),
      cmocka_unit_test(a_changed_byte_is_found_where_it_is),
      cmocka_unit_test(checking_reports_every_damaged_chunk),
      cmocka_unit_test(another_kind_of_file_is_refused),
      cmocka_unit_test(another_version_is_refused),
      cmocka_unit_test(only_an_optional_section_may_be_unknown),
      cmocka_unit_test(an_unfinished_output_leaves_no_file),
      cmocka_unit_test(the_first_failure_is_the_one_that_is_reported),
      cmocka_unit_test(an_output_without_a_file_gathers_its_bytes),
      cmocka_unit_test(a_whole_file_is_found_but_no_damaged_one),
  };
  return cmocka_run_group_tests(tests, make_two_sections, remove_two_sections);
}
