/* SPDX-License-Identifier: MIT */
/* test_manifest.c: a manifest and deletes come back; what is not an index, is of another version or is damaged is
 * reported apart. */
#include "base/file.h"
#include "segment/manifest.h"
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { N_ENTRIES = 5, N_DOCS = 1003, FOOTER_VERSION_FROM_END = 12 };

static uint32_t fingerprint_of(uint64_t languages) {
  uint32_t fingerprint = 0;
  assert_int_equal(qn__text_fingerprint(&fingerprint, languages, NULL), QN_OK);
  return fingerprint;
}

static qn__manifest_entry entry_of(uint32_t i) {
  qn__manifest_entry entry = {.n_docs = N_DOCS + i, .n_deleted = i, .deletes = i, .size = 1000000 * (uint64_t)i};
  entry.total_length = UINT64_C(1) << (40 - i);
  snprintf(entry.name, sizeof entry.name, "%016x%016x", i * 77u, i + 1u);
  return entry;
}

static qn_status commit_manifest(const qn__manifest *manifest, const char *dir, bool sync, uint64_t *written,
                                 qn_error *error) {
  qn__directory directory;
  qn_status status = qn__directory_open(&directory, dir, error);
  if (status == QN_OK) {
    status = qn__manifest_commit(manifest, &directory, sync, written, error);
    qn__directory_close(&directory);
  }
  return status;
}

static void commit_as(const char *dir, uint64_t generation, bool sync) {
  qn__manifest_entry entries[N_ENTRIES];
  for (uint32_t i = 0; i < N_ENTRIES; i++)
    entries[i] = entry_of(i);
  qn__manifest manifest = {.generation = generation,
                           .settings = {.language = QN__LANGUAGE_FIRST, .title_weight = 3},
                           .fingerprint = fingerprint_of(UINT64_C(1) << QN__LANGUAGE_FIRST),
                           .entries = entries,
                           .n_entries = N_ENTRIES};
  uint64_t written = 0;
  qn_error error;
  assert_ok(commit_manifest(&manifest, dir, sync, &written, &error), error);
  assert_true(written > 0);
}

static void commit(const char *dir, uint64_t generation) {
  commit_as(dir, generation, true);
}

static void a_manifest_comes_back(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  for (uint64_t generation = 1; generation < 4; generation++) {
    commit(dir, generation);
    qn__manifest manifest;
    qn_error error;
    assert_ok(qn__manifest_read(&manifest, dir, &error), error);
    assert_int_equal(manifest.generation, generation);
    assert_int_equal(manifest.settings.title_weight, 3);
    assert_int_equal(manifest.n_entries, N_ENTRIES);
    for (uint32_t i = 0; i < N_ENTRIES; i++) {
      qn__manifest_entry expected = entry_of(i), *found = &manifest.entries[i];
      assert_string_equal(found->name, expected.name);
      assert_int_equal(found->n_docs, expected.n_docs);
      assert_int_equal(found->n_deleted, expected.n_deleted);
      assert_int_equal(found->deletes, expected.deletes);
      assert_int_equal(found->size, expected.size);
      assert_int_equal(found->total_length, expected.total_length);
    }
    qn__manifest_clear(&manifest);
  }
  remove_tree(dir);
}

static void check_newest(const char *dir, uint64_t generation, bool unsynced) {
  qn__manifest manifest;
  qn_error error;
  assert_ok(qn__manifest_read(&manifest, dir, &error), error);
  assert_int_equal(manifest.generation, generation);
  assert_int_equal(manifest.unsynced, unsynced);
  assert_true(!unsynced || qn__manifest_is_of_this_boot(&manifest));
  uint64_t newest = 0;
  assert_ok(qn__manifest_newest_generation(&newest, dir, &error), error);
  assert_int_equal(newest, generation);
  qn__manifest_clear(&manifest);
}

static void an_unsynced_manifest_stands_beside_the_synced_one(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn__manifest manifest;
  qn_error error;
  commit_as(dir, 1, false);
  check_newest(dir, 1, true);
  commit_as(dir, 2, true);
  check_newest(dir, 2, false);
  commit_as(dir, 3, false);
  commit_as(dir, 4, false);
  check_newest(dir, 4, true);
  assert_ok(qn__manifest_read_synced(&manifest, dir, &error), error);
  assert_int_equal(manifest.generation, 2);
  qn__manifest_clear(&manifest);
  commit_as(dir, 5, true);
  check_newest(dir, 5, false);
  char *path = qn__join_path(dir, QN__UNSYNCED_NAME);
  assert_int_not_equal(access(path, F_OK), 0);
  free(path);
  remove_tree(dir);
}

