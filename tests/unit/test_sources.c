/* SPDX-License-Identifier: MIT */
/* test_sources.c: records of sources, written and read; damage is found and never followed. */
#include "sources/sources.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "support/support.h"

static qn_string text(const char *string) {
  return qn_string_of(string);
}

/* Ids as a record has them. */
typedef struct given_ids {
  qn__buffer bytes;
  uint64_t n;
} given_ids;

static given_ids ids_of(const qn__source_root *root, const char *path, const char *const *ids) {
  given_ids given = {.n = 0};
  qn__buffer name;
  qn__buffer_init(&given.bytes);
  qn__buffer_init(&name);
  qn__source_name(&name, root, &(qn__source_record){.path = text(path)});
  qn_string before = {(const char *)name.data, name.size};
  for (; ids[given.n] != NULL; given.n++) {
    qn__source_ids_put(&given.bytes, before, text(ids[given.n]));
    before = text(ids[given.n]);
  }
  qn__buffer_clear(&name);
  return given;
}

/* Writes a file of records to the directory; its name is the 32 digits. */
static void write_sample(const char *dir, char name[33]) {
  static const char *const ids[] = {"notes/a", "notes/a#2", "other", NULL};
  const qn__source_root roots[] = {{text("/"), text(""), false, text("")},
                                   {text("/home/notes"), text("notes"), true, text("hidden")}};
  given_ids given = ids_of(&roots[1], "a", ids);
  const qn__source_record records[] = {
      {.root = 0, .named = true, .path = text("etc/b"), .bytes = UINT64_MAX, .modified = -1, .read = INT64_MAX},
      {.root = 0, .path = text("etc/bc"), .device = 3, .inode = UINT64_MAX, .reading = 9, .n_refused = 2},
      {.root = 0, .path = text("log"), .followed = true, .bytes = 5, .n_lines = 300, .n_given = UINT64_MAX},
      {.root = 1,
       .path = text("a"),
       .content = 77,
       .n_ids = given.n,
       .ids = {(char *)given.bytes.data, given.bytes.size}},
      {.root = 1, .path = text("a/b")}};
  qn__sources_output output;
  qn_error error;
  uint64_t written = 0;
  char *aside = path_in(dir, "aside"), file[QN__SOURCES_NAME_SIZE];
  assert_ok(qn__sources_create(&output, aside, 2, &error), error);
  for (size_t i = 0; i < 2; i++)
    qn__sources_put_root(&output, &roots[i]);
  for (size_t i = 0; i < sizeof records / sizeof *records; i++)
    qn__sources_put(&output, &records[i]);
  assert_ok(qn__sources_finish(&output, name, &written, &error), error);
  assert_true(written > 0);
  qn__sources_file_name(file, name);
  assert_true(qn__is_sources_name(file));
  char *path = path_in(dir, file);
  assert_int_equal(rename(aside, path), 0);
  free(path);
  free(aside);
  qn__buffer_clear(&given.bytes);
}

static qn_status print_root(void *context, const qn__source_root *root, qn_error *error) {
  (void)error;
  sprintf((char *)context + strlen(context), "[%.*s %.*s %d %.*s]", (int)root->path.size, root->path.data,
          (int)root->name.size, root->name.data, root->whole, (int)root->options.size, root->options.data);
  return QN_OK;
}

static qn_status print_record(void *context, const qn__source_root *root, const qn__source_record *record,
                              qn_error *error) {
  char *out = context;
  qn__source_ids ids;
  sprintf(out + strlen(out), "\n%u %.*s %d %llu %lld %lld %llu %llu %llu %llu %llu", record->root,
          (int)record->path.size, record->path.data, record->named, (unsigned long long)record->bytes,
          (long long)record->modified, (long long)record->read, (unsigned long long)record->device,
          (unsigned long long)record->inode, (unsigned long long)record->content, (unsigned long long)record->reading,
          (unsigned long long)record->n_refused);
  if (record->followed)
    sprintf(out + strlen(out), " followed %llu %llu", (unsigned long long)record->n_lines,
            (unsigned long long)record->n_given);
  strcat(out, ":");
  qn__source_ids_begin(&ids, root, record);
  while (qn__source_ids_next(&ids))
    sprintf(out + strlen(out), " %.*s", (int)ids.id.size, (const char *)ids.id.data);
  return qn__source_ids_end(&ids, error);
}

