/* SPDX-License-Identifier: MIT */
/* test_source_table_file.c: records of sources from a table into a file and back; two files become one. */
#include "writer/source_table.h"

#include <stdio.h>
#include <string.h>

#include "support/support.h"

static void put_entry(qn__source_table *table, const char *root, const char *name, const char *path, const char *id) {
  qn__source_entry *entry;
  qn_error error;
  qn__buffer ids;
  const qn__source_root put = {qn_string_of(root), qn_string_of(name), false, qn_string_of("")};
  assert_ok(qn__source_table_put_root(table, &put, &error), error);
  assert_ok(qn__source_table_add(table, &entry, qn_string_of(path), &error), error);
  entry->record.read = 5;
  qn__buffer_init(&ids);
  qn__source_ids_put(&ids, qn_string_of(""), qn_string_of(id));
  assert_ok(qn__source_table_set_ids(table, entry, 1, (qn_string){(char *)ids.data, ids.size}, &error), error);
  qn__buffer_clear(&ids);
}

/* What the table has: "path=ids" of each live entry, with "?" where it is to be read again. */
static void print_table(const qn__source_table *table, char *out) {
  *out = '\0';
  for (uint32_t i = 0; i < table->paths.n; i++) {
    const qn__source_entry *entry = qn__source_table_entry(table, i);
    const qn__source_record record = qn__source_table_record(table, entry);
    qn__source_ids ids;
    qn_error error;
    if (!entry->live)
      continue;
    strcat(out, entry->record.path.data);
    strcat(out, record.read == 0 ? "?=" : "=");
    qn__source_ids_begin(&ids, qn__source_table_root(table, record.root), &record);
    for (const char *sign = ""; qn__source_ids_next(&ids); sign = ",") {
      strcat(out, sign);
      strncat(out, (const char *)ids.id.data, ids.id.size);
    }
    assert_ok(qn__source_ids_end(&ids, &error), error);
    strcat(out, " ");
  }
}

static void write_table(const qn__source_table *table, const char *dir, char name[33]) {
  qn_error error;
  uint64_t written;
  assert_ok(qn__source_table_write(table, dir, name, &written, &error), error);
}

static void what_a_table_has_is_written_in_order_and_read(void **state) {
  (void)state;
  char *dir = make_temp_dir(), name[33], again[33], out[1000];
  qn__source_table table, read;
  qn_error error;
  qn__source_table_init(&table);
  put_entry(&table, "/z", "z", "/z/b", "z/b");
  put_entry(&table, "/z", "z", "/z/a", "own");
  put_entry(&table, "/a", "", "/a/c/d", "c/d");
  put_entry(&table, "/a", "", "/a/gone", "gone");
  qn__source_table_find(&table, qn_string_of("/a/gone"))->live = false;
  write_table(&table, dir, name);
  write_table(&table, dir, again);
  assert_string_equal(name, again);
  assert_int_equal(count_entries(dir), 1);
  qn__source_table_init(&read);
  assert_ok(qn__source_table_load(&read, dir, name, false, &error), error);
  print_table(&read, out);
  assert_string_equal(out, "/a/c/d=c/d /z/a=own /z/b=z/b ");
  assert_false(read.changed);
  assert_ptr_equal(qn__source_table_find_file(&read, 0, 0), qn__source_table_entry(&read, 2));
  qn__source_table_clear(&read);
  qn__source_table_clear(&table);
  remove_tree(dir);
}

static void records_that_come_after_others_are_written_in_order(void **state) {
  (void)state;
  char *dir = make_temp_dir(), name[33], path[20], expected[2000] = "", out[2000];
  for (int n = 1; n < 9; n++) { /* after four that ascend */
    qn__source_table table, read;
    qn_error error;
    qn__source_table_init(&table);
    for (int i = 0; i < 4; i++) {
      snprintf(path, sizeof path, "/n/%02d", 2 * i);
      put_entry(&table, "/n", "n", path, "id");
    }
    for (int i = n; i-- > 0;) {
      snprintf(path, sizeof path, "/n/%02d", 2 * i + 1);
      put_entry(&table, "/n", "n", path, "id");
    }
    write_table(&table, dir, name);
    qn__source_table_init(&read);
    assert_ok(qn__source_table_load(&read, dir, name, false, &error), error);
    print_table(&read, out);
    expected[0] = '\0';
    for (int i = 0; i < 20; i++) {
      snprintf(path, sizeof path, "/n/%02d", i);
      if (qn__source_table_find(&table, qn_string_of(path)) != NULL)
        strcat(strcat(expected, path), "=id ");
    }
    assert_string_equal(out, expected);
    qn__source_table_clear(&read);
    qn__source_table_clear(&table);
  }
  remove_tree(dir);
}

