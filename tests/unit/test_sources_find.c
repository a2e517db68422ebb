/* SPDX-License-Identifier: MIT */
/* test_sources_find.c: a record is found by its name among many, and only by it. */
#include "sources/sources.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/support.h"

enum { N_ROOTS = 3, N_FILES = 100 }; /* in each root; more than three groups */

static const char *const root_paths[N_ROOTS] = {"/", "/a", "/b"}, *const root_names[N_ROOTS] = {"", "n", "n/m/"};

/* Writes the records of `n` files in each root, and opens them. */
static qn__view *write_records(const char *dir, uint32_t n) {
  char *aside = path_in(dir, "aside"), name[33];
  qn__sources_output output;
  qn__view *view;
  uint64_t written;
  qn_error error;
  assert_ok(qn__sources_create(&output, aside, N_ROOTS, &error), error);
  for (size_t i = 0; i < N_ROOTS; i++)
    qn__sources_put_root(&output,
                         &(qn__source_root){qn_string_of(root_paths[i]), qn_string_of(root_names[i]), true, {"", 0}});
  for (uint32_t root = 0; root < N_ROOTS; root++)
    for (uint32_t file = 0; file < n; file++) {
      char path[20];
      snprintf(path, sizeof path, "file%04u", file);
      qn__sources_put(&output,
                      &(qn__source_record){.root = root, .path = qn_string_of(path), .inode = 1000 * root + file});
    }
  assert_ok(qn__sources_finish(&output, name, &written, &error), error);
  assert_ok(qn__view_open(&view, aside, QN__FILE_SOURCES, &error), error);
  free(aside);
  return view;
}

/* The inodes of what was found, each plus 1, in order. */
typedef struct found_numbers {
  uint64_t numbers[4];
  size_t n;
} found_numbers;

static qn_status note_record(void *context, const qn__source_root *root, const qn__source_record *record,
                             qn_error *error) {
  found_numbers *found = context;
  (void)error;
  assert_true(found->n < 4);
  assert_string_equal(root->path.size == 1 ? "/" : root->path.data[1] == 'a' ? "/a" : "/b", root_paths[record->root]);
  found->numbers[found->n++] = record->inode + 1;
  return QN_OK;
}

static found_numbers find(const qn__view *view, const char *name) {
  found_numbers found = {.n = 0};
  const qn__sources_visitor visitor = {NULL, note_record, &found};
  const qn_string names[] = {qn_string_of(name)};
  qn_error error;
  assert_ok(qn__sources_find(view, names, 1, &visitor, &error), error);
  return found;
}

static void each_record_is_found_by_its_name(void **state) {
  (void)state;
  char *dir = make_fast_temp_dir();
  qn__view *view = write_records(dir, N_FILES);
  for (uint32_t root = 0; root < N_ROOTS; root++)
    for (uint32_t file = 0; file < N_FILES; file++) {
      static const char *const formats[N_ROOTS] = {"file%04u", "n/file%04u", "n/m/file%04u"};
      char name[30];
      snprintf(name, sizeof name, formats[root], file);
      const found_numbers found = find(view, name);
      assert_int_equal(found.n, 1);
      assert_int_equal(found.numbers[0], 1000 * root + file + 1);
    }
  qn__view_release(view);
  remove_tree(dir);
}

static void other_names_find_nothing(void **state) {
  (void)state;
  static const char *const names[] = {"",          "n",   "n/",        "nfile0000",   "file",  "file0", "file00311",
                                      "file0031/", "zzz", "/file0031", "n/mfile0000", "n/zzz", "a"};
  char *dir = make_fast_temp_dir();
  qn__view *view = write_records(dir, N_FILES);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    assert_int_equal(find(view, names[i]).n, 0);
  qn__view_release(view);
  remove_tree(dir);
}

static void without_records_nothing_is_found(void **state) {
  (void)state;
  char *dir = make_fast_temp_dir();
  qn_error error;
  qn__view *view = write_records(dir, 0);
  assert_int_equal(find(view, "file0000").n, 0);
  assert_ok(qn__sources_check(view, &error), error);
  qn__view_release(view);
  remove_tree(dir);
}

/* A chunk is verified when it is read. */
static void most_records_are_not_read(void **state) {
  (void)state;
  char *dir = make_fast_temp_dir();
  qn__view *view = write_records(dir, 6000);
  const size_t n_chunks = (view->checked + QN__CHUNK_SIZE - 1) / QN__CHUNK_SIZE;
  size_t n_read = 0;
  assert_true(n_chunks > 30 && n_chunks <= 64);
  assert_int_equal(find(view, "n/file2511").n, 1);
  for (size_t i = 0; i < n_chunks; i++)
    n_read += (size_t)(view->verified[0] >> i & 1);
  assert_in_range(n_read, 2, 8);
  qn__view_release(view);
  remove_tree(dir);
}

/* Groups that are wrong although the checksums are right are found by a check, and are never followed. */
static void wrong_groups_are_damage(void **state) {
  (void)state;
  char *dir = make_fast_temp_dir(), *crafted = path_in(dir, "crafted");
  qn__view *view = write_records(dir, N_FILES);
  qn_error error;
  qn__section sections[3];
  for (uint32_t i = 0; i < 3; i++)
    assert_ok(qn__view_section(view, 1 + i, &sections[i], &error), error);
  const size_t starts = (size_t)sections[1].size, size = starts + (size_t)sections[2].size;
  for (size_t at = 0; at < size; at++) {
    qn__output output;
    qn__view *other;
    found_numbers found = {.n = 0};
    const qn__sources_visitor visitor = {NULL, note_record, &found};
    const qn_string names[] = {qn_string_of("n/file0031"), qn_string_of("file0099"), qn_string_of("n/m/file0000")};
    remove(crafted);
    assert_ok(qn__output_create(&output, crafted, QN__FILE_SOURCES, &error), error);
    for (uint32_t i = 0, before = 0; i<3; before += i> 0 ? (uint32_t)sections[i].size : 0, i++) {
      char *bytes = malloc((size_t)sections[i].size);
      memcpy(bytes, sections[i].data, (size_t)sections[i].size);
      if (i > 0 && at >= before && at - before < sections[i].size)
        bytes[at - before] ^= 1;
      qn__output_section_begin(&output, 1 + i, i == 0);
      qn__output_bytes(&output, bytes, (size_t)sections[i].size);
      free(bytes);
    }
    assert_ok(qn__output_finish(&output, &error), error);
    qn__output_close(&output);
    assert_ok(qn__view_open(&other, crafted, QN__FILE_SOURCES, &error), error);
    assert_int_equal(qn__sources_check(other, &error), QN_DAMAGED);
    const qn_status status = qn__sources_find(other, names, 3, &visitor, &error);
    assert_true(status == QN_OK || status == QN_DAMAGED);
    qn__view_release(other);
  }
  qn__view_release(view);
  free(crafted);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_record_is_found_by_its_name), cmocka_unit_test(other_names_find_nothing),
      cmocka_unit_test(without_records_nothing_is_found), cmocka_unit_test(most_records_are_not_read),
      cmocka_unit_test(wrong_groups_are_damage),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
