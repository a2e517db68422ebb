/* SPDX-License-Identifier: MIT */
/* test_packing.c: numbers packed in rows or in a stream come back, and lie where FORMAT.md says. */
#include "codec/packing.h"

#include "support/support.h"

#include <string.h>

enum { NUMBERS = QN__PACKING_ROWS * QN__PACKING_LANES, SLACK = 16 };

static void rows_of_any_width_come_back(void **state) {
  (void)state;
  random_source random = random_start("rows_of_any_width_come_back", 71);
  for (unsigned width = 0; width <= 16; width++)
    for (int round = 0; round < 20; round++) {
      uint16_t numbers[NUMBERS], found[NUMBERS];
      uint8_t packed[16 * 16 + SLACK];
      memset(packed, 0xee, sizeof packed);
      for (unsigned i = 0; i < NUMBERS; i++)
        numbers[i] = (uint16_t)(round == 0 ? UINT16_MAX >> (16 - width) : random_next(&random) & ((1u << width) - 1));
      if (width == 0)
        memset(numbers, 0, sizeof numbers);
      qn__pack_rows(numbers, width, packed);
      assert_int_equal(packed[width * 16], 0xee); /* width * 16 bytes and no more */
      qn__unpack_rows(packed, width, found);
      assert_memory_equal(found, numbers, sizeof numbers);
    }
}

/* Number r * 8 + l is in lane l: a lane's numbers lie one after another in its 16-bit words. */
static void rows_lie_in_lanes(void **state) {
  (void)state;
  uint16_t numbers[NUMBERS] = {0};
  uint8_t packed[5 * 16];
  numbers[3 * QN__PACKING_LANES + 2] = 0x1f; /* bits 15 to 19 of lane 2 */
  qn__pack_rows(numbers, 5, packed);
  for (unsigned i = 0; i < sizeof packed; i++) {
    uint8_t expected = i == 2 * 2 + 1 ? 0x80 : i == 16 + 2 * 2 ? 0x0f : 0;
    assert_int_equal(packed[i], expected);
  }
}

/* The n-th number of a stream. */
static uint32_t number_at(const uint8_t *bytes, size_t i, unsigned width) {
  uint64_t value = 0;
  for (unsigned bit = 0; bit < width; bit++) {
    size_t at = i * width + bit;
    value |= (uint64_t)(bytes[at / 8] >> (at % 8) & 1) << bit;
  }
  return (uint32_t)value;
}

static void a_stream_has_its_numbers_one_after_another(void **state) {
  (void)state;
  random_source random = random_start("a_stream_has_its_numbers_one_after_another", 72);
  static const size_t sizes[] = {0, 1, 2, 7, 8, 31, 32, 33};
  for (unsigned width = 0; width <= 32; width++)
    for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
      uint32_t numbers[33];
      uint8_t packed[33 * 4 + 8];
      for (size_t i = 0; i < sizes[s]; i++)
        numbers[i] = width == 0 ? 0 : (uint32_t)(random_next(&random) >> (64 - width));
      qn__pack_stream(numbers, sizes[s], width, packed);
      for (size_t i = 0; i < sizes[s]; i++)
        assert_int_equal(number_at(packed, i, width), numbers[i]);
    }
}

static void the_size_of_a_stream_is_rounded_up_to_bytes(void **state) {
  (void)state;
  assert_int_equal(qn__stream_size(0, 32), 0);
  assert_int_equal(qn__stream_size(7, 0), 0);
  assert_int_equal(qn__stream_size(1, 1), 1);
  assert_int_equal(qn__stream_size(8, 1), 1);
  assert_int_equal(qn__stream_size(9, 1), 2);
  assert_int_equal(qn__stream_size(3, 32), 12);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rows_of_any_width_come_back),
      cmocka_unit_test(rows_lie_in_lanes),
      cmocka_unit_test(a_stream_has_its_numbers_one_after_another),
      cmocka_unit_test(the_size_of_a_stream_is_rounded_up_to_bytes),
  };
  return cmocka_run_group_tests_name("packing", tests, NULL, NULL);
}