static void a_table_without_entries_has_no_file(void **state) {
  (void)state;
  char *dir = make_temp_dir(), name[33] = "x";
  qn__source_table table;
  qn__source_table_init(&table);
  write_table(&table, dir, name);
  assert_string_equal(name, "");
  assert_int_equal(count_entries(dir), 0);
  qn__source_table_clear(&table);
  remove_tree(dir);
}

/* The root has another name there, from which the ids of its files follow. */
static void a_source_that_two_files_have_keeps_all_ids_and_is_doubtful(void **state) {
  (void)state;
  char *dir = make_temp_dir(), name[33], out[1000];
  qn__source_table table, other;
  qn_error error;
  qn__source_table_init(&table);
  qn__source_table_init(&other);
  put_entry(&table, "/a", "one", "/a/x", "1");
  put_entry(&other, "/a", "two", "/a/x", "2");
  put_entry(&other, "/a", "two", "/a/y", "two/y");
  write_table(&other, dir, name);
  assert_ok(qn__source_table_load(&table, dir, name, false, &error), error);
  print_table(&table, out);
  assert_string_equal(out, "/a/x?=1,2 /a/y=two/y ");
  assert_true(table.changed);
  qn__source_table_clear(&other);
  qn__source_table_init(&other);
  assert_ok(qn__source_table_load(&other, dir, name, true, &error), error);
  print_table(&other, out);
  assert_string_equal(out, "/a/x?=2 /a/y?=two/y ");
  qn__source_table_clear(&other);
  qn__source_table_clear(&table);
  remove_tree(dir);
}

static void put_followed(qn__source_table *table, uint64_t bytes, uint64_t n_given) {
  qn__source_entry *entry;
  qn_error error;
  const qn__source_root put = {qn_string_of("/a"), qn_string_of("a"), false, qn_string_of("")};
  assert_ok(qn__source_table_put_root(table, &put, &error), error);
  assert_ok(qn__source_table_add(table, &entry, qn_string_of("/a/log"), &error), error);
  entry->record.read = 5;
  entry->record.followed = true;
  entry->record.bytes = bytes;
  entry->record.content = entry->record.n_lines = bytes / 10;
  entry->record.n_given = n_given;
}

static void a_file_that_is_followed_in_two_goes_on_from_the_later_place(void **state) {
  (void)state;
  for (uint64_t further = 0; further < 2; further++) {
    char *dir = make_temp_dir(), name[33];
    qn__source_table table, other;
    qn_error error;
    qn__source_table_init(&table);
    qn__source_table_init(&other);
    put_followed(&table, 50, 20);
    put_followed(&other, further ? 30 : 70, further ? 21 : 19);
    write_table(&other, dir, name);
    assert_ok(qn__source_table_load(&table, dir, name, false, &error), error);
    const qn__source_record *record = &qn__source_table_entry(&table, 0)->record;
    assert_true(record->followed);
    assert_int_equal(record->bytes, further ? 30 : 50);
    assert_int_equal(record->content, further ? 3 : 5);
    assert_int_equal(record->n_lines, further ? 3 : 5);
    assert_int_equal(record->n_given, further ? 21 : 20);
    qn__source_table_clear(&other);
    qn__source_table_clear(&table);
    remove_tree(dir);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_a_table_has_is_written_in_order_and_read),
      cmocka_unit_test(records_that_come_after_others_are_written_in_order),
      cmocka_unit_test(a_table_without_entries_has_no_file),
      cmocka_unit_test(a_source_that_two_files_have_keeps_all_ids_and_is_doubtful),
      cmocka_unit_test(a_file_that_is_followed_in_two_goes_on_from_the_later_place),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
