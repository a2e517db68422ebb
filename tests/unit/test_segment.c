/* SPDX-License-Identifier: MIT */
/* test_segment.c: what a segment says of itself comes back, its parts add up to the file, and a segment that a later
 * quern wrote is refused rather than misread. */
#include "segment/manifest.h"
#include "support/section_file.h"
#include "support/support.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void write_meta(qn__output *output, const qn__segment_meta *meta) {
  qn__output_section_begin(output, QN__SECTION_META, true);
  qn__segment_meta_write(output, meta);
}

/* Writes a segment without articles and with the settings of `meta`. */
static qn__view *write_empty_segment(const char *path, const qn__segment_meta *meta, uint32_t further_section) {
  qn__output output;
  qn__keys_writer keys;
  qn__store_writer store;
  qn__view *view;
  qn_error error;
  assert_ok(qn__output_create(&output, path, QN__FILE_SEGMENT, &error), error);
  write_meta(&output, meta);
  qn__output_section_begin(&output, QN__SECTION_STORE, true);
  qn__store_begin(&store, &output);
  qn__store_end(&store);
  qn__output_section_begin(&output, QN__SECTION_IDS, true);
  qn__ids_begin(&keys, &output);
  qn__ids_end(&keys);
  qn__output_section_begin(&output, QN__SECTION_LENGTHS, true);
  qn__lengths_write(&output, NULL, NULL, 0);
  if (further_section != 0)
    qn__output_section_begin(&output, further_section & 0xffff, further_section >> 16);
  assert_ok(qn__output_finish(&output, &error), error);
  qn__output_close(&output);
  assert_ok(qn__view_open(&view, path, QN__FILE_SEGMENT, &error), error);
  return view;
}

static qn__segment_meta some_meta(void) {
  qn__segment_meta meta = {.settings = {.language = QN__LANGUAGE_FIRST, .title_weight = 5},
                           .total_length = UINT64_C(1) << 40,
                           .text_bytes = UINT64_C(1) << 41,
                           .n_postings = 3,
                           .n_positions = 4,
                           .k1 = 1.2f,
                           .b = 0.75f,
                           .min_length_byte = 6,
                           .max_length_byte = 200};
  meta.languages[1] = 7;
  meta.languages[QN__LANGUAGE_LIMIT - 1] = UINT32_MAX;
  assert_int_equal(qn__segment_fingerprint(&meta.fingerprint, &meta, NULL), QN_OK);
  return meta;
}

static qn_status open_with(const qn__segment_meta *meta, uint32_t further_section, qn__segment_meta *found) {
  char *dir = make_temp_dir(), *path = path_in(dir, "segment");
  qn__segment segment;
  qn_status status = qn__segment_open(&segment, write_empty_segment(path, meta, further_section), NULL, NULL);
  if (status == QN_OK) {
    *found = segment.meta;
    qn__segment_close(&segment);
  }
  free(path);
  remove_tree(dir);
  return status;
}

static void the_meta_data_comes_back(void **state) {
  (void)state;
  qn__segment_meta meta = some_meta(), found;
  assert_int_equal(open_with(&meta, 0, &found), QN_OK);
  assert_int_equal(found.settings.language, meta.settings.language);
  assert_int_equal(found.settings.title_weight, meta.settings.title_weight);
  assert_int_equal(found.total_length, meta.total_length);
  assert_int_equal(found.text_bytes, meta.text_bytes);
  assert_int_equal(found.n_postings, meta.n_postings);
  assert_int_equal(found.n_positions, meta.n_positions);
  assert_memory_equal(&found.k1, &meta.k1, sizeof meta.k1);
  assert_memory_equal(&found.b, &meta.b, sizeof meta.b);
  assert_int_equal(found.min_length_byte, meta.min_length_byte);
  assert_int_equal(found.max_length_byte, meta.max_length_byte);
  assert_memory_equal(found.languages, meta.languages, sizeof meta.languages);
}

static void what_cannot_be_understood_is_refused(void **state) {
  (void)state;
  qn__segment_meta meta = some_meta(), found;
  assert_int_equal(open_with(&meta, 99, &found), QN_OK);
  assert_int_equal(open_with(&meta, 1 << 16 | 99, &found), QN_BAD_VERSION);
  meta.settings.title_weight = 0;
  assert_int_equal(open_with(&meta, 0, &found), QN_DAMAGED);
  meta = some_meta();
  meta.n_docs = 1;
  assert_int_equal(open_with(&meta, 0, &found), QN_DAMAGED);
}

/* What is the same as in another segment is not taken from one of other languages, or of another version. */
static void fingerprints_are_compared_for_each_set_of_languages(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *path = path_in(dir, "segment");
  qn__segment_meta meta = some_meta();
  qn__segment first, foreign, second;
  assert_int_equal(qn__segment_open(&first, write_empty_segment(path, &meta, 0), NULL, NULL), QN_OK);
  unlink(path);
  meta.fingerprint++;
  assert_int_equal(qn__segment_open(&foreign, write_empty_segment(path, &meta, 0), &first, NULL), QN_OK);
  assert_true(foreign.is_foreign);
  unlink(path);
  assert_int_equal(qn__segment_open(&second, write_empty_segment(path, &meta, 0), &foreign, NULL), QN_OK);
  assert_true(second.is_foreign);
  qn__segment_close(&second);
  unlink(path);
  meta.settings.language = QN__LANGUAGE_GERMAN;
  assert_int_equal(qn__segment_fingerprint(&meta.fingerprint, &meta, NULL), QN_OK);
  assert_int_equal(qn__segment_open(&second, write_empty_segment(path, &meta, 0), &first, NULL), QN_OK);
  assert_false(second.is_foreign);
  qn__segment_close(&second);
  qn__segment_close(&foreign);
  qn__segment_close(&first);
  unlink(path);
  free(path);
  remove_tree(dir);
}

/* It is still read. */
static void another_fingerprint_makes_a_segment_foreign(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *path = path_in(dir, "segment");
  qn__segment_meta meta = some_meta();
  for (uint32_t other = 0; other < 2; other++) {
    qn__segment segment;
    meta.fingerprint += other;
    assert_int_equal(qn__segment_open(&segment, write_empty_segment(path, &meta, 0), NULL, NULL), QN_OK);
    assert_int_equal(segment.is_foreign, other);
    qn__segment_close(&segment);
    unlink(path);
  }
  free(path);
  remove_tree(dir);
}

static void add_part(void *context, const char *part, uint64_t bytes) {
  assert_non_null(part);
  *(uint64_t *)context += bytes;
}

static void parts_add_up_to_the_file(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  const char *const texts[] = {"one thing", "another thing"};
  add_texts(dir, texts, 2);
  qn__snapshot *snapshot;
  uint64_t total = 0;
  assert_int_equal(qn__snapshot_open(&snapshot, dir, NULL, NULL), QN_OK);
  assert_int_equal(qn__segment_each_part(&snapshot->segments[0].segment, add_part, &total, NULL), QN_OK);
  assert_int_equal(total, snapshot->manifest.entries[0].size);
  qn__snapshot_close(snapshot);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_meta_data_comes_back),
      cmocka_unit_test(what_cannot_be_understood_is_refused),
      cmocka_unit_test(fingerprints_are_compared_for_each_set_of_languages),
      cmocka_unit_test(another_fingerprint_makes_a_segment_foreign),
      cmocka_unit_test(parts_add_up_to_the_file),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
