/* SPDX-License-Identifier: MIT */
/* test_terms.c: a term's entry comes back as it was written, and the places of its lists follow from those before it.
 * test_keys.c looks at finding and walking keys. */
#include "dictionary/terms.h"

#include "base/memory.h"
#include "support/section_file.h"
#include "support/support.h"

#include <stdio.h>
#include <string.h>

enum { TERMS = QN__KEYS_PER_BLOCK * 2 + 3 };

/* Each kind of entry in turn: one occurrence, some in one article, articles with one each, with more, with forms. */
static qn__term_info info_of(uint32_t i) {
  const qn__term_info kinds[] = {
      {.doc_freq = 1, .coll_freq = 1, .doc = i * 3, .position = i + 100000},
      {.doc_freq = 1, .coll_freq = 5, .doc = i, .positions_size = 9 + i},
      {.doc_freq = 4, .coll_freq = 4, .postings_size = 10, .positions_size = 300},
      {.doc_freq = 1000, .coll_freq = UINT64_C(10000000000), .postings_size = 4000, .positions_size = 1},
      {.doc_freq = 2, .coll_freq = 3, .postings_size = 5, .positions_size = 6, .exact_size = 7 + i},
  };
  return kinds[i % (sizeof kinds / sizeof kinds[0])];
}

static int put_term(uint32_t i, char term[8]) {
  return snprintf(term, 8, "t%03u", i);
}

static void write_terms(section_file *file, qn__terms *terms) {
  qn__terms_writer writer;
  char term[8];
  qn_error error;
  section_file_begin(file);
  qn__terms_begin(&writer, &file->output);
  for (uint32_t i = 0; i < TERMS; i++) {
    qn__term_info info = info_of(i);
    info.postings_offset = info.positions_offset = 77; /* not looked at */
    qn__terms_add(&writer, term, (size_t)put_term(i, term), &info);
  }
  qn__terms_end(&writer);
  section_file_end(file);
  assert_ok(qn__terms_open(terms, &file->section, &error), error);
}

static void assert_info(const qn__term_info *found, uint32_t i) {
  qn__term_info expected = info_of(i);
  for (uint32_t k = 0; k < i; k++) {
    qn__term_info before = info_of(k);
    expected.postings_offset += before.postings_size;
    expected.positions_offset += before.positions_size + before.exact_size;
  }
  assert_int_equal(found->doc_freq, expected.doc_freq);
  assert_int_equal(found->coll_freq, expected.coll_freq);
  assert_int_equal(found->doc, expected.doc);
  assert_int_equal(found->position, expected.position);
  assert_int_equal(found->postings_offset, expected.postings_offset);
  assert_int_equal(found->postings_size, expected.postings_size);
  assert_int_equal(found->positions_offset, expected.positions_offset);
  assert_int_equal(found->positions_size, expected.positions_size);
  assert_int_equal(found->exact_size, expected.exact_size);
}

static void each_term_is_found_with_its_entry(void **state) {
  (void)state;
  section_file file;
  qn__terms terms;
  char term[8];
  qn_error error;
  write_terms(&file, &terms);
  for (uint32_t i = 0; i < TERMS; i++) {
    qn__term_info info;
    bool found = false;
    assert_ok(qn__terms_find(&terms, term, (size_t)put_term(i, term), &info, &found, &error), error);
    assert_true(found);
    assert_info(&info, i);
    term[3]++; /* "t00:" is no term */
    term[3] = term[3] > '9' ? term[3] : ':';
    assert_ok(qn__terms_find(&terms, term, 4, &info, &found, &error), error);
    assert_false(found);
  }
  section_file_close(&file);
}

static void walking_gives_all_terms_in_order(void **state) {
  (void)state;
  section_file file;
  qn__terms terms;
  qn__terms_cursor cursor;
  char term[8];
  qn_error error;
  write_terms(&file, &terms);
  assert_ok(qn__terms_first(&cursor, &terms, &error), error);
  for (uint32_t i = 0; i < TERMS; i++) {
    assert_int_equal(cursor.keys.ordinal, i);
    assert_int_equal(cursor.keys.size, put_term(i, term));
    assert_memory_equal(cursor.keys.key, term, cursor.keys.size);
    assert_info(&cursor.info, i);
    assert_ok(qn__terms_next(&cursor, &error), error);
  }
  assert_int_equal(cursor.keys.ordinal, terms.keys.n_keys);
  section_file_close(&file);
}

static void there_may_be_no_terms(void **state) {
  (void)state;
  section_file file;
  qn__terms terms;
  qn__terms_writer writer;
  qn__terms_cursor cursor;
  qn__term_info info;
  bool found = true;
  qn_error error;
  section_file_begin(&file);
  qn__terms_begin(&writer, &file.output);
  qn__terms_end(&writer);
  section_file_end(&file);
  assert_ok(qn__terms_open(&terms, &file.section, &error), error);
  assert_ok(qn__terms_find(&terms, "t", 1, &info, &found, &error), error);
  assert_false(found);
  assert_ok(qn__terms_first(&cursor, &terms, &error), error);
  assert_int_equal(cursor.keys.ordinal, 0);
  section_file_close(&file);
}

/* A section of one term whose value is these bytes. */
static qn_status read_value(const void *value, size_t size, qn_error *error) {
  section_file file;
  qn__terms terms;
  qn__keys_writer writer;
  qn__term_info info;
  bool found;
  section_file_begin(&file);
  qn__keys_begin(&writer, &file.output);
  qn__keys_add(&writer, "t", 1, value, size);
  qn__keys_end(&writer);
  section_file_end(&file);
  qn_status status = qn__terms_open(&terms, &file.section, error);
  if (status == QN_OK)
    status = qn__terms_find(&terms, "t", 1, &info, &found, error);
  section_file_close(&file);
  return status;
}

static void a_wrong_entry_is_damage(void **state) {
  (void)state;
  qn_error error;
  assert_ok(read_value("\0\0\2\7\5", 5, &error), error);             /* one article, one occurrence */
  assert_int_equal(read_value("\0\0\0\7\4", 5, &error), QN_DAMAGED); /* no article */
  assert_non_null(strstr(error.message, "a term's entry is wrong"));
  assert_int_equal(read_value("\0\0\x82\x80\x80\x80\x40\7\5", 9, &error), QN_DAMAGED); /* more than 32 bits can count */
}

static void running_out_of_memory_is_the_outputs_failure(void **state) {
  (void)state;
  section_file file;
  qn__terms_writer writer;
  const qn__term_info info = info_of(0);
  qn_error error;
  section_file_begin(&file);
  qn__terms_begin(&writer, &file.output);
  qn__memory_fail_after(0);
  qn__terms_add(&writer, "t", 1, &info);
  qn__memory_fail_after(-1);
  qn__terms_end(&writer);
  assert_int_equal(file.output.status, QN_NO_MEMORY);
  file.output.status = QN_OK;
  assert_ok(qn__output_finish(&file.output, &error), error);
  qn__output_close(&file.output);
  section_file_close(&file);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_term_is_found_with_its_entry),
      cmocka_unit_test(walking_gives_all_terms_in_order),
      cmocka_unit_test(there_may_be_no_terms),
      cmocka_unit_test(a_wrong_entry_is_damage),
      cmocka_unit_test(running_out_of_memory_is_the_outputs_failure),
  };
  return cmocka_run_group_tests_name("terms", tests, NULL, NULL);
}
