/* SPDX-License-Identifier: MIT */
/* test_utf8.c: valid text stays as it is; invalid bytes and U+0000 are reported and replaced as Unicode recommends. */
#include <stdlib.h>
#include <string.h>

#include "support/support.h"
#include "text/utf8.h"

#define R "\xef\xbf\xbd"

static void assert_repaired(const char *bytes, size_t size, const char *expected, size_t n_expected) {
  qn__buffer buffer;
  qn__buffer_init(&buffer);
  size_t n = qn__utf8_repair(&buffer, bytes, size);
  assert_false(buffer.failed);
  assert_int_equal(n, n_expected);
  assert_int_equal(buffer.size, strlen(expected));
  assert_memory_equal(buffer.data, expected, buffer.size);
  assert_int_equal(qn__utf8_valid(bytes, size), n_expected == 0);
  qn__buffer_clear(&buffer);
}

static void encodes_and_decodes_every_code_point(void **state) {
  (void)state;
  for (uint32_t c = 1; c < 0x110000; c++) {
    if (c >= 0xd800 && c < 0xe000)
      continue;
    char bytes[4];
    unsigned size = qn__utf8_encode(bytes, c), decoded_size;
    assert_int_equal(qn__utf8_decode(bytes, &decoded_size), c);
    assert_int_equal(decoded_size, size);
    assert_true(qn__utf8_valid(bytes, size));
  }
}

static void replaces_maximal_subparts(void **state) {
  (void)state;
  static const struct {
    const char *bytes, *expected;
    size_t n;
  } cases[] = {
      {"plain", "plain", 0},
      {"caf\xc3\xa9", "café", 0},
      {"caf\xc3", "caf" R, 1},
      {"\x80", R, 1},
      {"\xc0\xaf", R R, 2},             /* overlong: neither byte can begin or go on */
      {"\xe0\x80\xbf", R R R, 3},       /* overlong */
      {"\xed\xa0\x80", R R R, 3},       /* a surrogate */
      {"\xf4\x91\x92\x93", R R R R, 4}, /* above U+10FFFF */
      {"\xff\xfe", R R, 2},             /* no lead bytes */
      {"\xe1\x80\xe2\xf0\x91\x92\xf1\xbf"
       "A",
       R R R R "A", 4},       /* Unicode, table 3-11 */
      {"\xf0\x9f\x98", R, 1}, /* cut off: one part */
      {"a\xf0\x9f\x98z", "a" R "z", 1},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
    assert_repaired(cases[i].bytes, strlen(cases[i].bytes), cases[i].expected, cases[i].n);
}

static void replaces_zeros(void **state) {
  (void)state;
  assert_repaired("a\0b", 3, "a" R "b", 1);
  assert_repaired("", 0, "", 0);
  for (size_t size = 1; size < 70; size++)
    for (size_t at = 0; at < size; at++) {
      char text[70];
      memset(text, 'x', size);
      assert_true(qn__utf8_valid(text, size));
      text[at] = '\0';
      assert_false(qn__utf8_valid(text, size));
      text[at] = (char)0xfe;
      assert_false(qn__utf8_valid(text, size));
    }
}

static void repairs_random_bytes(void **state) {
  (void)state;
  static const char parts[] = "aé\xe2\x80\x94";
  random_source random = random_start("repairs_random_bytes", 7);
  for (int round = 0; round < 20000; round++) {
    char bytes[64];
    size_t size = random_below(&random, sizeof bytes);
    for (size_t i = 0; i < size; i++)
      bytes[i] = random_below(&random, 2) ? (char)random_below(&random, 256) : parts[random_below(&random, 6)];
    qn__buffer once, twice;
    qn__buffer_init(&once);
    qn__buffer_init(&twice);
    size_t n = qn__utf8_repair(&once, bytes, size);
    assert_int_equal(n == 0, qn__utf8_valid(bytes, size));
    assert_int_equal(qn__utf8_repair(&twice, (const char *)once.data, once.size), 0);
    assert_int_equal(once.size, twice.size);
    if (n == 0 && size > 0)
      assert_memory_equal(once.data, bytes, size);
    qn__buffer_clear(&once);
    qn__buffer_clear(&twice);
  }
}

static void a_prefix_has_whole_characters(void **state) {
  (void)state;
  const char text[] = "a\xc3\xa9\xf0\x9f\x98\x80z"; /* 1, 2, 4 and 1 bytes */
  static const size_t wanted[] = {0, 1, 1, 3, 3, 3, 3, 7, 8, 8};
  for (size_t most = 0; most < sizeof wanted / sizeof *wanted; most++)
    assert_int_equal(qn__utf8_prefix(text, sizeof text - 1, most), wanted[most]);
}

static void characters_are_counted_where_they_begin(void **state) {
  (void)state;
  const char text[] = "a\xc3\xa9\xf0\x9f\x98\x80z"; /* 1, 2, 4 and 1 bytes */
  static const size_t counts[] = {0, 1, 2, 2, 3, 3, 3, 3, 4};
  for (size_t size = 0; size < sizeof counts / sizeof *counts; size++)
    assert_int_equal(qn__utf8_count(text, size), counts[size]);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(encodes_and_decodes_every_code_point),
      cmocka_unit_test(replaces_maximal_subparts),
      cmocka_unit_test(replaces_zeros),
      cmocka_unit_test(repairs_random_bytes),
      cmocka_unit_test(a_prefix_has_whole_characters),
      cmocka_unit_test(characters_are_counted_where_they_begin),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