static void an_unsynced_manifest_that_is_cut_or_older_does_not_count(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  commit_as(dir, 7, false);
  char *path = qn__join_path(dir, QN__UNSYNCED_NAME), *aside = qn__join_path(dir, "aside");
  assert_int_equal(rename(path, aside), 0);
  commit_as(dir, 7, true);
  assert_int_equal(rename(aside, path), 0);
  check_newest(dir, 7, false);
  commit_as(dir, 8, false);
  assert_int_equal(truncate(path, 40), 0);
  check_newest(dir, 7, false);
  free(path);
  free(aside);
  remove_tree(dir);
}

static qn_status read_status(const char *dir) {
  qn__manifest manifest;
  qn_error error;
  qn_status status = qn__manifest_read(&manifest, dir, &error);
  if (status == QN_OK)
    qn__manifest_clear(&manifest);
  else
    assert_non_null(strstr(error.message, dir));
  return status;
}

static void each_kind_of_failure_has_its_status(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *path = path_in(dir, QN__MANIFEST_NAME);
  assert_int_equal(read_status(dir), QN_NO_INDEX);
  write_file(path, "not quern's", 11);
  assert_int_equal(read_status(dir), QN_NO_INDEX);
  commit(dir, 1);
  size_t size;
  char *bytes = read_file(path, &size);
  write_file(path, bytes, size - 1);
  assert_int_equal(read_status(dir), QN_DAMAGED);
  bytes[20] ^= 1;
  write_file(path, bytes, size);
  assert_int_equal(read_status(dir), QN_DAMAGED);
  bytes[20] ^= 1;
  bytes[size - FOOTER_VERSION_FROM_END] ^= 0x40;
  write_file(path, bytes, size);
  assert_int_equal(read_status(dir), QN_BAD_VERSION);
  free(bytes);
  free(path);
  remove_tree(dir);
}

static void another_fingerprint_does_not_matter(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn__manifest manifest = {.generation = 1,
                           .settings = {.language = QN__LANGUAGE_FIRST, .title_weight = 1},
                           .fingerprint = fingerprint_of(UINT64_C(1) << QN__LANGUAGE_FIRST) + 1};
  uint64_t written;
  assert_int_equal(commit_manifest(&manifest, dir, true, &written, NULL), QN_OK);
  assert_int_equal(read_status(dir), QN_OK);
  remove_tree(dir);
}

static void impossible_settings_are_damage(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  const qn__settings impossible[] = {{200, 2}, {QN__LANGUAGE_LIMIT - 1, 2}, {0, 2}, {8, 0}, {8, 17}};
  for (size_t i = 0; i < sizeof impossible / sizeof impossible[0]; i++) {
    qn__manifest manifest = {.generation = i + 1, .settings = impossible[i]};
    uint64_t written;
    assert_int_equal(commit_manifest(&manifest, dir, true, &written, NULL), QN_OK);
    assert_int_equal(read_status(dir), QN_DAMAGED);
  }
  remove_tree(dir);
}

static qn_status read_deletes(const char *dir, const qn__manifest_entry *entry, uint8_t *bits) {
  char *path = qn__deletes_path(dir, entry->name, 7);
  qn__view *view;
  const uint8_t *found = NULL;
  assert_int_equal(qn__view_open(&view, path, QN__FILE_DELETES, NULL), QN_OK);
  qn_status status = qn__deletes_read(view, entry, &found, NULL);
  if (status == QN_OK)
    memcpy(bits, found, (entry->n_docs + 7) / 8);
  qn__view_release(view);
  free(path);
  return status;
}

static void deletes_come_back(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  uint8_t bits[(N_DOCS + 7) / 8] = {0}, found[sizeof bits];
  uint64_t written;
  for (uint32_t doc = 0; doc < N_DOCS; doc += 10)
    bits[doc / 8] |= (uint8_t)(1u << doc % 8);
  qn__manifest_entry entry = entry_of(0);
  entry.n_deleted = (N_DOCS + 9) / 10;
  entry.deletes = 7;
  /* A file that a crash left does not hinder. */
  for (int again = 0; again < 2; again++)
    assert_int_equal(qn__deletes_write(dir, &entry, bits, &written, NULL), QN_OK);
  assert_int_equal(read_deletes(dir, &entry, found), QN_OK);
  assert_memory_equal(found, bits, sizeof bits);
  for (uint32_t doc = 0; doc < N_DOCS; doc++)
    assert_int_equal(qn__is_deleted(found, doc), doc % 10 == 0);
  entry.n_deleted++;
  assert_int_equal(read_deletes(dir, &entry, found), QN_DAMAGED);
  entry.n_deleted--;
  entry.n_docs++;
  assert_int_equal(read_deletes(dir, &entry, found), QN_DAMAGED);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_manifest_comes_back),
      cmocka_unit_test(an_unsynced_manifest_stands_beside_the_synced_one),
      cmocka_unit_test(an_unsynced_manifest_that_is_cut_or_older_does_not_count),
      cmocka_unit_test(each_kind_of_failure_has_its_status),
      cmocka_unit_test(another_fingerprint_does_not_matter),
      cmocka_unit_test(impossible_settings_are_damage),
      cmocka_unit_test(deletes_come_back),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
