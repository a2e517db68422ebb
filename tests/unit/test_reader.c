/* SPDX-License-Identifier: MIT */
/* test_reader.c: values come out in order, and no getter passes the end: it returns 0 and failure is sticky. */
#include "base/reader.h"

#include "base/buffer.h"
#include "support/support.h"

#include <string.h>

static void returns_values_in_order(void **state) {
  (void)state;
  static const uint8_t bytes[] = {1, 3, 2, 7, 6, 5, 4, 15, 14, 13, 12, 11, 10, 9, 8, 'a', 'b'};
  qn__reader reader = qn__reader_of(bytes, sizeof bytes);
  assert_int_equal(qn__read_u8(&reader), 1);
  assert_int_equal(qn__read_u16(&reader), 0x0203);
  assert_int_equal(qn__read_u32(&reader), 0x04050607);
  assert_true(qn__read_u64(&reader) == UINT64_C(0x08090a0b0c0d0e0f));
  assert_int_equal(qn__reader_left(&reader), 2);
  assert_memory_equal(qn__read_bytes(&reader, 2), "ab", 2);
  assert_int_equal(qn__reader_left(&reader), 0);
  assert_false(reader.failed);
  assert_non_null(qn__read_bytes(&reader, 0));
  assert_false(reader.failed);
}

static void never_passes_the_end(void **state) {
  (void)state;
  static const uint8_t bytes[7] = {1, 1, 1, 1, 1, 1, 1};
  for (unsigned getter = 0; getter < 4; getter++) {
    qn__reader reader = qn__reader_of(bytes, (size_t)(1 << getter) - 1);
    uint64_t value = getter == 0   ? qn__read_u8(&reader)
                     : getter == 1 ? qn__read_u16(&reader)
                     : getter == 2 ? qn__read_u32(&reader)
                                   : qn__read_u64(&reader);
    assert_int_equal(value, 0);
    assert_true(reader.failed);
    assert_int_equal(qn__reader_left(&reader), 0); /* what is left is not read by a smaller getter */
  }
  qn__reader reader = qn__reader_of(bytes, sizeof bytes);
  assert_null(qn__read_bytes(&reader, sizeof bytes + 1));
  assert_true(reader.failed);
  reader = qn__reader_of(bytes, sizeof bytes);
  assert_null(qn__read_bytes(&reader, SIZE_MAX));
  reader = qn__reader_of(NULL, 0);
  assert_int_equal(qn__read_u8(&reader), 0);
  assert_true(reader.failed);
}

static void failure_is_sticky(void **state) {
  (void)state;
  static const uint8_t bytes[] = {1, 2, 3};
  qn__reader reader = qn__reader_of(bytes, sizeof bytes);
  qn__read_u32(&reader);
  assert_int_equal(qn__read_u8(&reader), 0);
  assert_int_equal(qn__read_varint(&reader), 0);
  assert_true(reader.failed);
}

static void reads_the_varints_that_a_buffer_writes(void **state) {
  (void)state;
  qn__buffer buffer;
  qn__buffer_init(&buffer);
  for (unsigned bits = 0; bits < 64; bits++) {
    qn__buffer_varint(&buffer, UINT64_C(1) << bits);
    qn__buffer_varint(&buffer, (UINT64_C(1) << bits) - 1);
  }
  qn__buffer_varint(&buffer, UINT64_MAX);
  qn__reader reader = qn__reader_of(buffer.data, buffer.size);
  for (unsigned bits = 0; bits < 64; bits++) {
    assert_true(qn__read_varint(&reader) == UINT64_C(1) << bits);
    assert_true(qn__read_varint(&reader) == (UINT64_C(1) << bits) - 1);
  }
  assert_true(qn__read_varint(&reader) == UINT64_MAX);
  assert_false(reader.failed);
  assert_int_equal(qn__reader_left(&reader), 0);
  qn__buffer_clear(&buffer);
}

static void a_varint_without_an_end_fails(void **state) {
  (void)state;
  uint8_t bytes[QN__VARINT_MAX + 2];
  memset(bytes, 0x80, sizeof bytes);
  for (size_t size = 0; size <= sizeof bytes; size++) {
    qn__reader reader = qn__reader_of(bytes, size);
    assert_int_equal(qn__read_varint(&reader), 0);
    assert_true(reader.failed);
    assert_int_equal(qn__reader_left(&reader), 0);
  }
  bytes[QN__VARINT_MAX] = 1; /* ends, but too late */
  qn__reader reader = qn__reader_of(bytes, sizeof bytes);
  assert_int_equal(qn__read_varint(&reader), 0);
  assert_true(reader.failed);
}

static void a_varint_of_32_bits_may_not_have_more(void **state) {
  (void)state;
  uint8_t bytes[QN__VARINT_MAX];
  qn__reader reader = qn__reader_of(bytes, (size_t)(qn__put_varint(bytes, UINT32_MAX) - bytes));
  assert_int_equal(qn__read_varint32(&reader), UINT32_MAX);
  assert_false(reader.failed);
  reader = qn__reader_of(bytes, (size_t)(qn__put_varint(bytes, UINT64_C(1) << 32) - bytes));
  assert_int_equal(qn__read_varint32(&reader), 0);
  assert_true(reader.failed);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(returns_values_in_order),
      cmocka_unit_test(never_passes_the_end),
      cmocka_unit_test(failure_is_sticky),
      cmocka_unit_test(reads_the_varints_that_a_buffer_writes),
      cmocka_unit_test(a_varint_without_an_end_fails),
      cmocka_unit_test(a_varint_of_32_bits_may_not_have_more),
  };
  return cmocka_run_group_tests_name("reader", tests, NULL, NULL);
}