static void what_is_written_is_read(void **state) {
  (void)state;
  char *dir = make_temp_dir(), name[33], out[2000] = "";
  qn__view *view;
  qn_error error;
  const qn__sources_visitor visitor = {print_root, print_record, out};
  write_sample(dir, name);
  assert_ok(qn__sources_open(&view, dir, name, &error), error);
  assert_ok(qn__sources_read(view, &visitor, &error), error);
  assert_ok(qn__sources_check(view, &error), error);
  assert_string_equal(out, "[/  0 ][/home/notes notes 1 hidden]"
                           "\n0 etc/b 1 18446744073709551615 -1 9223372036854775807 0 0 0 0 0:"
                           "\n0 etc/bc 0 0 0 0 3 18446744073709551615 0 9 2:"
                           "\n0 log 0 5 0 0 0 0 0 0 0 followed 300 18446744073709551615:"
                           "\n1 a 0 0 0 0 0 0 77 0 0: notes/a notes/a#2 other"
                           "\n1 a/b 0 0 0 0 0 0 0 0 0:");
  qn__view_release(view);
  remove_tree(dir);
}

static void a_file_of_another_name_is_not_the_one_that_is_meant(void **state) {
  (void)state;
  char *dir = make_temp_dir(), name[33], other[33] = "0123456789abcdef0123456789abcdef";
  char from[QN__SOURCES_NAME_SIZE], to[QN__SOURCES_NAME_SIZE];
  qn__view *view;
  qn_error error;
  write_sample(dir, name);
  assert_int_equal(qn__sources_open(&view, dir, other, &error), QN_NOT_FOUND);
  qn__sources_file_name(from, name);
  qn__sources_file_name(to, other);
  char *old = path_in(dir, from), *new = path_in(dir, to);
  assert_int_equal(rename(old, new), 0);
  assert_int_equal(qn__sources_open(&view, dir, other, &error), QN_DAMAGED);
  free(old);
  free(new);
  remove_tree(dir);
}

/* Reads a file with these sections, whose checksums are right. */
static qn_status check_sections(const char *dir, const qn_string sections[3]) {
  char *path = path_in(dir, "crafted");
  qn__output output;
  qn__view *view = NULL;
  qn_error error;
  remove(path);
  assert_ok(qn__output_create(&output, path, QN__FILE_SOURCES, &error), error);
  for (uint32_t i = 0; i < 3; i++) {
    qn__output_section_begin(&output, QN__SOURCES_SECTION + i, i == 0);
    qn__output_bytes(&output, sections[i].data, sections[i].size);
  }
  assert_ok(qn__output_finish(&output, &error), error);
  qn__output_close(&output);
  assert_ok(qn__view_open(&view, path, QN__FILE_SOURCES, &error), error);
  qn_status status = qn__sources_check(view, &error);
  qn__view_release(view);
  free(path);
  return status;
}

/* The same of records after one root of 6 bytes, the first of the path "a". */
static qn_status check_bytes(const char *dir, const uint8_t *bytes, size_t size) {
  static const char starts[] = {0, 1, 'a'}, groups[16] = {6};
  return check_sections(dir, (const qn_string[]){{(const char *)bytes, size}, {starts, 3}, {groups, 16}});
}

/* A copy of each section; data on the heap. */
static void copy_sections(const qn__view *view, qn_string copies[3]) {
  qn_error error;
  for (uint32_t i = 0; i < 3; i++) {
    qn__section section;
    assert_ok(qn__view_section(view, QN__SOURCES_SECTION + i, &section, &error), error);
    assert_true(section.size > 0);
    char *copy = malloc((size_t)section.size);
    assert_non_null(copy);
    memcpy(copy, section.data, (size_t)section.size);
    copies[i] = (qn_string){copy, (size_t)section.size};
  }
}

