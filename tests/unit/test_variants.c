/* SPDX-License-Identifier: MIT */
/* test_variants.c: terms are found with their variants, which are sorted and added up; a filter knows them; damage is
 * reported. */
#include "dictionary/variants.h"

#include "support/section_file.h"
#include "support/support.h"

#include <stdio.h>

enum { N = 100 };

static size_t key_of(uint32_t i, char key[16]) {
  return (size_t)snprintf(key, 16, "\x02term%03u", i);
}

/* Key i has i % 5 + 1 variants, which come in descending order, the last one twice. */
static void write_variants(section_file *file) {
  char key[16];
  qn__variants_writer writer;
  section_file_begin(file);
  qn__variants_begin(&writer, &file->output);
  for (uint32_t i = 0; i < N; i++) {
    size_t size = key_of(i, key);
    for (uint32_t k = i % 5 + 1; k > 0; k--)
      qn__variants_add(&writer, key, size, (qn__variant){i * 10 + k, 7});
    qn__variants_add(&writer, key, size, (qn__variant){i * 10 + 1, 4});
  }
  qn__variants_end(&writer);
  section_file_end(file);
}

static void each_term_has_its_variants_sorted_and_added_up(void **state) {
  (void)state;
  section_file file;
  qn__variants variants;
  qn_error error;
  write_variants(&file);
  assert_ok(qn__variants_open(&variants, &file.section, &error), error);
  assert_int_equal(variants.keys.n_keys, N);
  for (uint32_t i = 0; i < N; i++) {
    char key[16];
    qn__variant_list list;
    qn__variant variant;
    size_t size = key_of(i, key);
    assert_ok(qn__variants_find(&list, &variants, key, size, &error), error);
    assert_int_equal(list.n_left, i % 5 + 1);
    for (uint32_t k = 1; list.n_left > 0; k++) {
      assert_ok(qn__variants_next(&list, &variant, &error), error);
      assert_int_equal(variant.term, i * 10 + k);
      assert_int_equal(variant.doc_freq, k == 1 ? 11 : 7);
    }
  }
  section_file_close(&file);
}

static void other_terms_have_none(void **state) {
  (void)state;
  section_file file;
  qn__variants variants;
  qn_error error;
  qn__variant_list list;
  write_variants(&file);
  assert_ok(qn__variants_open(&variants, &file.section, &error), error);
  assert_ok(qn__variants_find(&list, &variants, "\x02term", 5, &error), error);
  assert_int_equal(list.n_left, 0);
  section_file_close(&file);
}

/* The filter has 8 bits or more for each of the N keys: it passes one in eight of other terms. */
static void the_filter_knows_all_and_few_others(void **state) {
  (void)state;
  section_file file;
  qn__variants variants;
  qn_error error;
  unsigned n_passed = 0;
  write_variants(&file);
  assert_ok(qn__variants_open(&variants, &file.section, &error), error);
  assert_int_equal(variants.filter.size, 128); /* 2^10 bits */
  for (uint32_t i = 0; i < 1000; i++) {
    char key[16];
    bool has;
    size_t size = key_of(i, key);
    assert_ok(qn__variants_may_have(&variants, key, size, &has, &error), error);
    assert_true(has || i >= N);
    n_passed += has && i >= N;
  }
  assert_in_range(n_passed, 1, (1000 - N) / 8);
  section_file_close(&file);
}

static void without_a_section_no_term_has_variants(void **state) {
  (void)state;
  const qn__section section = {.size = 0};
  qn__variants variants;
  qn_error error;
  bool has = true;
  assert_ok(qn__variants_open(&variants, &section, &error), error);
  assert_ok(qn__variants_may_have(&variants, "\x02tea", 4, &has, &error), error);
  assert_false(has);
}

static void a_walk_meets_all(void **state) {
  (void)state;
  section_file file;
  qn__variants variants;
  qn__keys_cursor cursor;
  qn_error error;
  uint64_t n = 0;
  write_variants(&file);
  assert_ok(qn__variants_open(&variants, &file.section, &error), error);
  assert_ok(qn__keys_seek(&cursor, &variants.keys, NULL, 0, &error), error);
  while (cursor.ordinal < variants.keys.n_keys) {
    qn__variant_list list = qn__variants_at(&cursor);
    qn__variant variant;
    for (; list.n_left > 0; n++)
      assert_ok(qn__variants_next(&list, &variant, &error), error);
    cursor.values = list.values;
    assert_ok(qn__keys_next(&cursor, &error), error);
  }
  assert_int_equal(n, N / 5 * (1 + 2 + 3 + 4 + 5));
  section_file_close(&file);
}

static void damage_is_reported(void **state) {
  (void)state;
  section_file file;
  write_variants(&file);
  random_source random = random_start("variants damage", 3);
  for (unsigned round = 0; round < 300; round++) {
    qn__section section;
    qn__variants variants;
    qn__variant_list list;
    qn__variant variant;
    qn_error error;
    section_file_damage(&file, random_next(&random), &section);
    if (qn__variants_open(&variants, &section, &error) != QN_OK)
      continue;
    qn_status status = qn__variants_find(&list, &variants, "\x02term044", 8, &error);
    while (status == QN_OK && list.n_left > 0)
      status = qn__variants_next(&list, &variant, &error);
    assert_true(status == QN_OK || status == QN_DAMAGED);
  }
  section_file_close(&file);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_term_has_its_variants_sorted_and_added_up),
      cmocka_unit_test(other_terms_have_none),
      cmocka_unit_test(the_filter_knows_all_and_few_others),
      cmocka_unit_test(without_a_section_no_term_has_variants),
      cmocka_unit_test(a_walk_meets_all),
      cmocka_unit_test(damage_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
