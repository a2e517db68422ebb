/* SPDX-License-Identifier: MIT */
/* test_buffer.c: a buffer holds what was appended, whatever the sizes, and after a failure appends do nothing. */
#include "base/buffer.h"

#include "base/memory.h"
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void holds_all_that_was_appended(void **state) {
  (void)state;
  random_source random = random_start("holds_all_that_was_appended", 61);
  static uint8_t expected[1 << 20], bytes[3000];
  size_t size = 0;
  qn__buffer buffer;
  qn__buffer_init(&buffer);
  while (size + sizeof bytes < sizeof expected) {
    size_t n = (size_t)random_skewed(&random, 11);
    for (size_t i = 0; i < n; i++)
      bytes[i] = (uint8_t)random_next(&random);
    qn__buffer_bytes(&buffer, bytes, n);
    memcpy(expected + size, bytes, n);
    size += n;
    assert_int_equal(buffer.size, size);
    assert_true(buffer.size == 0 || buffer.capacity > buffer.size);
  }
  assert_memory_equal(buffer.data, expected, size);
  assert_false(buffer.failed);
  qn__buffer_clear(&buffer);
  assert_null(buffer.data);
}

static void appends_numbers_lowest_byte_first(void **state) {
  (void)state;
  static const uint8_t expected[] = {1, 3, 2, 7, 6, 5, 4, 15, 14, 13, 12, 11, 10, 9, 8, 0, 0, 0};
  qn__buffer buffer;
  qn__buffer_init(&buffer);
  qn__buffer_u8(&buffer, 1);
  qn__buffer_u16(&buffer, 0x0203);
  qn__buffer_u32(&buffer, 0x04050607);
  qn__buffer_u64(&buffer, UINT64_C(0x08090a0b0c0d0e0f));
  qn__buffer_zeros(&buffer, 3);
  qn__buffer_zeros(&buffer, 0);
  qn__buffer_bytes(&buffer, NULL, 0);
  assert_int_equal(buffer.size, sizeof expected);
  assert_memory_equal(buffer.data, expected, sizeof expected);
  qn__buffer_clear(&buffer);
}

static void varints_have_seven_bits_a_byte(void **state) {
  (void)state;
  static const struct {
    uint64_t value;
    size_t size;
    uint8_t bytes[QN__VARINT_MAX];
  } cases[] = {{0, 1, {0}},
               {127, 1, {0x7f}},
               {128, 2, {0x80, 1}},
               {16383, 2, {0xff, 0x7f}},
               {16384, 3, {0x80, 0x80, 1}},
               {UINT64_MAX, 10, {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1}}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    qn__buffer buffer;
    qn__buffer_init(&buffer);
    qn__buffer_varint(&buffer, cases[i].value);
    assert_int_equal(buffer.size, cases[i].size);
    assert_memory_equal(buffer.data, cases[i].bytes, cases[i].size);
    qn__buffer_clear(&buffer);
  }
}

static void strings_follow_their_size(void **state) {
  (void)state;
  qn__buffer buffer;
  char text[200];
  memset(text, 'x', sizeof text);
  qn__buffer_init(&buffer);
  qn__buffer_string(&buffer, "abc", 3);
  qn__buffer_string(&buffer, "", 0);
  qn__buffer_string(&buffer, text, sizeof text);
  assert_int_equal(buffer.size, 4 + 1 + 2 + sizeof text);
  assert_memory_equal(buffer.data, "\3abc\0\xc8\1xx", 9);
  qn__buffer_clear(&buffer);
}

static void prints_at_the_end(void **state) {
  (void)state;
  qn__buffer buffer;
  char name[300];
  memset(name, 'n', sizeof name - 1);
  name[sizeof name - 1] = '\0';
  qn__buffer_init(&buffer);
  qn__buffer_print(&buffer, "%d,", 17);
  qn__buffer_print(&buffer, "%s", "");
  qn__buffer_print(&buffer, "%s!", name); /* more than there is room for at first */
  assert_int_equal(buffer.size, 3 + 299 + 1);
  assert_memory_equal(buffer.data, "17,nnn", 6);
  assert_int_equal(buffer.data[buffer.size - 1], '!');
  qn__buffer_clear(&buffer);
}

static void numbers_have_their_digits(void **state) {
  (void)state;
  qn__buffer buffer;
  qn__buffer_init(&buffer);
  qn__buffer_decimal(&buffer, 0);
  qn__buffer_decimal(&buffer, 120);
  qn__buffer_decimal(&buffer, UINT64_MAX);
  assert_int_equal(buffer.size, 1 + 3 + 20);
  assert_memory_equal(buffer.data, "012018446744073709551615", 24);
  qn__buffer_clear(&buffer);
}

static void resetting_keeps_the_memory(void **state) {
  (void)state;
  qn__buffer buffer;
  qn__buffer_init(&buffer);
  qn__buffer_zeros(&buffer, 1000);
  const uint8_t *data = buffer.data;
  qn__buffer_reset(&buffer);
  assert_int_equal(buffer.size, 0);
  qn__buffer_zeros(&buffer, 1000);
  assert_ptr_equal(buffer.data, data);
  qn__buffer_clear(&buffer);
}

/* Few requests for many bytes, and no more than an eighth too many once they are many. */
static void grows_in_steps(void **state) {
  (void)state;
  qn__buffer buffer;
  unsigned n_steps = 0;
  qn__buffer_init(&buffer);
  for (size_t i = 0; i < 4 << 20; i++) {
    size_t before = buffer.capacity;
    qn__buffer_u8(&buffer, 0);
    n_steps += buffer.capacity != before;
    if (buffer.capacity <= buffer.size)
      fail_msg("a buffer of %zu bytes has no room left", buffer.size);
  }
  assert_in_range(n_steps, 10, 60);
  assert_true(buffer.capacity <= buffer.size + buffer.size / 8 + 1);
  qn__buffer_clear(&buffer);
}

static void after_a_failure_appends_do_nothing(void **state) {
  (void)state;
  qn__buffer buffer;
  qn__buffer_init(&buffer);
  qn__buffer_bytes(&buffer, "kept", 4);
  qn__memory_fail_after(0);
  qn__buffer_zeros(&buffer, 10000);
  qn__memory_fail_after(-1);
  assert_true(buffer.failed);
  qn__buffer_bytes(&buffer, "x", 1);
  qn__buffer_varint(&buffer, 1);
  qn__buffer_string(&buffer, "x", 1);
  qn__buffer_print(&buffer, "%d", 1);
  assert_null(qn__buffer_reserve(&buffer, 1));
  assert_int_equal(buffer.size, 4);
  assert_memory_equal(buffer.data, "kept", 4);
  qn__buffer_clear(&buffer);
  assert_false(buffer.failed);
  assert_null(qn__buffer_reserve(&buffer, SIZE_MAX)); /* no sum of sizes overflows */
  assert_true(buffer.failed);
  qn__buffer_clear(&buffer);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(holds_all_that_was_appended),
      cmocka_unit_test(appends_numbers_lowest_byte_first),
      cmocka_unit_test(varints_have_seven_bits_a_byte),
      cmocka_unit_test(strings_follow_their_size),
      cmocka_unit_test(prints_at_the_end),
      cmocka_unit_test(numbers_have_their_digits),
      cmocka_unit_test(resetting_keeps_the_memory),
      cmocka_unit_test(grows_in_steps),
      cmocka_unit_test(after_a_failure_appends_do_nothing),
  };
  return cmocka_run_group_tests_name("buffer", tests, NULL, NULL);
}
