/* SPDX-License-Identifier: MIT */
/* test_forms.c: words as written are walked in order from any prefix, each with its term, articles and rank. */
#include "dictionary/forms.h"
#include "support/section_file.h"
#include "support/support.h"

#include <stdio.h>

enum { N = 2000 };

static size_t form_of(uint32_t i, char form[16]) {
  return (size_t)snprintf(form, 16, "\x02word%04u", i);
}

static void write_forms(section_file *file) {
  char form[16];
  qn__keys_writer writer;
  section_file_begin(file);
  qn__forms_begin(&writer, &file->output);
  for (uint32_t i = 0; i < N; i++)
    qn__forms_add(&writer, form, form_of(i, form), (uint64_t)i * 1000, i + 1, i % 7);
  qn__forms_end(&writer);
  section_file_end(file);
}

static void assert_found(const qn__keys *forms, uint32_t i) {
  char form[16];
  qn__form_info info;
  bool found;
  size_t size = form_of(i, form);
  assert_int_equal(qn__forms_find(forms, form, size, &info, &found, NULL), QN_OK);
  assert_true(found);
  assert_int_equal(info.rank, i % 7);
  assert_int_equal(qn__forms_find(forms, form, size - 1, &info, &found, NULL), QN_OK);
  assert_false(found);
}

static void forms_are_walked_from_anywhere(void **state) {
  (void)state;
  section_file file;
  write_forms(&file);
  qn__keys forms;
  assert_int_equal(qn__keys_open(&forms, &file.section, NULL), QN_OK);
  for (uint32_t start = 0; start < N; start += 37) {
    char form[16];
    qn__forms_cursor cursor;
    size_t size = form_of(start, form);
    assert_int_equal(qn__forms_seek(&cursor, &forms, form, size, NULL), QN_OK);
    for (uint32_t i = start; i < N && i < start + 50; i++) {
      assert_int_equal(cursor.keys.ordinal, i);
      assert_int_equal(cursor.info.term, (uint64_t)i * 1000);
      assert_int_equal(cursor.info.doc_freq, i + 1);
      assert_int_equal(cursor.info.rank, i % 7);
      assert_found(&forms, i);
      assert_int_equal(qn__forms_next(&cursor, NULL), QN_OK);
    }
    /* Between two forms the next one is found. */
    form[size] = 'x';
    assert_int_equal(qn__forms_seek(&cursor, &forms, form, size + 1, NULL), QN_OK);
    assert_int_equal(cursor.keys.ordinal, start + 1);
    assert_true(start + 1 == N || cursor.info.doc_freq == start + 2);
  }
  section_file_close(&file);
}

/* A walk over the keys alone reads values where it wants them. */
static void values_are_read_where_they_are_wanted(void **state) {
  (void)state;
  section_file file;
  qn__keys forms;
  qn__keys_cursor cursor;
  random_source random = random_start("forms values", 8);
  write_forms(&file);
  assert_int_equal(qn__keys_open(&forms, &file.section, NULL), QN_OK);
  assert_int_equal(qn__keys_seek(&cursor, &forms, NULL, 0, NULL), QN_OK);
  for (uint32_t i = 0; i < N; i++) {
    qn__form_info info;
    assert_int_equal(cursor.ordinal, i);
    if (random_below(&random, 3) == 0) {
      assert_int_equal(qn__forms_value(&cursor, &info, NULL), QN_OK);
      assert_int_equal(info.term, (uint64_t)i * 1000);
      assert_int_equal(info.doc_freq, i + 1);
      assert_int_equal(info.rank, i % 7);
    }
    assert_int_equal(qn__keys_next(&cursor, NULL), QN_OK);
  }
  section_file_close(&file);
}

static void any_damage_ends_with_a_status(void **state) {
  (void)state;
  section_file file;
  write_forms(&file);
  random_source random = random_start("forms damage", 6);
  for (unsigned round = 0; round < 300; round++) {
    qn__section section;
    qn__keys forms;
    qn__forms_cursor cursor;
    qn_error error;
    section_file_damage(&file, random_next(&random), &section);
    if (qn__keys_open(&forms, &section, &error) != QN_OK)
      continue;
    qn__form_info info;
    bool found;
    qn_status status = qn__forms_find(&forms, "\x02word0399", 9, &info, &found, &error);
    assert_true(status == QN_OK || status == QN_DAMAGED);
    status = qn__forms_seek(&cursor, &forms, "\x02word0400", 9, &error);
    while (status == QN_OK && cursor.keys.ordinal < forms.n_keys)
      status = qn__forms_next(&cursor, &error);
    assert_true(status == QN_OK || status == QN_DAMAGED);
  }
  section_file_close(&file);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(forms_are_walked_from_anywhere),
      cmocka_unit_test(values_are_read_where_they_are_wanted),
      cmocka_unit_test(any_damage_ends_with_a_status),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
