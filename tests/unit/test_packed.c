/* SPDX-License-Identifier: MIT */
/* test_packed.c: packed numbers come back, at every width; an array that its section cannot hold is refused. */
#include "codec/packed.h"
#include "support/section_file.h"
#include "support/support.h"

#include <stdlib.h>

static void check_width(random_source *random, unsigned bits, uint32_t n) {
  uint64_t *numbers = calloc(n + 1, sizeof *numbers), max = 0;
  section_file file;
  section_file_begin(&file);
  for (uint32_t i = 0; i < n; i++) {
    numbers[i] = bits == 0 ? 0 : random_next(random) >> (64 - bits);
    max = numbers[i] > max ? numbers[i] : max;
  }
  qn__packed_writer writer;
  qn__packed_begin(&writer, &file.output, max);
  for (uint32_t i = 0; i < n; i++)
    qn__packed_add(&writer, numbers[i]);
  qn__packed_end(&writer);
  section_file_end(&file);

  qn__packed packed;
  uint64_t offset = 0;
  assert_int_equal(qn__packed_open(&packed, &file.section, &offset, n, qn__bit_width(max), NULL), QN_OK);
  assert_int_equal(offset, file.section.size);
  for (uint32_t i = 0; i < n; i++) {
    uint64_t value;
    assert_int_equal(qn__packed_get(&packed, &file.section, i, &value, NULL), QN_OK);
    assert_int_equal(value, numbers[i]);
  }
  section_file_close(&file);
  free(numbers);
}

static void numbers_come_back(void **state) {
  (void)state;
  random_source random = random_start("packed", 3);
  for (unsigned bits = 0; bits <= QN__PACKED_BITS_MAX; bits++) {
    check_width(&random, bits, 0);
    check_width(&random, bits, 1);
    check_width(&random, bits, 1 + random_below(&random, 3000));
  }
}

static void an_array_must_fit_its_section(void **state) {
  (void)state;
  section_file file;
  section_file_begin(&file);
  qn__output_bytes(&file.output, "0123456789", 10);
  section_file_end(&file);
  qn__packed packed;
  uint64_t offset = 0;
  assert_int_equal(qn__packed_open(&packed, &file.section, &offset, 11, 8, NULL), QN_DAMAGED);
  assert_int_equal(qn__packed_open(&packed, &file.section, &offset, 1, QN__PACKED_BITS_MAX + 1, NULL), QN_DAMAGED);
  assert_int_equal(qn__packed_open(&packed, &file.section, &offset, 10, 8, NULL), QN_OK);
  assert_int_equal(qn__packed_open(&packed, &file.section, &offset, 1, 1, NULL), QN_DAMAGED);
  offset = UINT64_MAX;
  assert_int_equal(qn__packed_open(&packed, &file.section, &offset, 1, 1, NULL), QN_DAMAGED);
  section_file_close(&file);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(numbers_come_back),
      cmocka_unit_test(an_array_must_fit_its_section),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
