/* SPDX-License-Identifier: MIT */
/* test_sketches.c: sketches come back, and those that differ in few bits are near. */
#include "columns/sketches.h"
#include "support/section_file.h"
#include "support/support.h"

enum { MOST = 5000 };

static void sketches_come_back(void **state) {
  (void)state;
  random_source random = random_start("sketches", 8);
  static uint64_t sketches[MOST];
  for (uint32_t n = 0; n <= MOST; n += 1 + random_below(&random, MOST / 4)) {
    section_file file;
    qn__sketches read;
    section_file_begin(&file);
    for (uint32_t i = 0; i < n; i++)
      sketches[i] = random_next(&random);
    qn__sketches_write(&file.output, sketches, n);
    section_file_end(&file);
    assert_int_equal(qn__sketches_open(&read, &file.section, n, NULL), QN_OK);
    for (uint32_t i = 0; i < n; i++) {
      uint64_t sketch;
      assert_int_equal(qn__sketch(&read, i, &sketch, NULL), QN_OK);
      assert_true(sketch == sketches[i]);
    }
    section_file_close(&file);
  }
}

static void another_number_of_articles_is_damage(void **state) {
  (void)state;
  const uint64_t sketches[100] = {7, 1000};
  section_file file;
  section_file_begin(&file);
  qn__sketches_write(&file.output, sketches, 100);
  section_file_end(&file);
  qn__sketches read;
  uint64_t sketch;
  assert_int_equal(qn__sketches_open(&read, &file.section, 99, NULL), QN_DAMAGED);
  assert_int_equal(qn__sketches_open(&read, &file.section, UINT32_MAX, NULL), QN_DAMAGED);
  assert_int_equal(qn__sketches_open(&read, &file.section, 100, NULL), QN_OK);
  assert_int_equal(qn__sketch(&read, 100, &sketch, NULL), QN_DAMAGED);
  section_file_close(&file);
}

static void sketches_that_differ_in_ten_bits_are_near(void **state) {
  (void)state;
  const uint64_t sketch = UINT64_C(0x123456789abcdef0);
  assert_true(qn__sketches_near(sketch, sketch));
  assert_true(qn__sketches_near(sketch, sketch ^ 0x3ff));
  assert_false(qn__sketches_near(sketch, sketch ^ 0x7ff));
  assert_false(qn__sketches_near(sketch, ~sketch));
}

static void an_article_without_a_sketch_is_near_to_none(void **state) {
  (void)state;
  assert_false(qn__sketches_near(0, 0));
  assert_false(qn__sketches_near(0, 1));
  assert_false(qn__sketches_near(1, 0));
  assert_true(qn__sketches_near(1, 1));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sketches_come_back),
      cmocka_unit_test(another_number_of_articles_is_damage),
      cmocka_unit_test(sketches_that_differ_in_ten_bits_are_near),
      cmocka_unit_test(an_article_without_a_sketch_is_near_to_none),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
