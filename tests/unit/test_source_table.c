/* SPDX-License-Identifier: MIT */
/* test_source_table.c: sources in memory: by path, by file, each in its deepest root. */
#include "writer/source_table.h"

#include "support/support.h"

static void put_table_root(qn__source_table *table, const char *path, const char *name, bool whole) {
  qn_error error;
  const qn__source_root root = {qn_string_of(path), qn_string_of(name), whole, qn_string_of("")};
  assert_ok(qn__source_table_put_root(table, &root, &error), error);
}

static void a_path_is_in_its_deepest_root(void **state) {
  (void)state;
  qn__source_table table;
  qn__source_table_init(&table);
  put_table_root(&table, "/a/b", "deep", false);
  put_table_root(&table, "/", "top", true);
  put_table_root(&table, "/a/b", "again", true);
  const struct {
    const char *path, *name;
  } cases[] = {{"/a/b/c", "deep"}, {"/a/b", "top"}, {"/a/bc", "top"}, {"/x", "top"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_string_equal(qn__source_table_find_root(&table, qn_string_of(cases[i].path))->name.data, cases[i].name);
  assert_true(qn__source_table_root(&table, 0)->whole);
  assert_null(qn__source_table_find_root(&table, qn_string_of("a")));
  assert_null(qn__source_table_find_root(&table, qn_string_of("/")));
  qn__source_table_clear(&table);
}

static void the_path_of_a_record_begins_after_its_root(void **state) {
  (void)state;
  qn__source_table table;
  qn__source_entry *entry;
  qn_error error;
  qn__source_table_init(&table);
  put_table_root(&table, "/", "", true);
  put_table_root(&table, "/a", "", true);
  assert_ok(qn__source_table_add(&table, &entry, qn_string_of("/b/c"), &error), error);
  assert_string_equal(qn__source_table_record(&table, entry).path.data, "b/c");
  assert_ok(qn__source_table_add(&table, &entry, qn_string_of("/a/c"), &error), error);
  assert_string_equal(qn__source_table_record(&table, entry).path.data, "c");
  assert_ok(qn__source_table_add(&table, &entry, qn_string_of("/a"), &error), error); /* a file in "/" now */
  assert_string_equal(qn__source_table_record(&table, entry).path.data, "a");
  qn__source_table_clear(&table);
}

static void a_deleted_entry_is_not_found_and_may_come_again(void **state) {
  (void)state;
  qn__source_table table;
  qn__source_entry *entry;
  qn_error error;
  qn__source_table_init(&table);
  put_table_root(&table, "/a", "", true);
  assert_ok(qn__source_table_add(&table, &entry, qn_string_of("/a/b"), &error), error);
  entry->record.bytes = 5;
  assert_ptr_equal(qn__source_table_find(&table, qn_string_of("/a/b")), entry);
  entry->live = false;
  assert_null(qn__source_table_find(&table, qn_string_of("/a/b")));
  assert_ok(qn__source_table_add(&table, &entry, qn_string_of("/a/b"), &error), error);
  assert_int_equal(entry->record.bytes, 0);
  assert_int_equal(table.paths.n, 1);
  qn__source_table_clear(&table);
}

static void a_file_system_with_another_number_is_known_by_it_in_one_root(void **state) {
  (void)state;
  qn__source_table table;
  qn__source_entry *entry;
  qn_error error;
  static const struct {
    const char *path;
    uint64_t device, expected;
  } files[] = {{"/a/x", 7, 9}, {"/a/y", 8, 8}, {"/b/z", 7, 7}};
  qn__source_table_init(&table);
  put_table_root(&table, "/a", "", true);
  put_table_root(&table, "/b", "", true);
  for (size_t i = 0; i < 3; i++) {
    assert_ok(qn__source_table_add(&table, &entry, qn_string_of(files[i].path), &error), error);
    entry->record.device = files[i].device;
  }
  qn__source_table_renumber(&table, 0, 7, 9);
  for (size_t i = 0; i < 3; i++)
    assert_int_equal(qn__source_table_find(&table, qn_string_of(files[i].path))->record.device, files[i].expected);
  qn__source_table_clear(&table);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_path_is_in_its_deepest_root),
      cmocka_unit_test(the_path_of_a_record_begins_after_its_root),
      cmocka_unit_test(a_deleted_entry_is_not_found_and_may_come_again),
      cmocka_unit_test(a_file_system_with_another_number_is_known_by_it_in_one_root),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