/* Any byte may be wrong although the checksums are right: then reading ends, in order or with damage. */
static void crafted_records_are_read_or_refused(void **state) {
  (void)state;
  random_source random = random_start("sources", 5);
  char *dir = make_fast_temp_dir(), name[33];
  qn__view *view;
  qn_string good[3];
  qn_error error;
  size_t n_refused = 0;
  write_sample(dir, name);
  assert_ok(qn__sources_open(&view, dir, name, &error), error);
  copy_sections(view, good);
  assert_int_equal(check_sections(dir, good), QN_OK);
  for (size_t cut = 0; cut < good[0].size; cut++)
    n_refused += check_sections(dir, (const qn_string[]){{good[0].data, cut}, good[1], good[2]}) != QN_OK;
  assert_in_range(n_refused, good[0].size - 4, good[0].size - 1); /* it may end after a record */
  for (int i = 0; i < 2000; i++) {
    qn_string crafted[3];
    copy_sections(view, crafted);
    const qn_string part = crafted[random_below(&random, 3)];
    for (uint32_t n = 1 + random_below(&random, 3); n > 0; n--)
      ((char *)(uintptr_t)part.data)[random_below(&random, (uint32_t)part.size)] = (char)random_below(&random, 256);
    const qn_status status = check_sections(dir, crafted);
    assert_true(status == QN_OK || status == QN_DAMAGED);
    for (size_t k = 0; k < 3; k++)
      free((void *)(uintptr_t)crafted[k].data);
  }
  for (size_t k = 0; k < 3; k++)
    free((void *)(uintptr_t)good[k].data);
  qn__view_release(view);
  remove_tree(dir);
}

static void records_that_are_out_of_order_are_damage(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  /* one root, "/", and of each record all but its path is 0 */
#define ZEROS 0, 0, 0, 0, 0, 0, 0, 0
#define RECORD(path) 0, 0, 1, path, ZEROS, ZEROS, ZEROS, ZEROS
  const uint8_t good[] = {1, 1, '/', 0, 0, 0, RECORD('a'), RECORD('b')};
  const uint8_t same[] = {1, 1, '/', 0, 0, 0, RECORD('a'), RECORD('a')};
  const uint8_t falling[] = {1, 1, '/', 0, 0, 0, RECORD('b'), RECORD('a')};
  const uint8_t no_root[] = {0, RECORD('a')};
  const uint8_t relative[] = {1, 1, 'x', 0, 0, 0};
  assert_int_equal(check_bytes(dir, good, sizeof good), QN_OK);
  assert_int_equal(check_bytes(dir, same, sizeof same), QN_DAMAGED);
  assert_int_equal(check_bytes(dir, falling, sizeof falling), QN_DAMAGED);
  assert_int_equal(check_bytes(dir, no_root, sizeof no_root), QN_DAMAGED);
  assert_int_equal(check_bytes(dir, relative, sizeof relative), QN_DAMAGED);
  remove_tree(dir);
}

static void a_time_of_reading_before_1970_is_damage(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  uint8_t bytes[] = {1, 1, '/', 0, 0, 0, RECORD('a')};
  bytes[6 + 4 + 1 + 1 + 8 + 7] = 0x80; /* the sign of the time, after the root, path, flags, size and change */
  assert_int_equal(check_bytes(dir, bytes, sizeof bytes), QN_DAMAGED);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_is_written_is_read),
      cmocka_unit_test(a_file_of_another_name_is_not_the_one_that_is_meant),
      cmocka_unit_test(crafted_records_are_read_or_refused),
      cmocka_unit_test(records_that_are_out_of_order_are_damage),
      cmocka_unit_test(a_time_of_reading_before_1970_is_damage),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
