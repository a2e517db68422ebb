/* SPDX-License-Identifier: MIT */
/* test_wide_text.c: UTF-16 and UTF-32, in blocks and without marks. */
#include "support/support.h"

#include "articles/wide_text.h"

#include <iconv.h>
#include <string.h>

/* Decodes little-endian UTF-16 that comes in blocks of this size. */
static void assert_decoded(const char *bytes, size_t size, size_t block, bool big_endian, const char *expected) {
  qn__wide_text wide = {.width = 2, .big_endian = big_endian};
  char out[200];
  size_t n = 0;
  for (size_t at = 0; at < size; at += block)
    n += qn__wide_decode(&wide, (const uint8_t *)bytes + at, size - at < block ? size - at : block, out + n);
  n += qn__wide_finish(&wide, out + n);
  out[n] = '\0';
  assert_string_equal(out, expected);
}

static void utf16_is_decoded_whatever_the_blocks(void **state) {
  (void)state;
  static const char text[] = "a\0\xe9\0\x42\x5e\x3d\xd8\x00\xde"; /* a é 年 U+1F600 */
  for (size_t block = 1; block <= 10; block++)
    assert_decoded(text, 10, block, false, "aé\xe5\xb9\x82\xf0\x9f\x98\x80");
}

static void utf16_has_two_byte_orders(void **state) {
  (void)state;
  assert_decoded("\0a\0\xe9\xd8\x3d\xde\x00", 8, 3, true, "aé\xf0\x9f\x98\x80");
}

static void halves_of_characters_become_replacements(void **state) {
  (void)state;
  assert_decoded("\x00\xd8"
                 "a\0",
                 4, 4, false,
                 "\xef\xbf\xbd"
                 "a");
  assert_decoded("\x00\xdc"
                 "a\0",
                 4, 1, false,
                 "\xef\xbf\xbd"
                 "a");
  assert_decoded("a\0\x3d\xd8", 4, 2, false, "a\xef\xbf\xbd");
  assert_decoded("a\0b", 3, 2, false, "a\xef\xbf\xbd");
}

static void utf32_has_units_of_four_bytes(void **state) {
  (void)state;
  static const char text[] = "a\0\0\0\x42\x5e\0\0\0\xf6\1\0\0\xd8\0\0\0\0\x11\0z\0";
  for (size_t block = 1; block <= sizeof text; block++) {
    qn__wide_text wide = {.width = 4};
    char out[100];
    size_t n = 0;
    for (size_t at = 0; at < sizeof text - 1; at += block)
      n += qn__wide_decode(&wide, (const uint8_t *)text + at,
                           sizeof text - 1 - at < block ? sizeof text - 1 - at : block, out + n);
    n += qn__wide_finish(&wide, out + n);
    out[n] = '\0';
    assert_string_equal(out, "a幂\xf0\x9f\x98\x80\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
  }
}

/* A text in a charset of iconv, with neither a mark nor a name. */
static void assert_detected(const char *text, const char *charset, unsigned width, bool big_endian) {
  char in[400], out[1600], *from = in, *to = out;
  strcpy(in, text);
  size_t left = strlen(in), room = sizeof out, mark;
  iconv_t state = iconv_open(charset, "UTF-8");
  assert_int_equal(iconv(state, &from, &left, &to, &room), 0);
  iconv_close(state);
  const qn__wide_text wide = qn__wide_detect((const uint8_t *)out, (size_t)(to - out), &mark);
  assert_int_equal(wide.width, width);
  assert_int_equal(wide.width > 0 && wide.big_endian, big_endian);
  assert_int_equal(mark, 0);
}

static void texts_without_a_mark_are_known(void **state) {
  (void)state;
  static const char *const texts[] = {"A title\n\nAnd words.\n",
                                      "Ein Märchen, 1812\n",
                                      "Заголовок\n\nи слова\n",
                                      "כותרת\nמילים\n",
                                      "日本語の文章です。\n二行目もあります。\n",
                                      "标题\n\n这是一段中文文字，没有标记。\n",
                                      "한국어 글입니다.\n"};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    assert_detected(texts[i], "UTF-16LE", 2, false);
    assert_detected(texts[i], "UTF-16BE", 2, true);
    assert_detected(texts[i], "UTF-32LE", 4, false);
    assert_detected(texts[i], "UTF-32BE", 4, true);
    assert_detected(texts[i], "UTF-8", 0, false);
  }
}

static void assert_not_wide(const char *bytes, size_t size) {
  size_t mark;
  assert_int_equal(qn__wide_detect((const uint8_t *)bytes, size, &mark).width, 0);
}

static void a_text_with_zeros_is_not_wide(void **state) {
  (void)state;
  static const char paths[] = "one\0two\0three\0four\0", note[] = "a note with one\0zero\n", data[] = "a\0b\0\1\0c\0";
  static const char chinese[] = "这是一段中文文字\0没有标记。\n";
  assert_not_wide(paths, sizeof paths - 1);
  assert_not_wide(paths, sizeof paths - 2);
  assert_not_wide(note, sizeof note - 1);
  assert_not_wide(data, sizeof data - 1);
  assert_not_wide(chinese, sizeof chinese - 1);
  assert_not_wide("", 0);
  assert_not_wide("ab\0cd efgh ij\n", 14);
  assert_not_wide("I\0 am a note", 12);
}

static void numbers_are_not_wide(void **state) {
  static uint32_t numbers[1500];
  (void)state;
  for (uint32_t i = 0; i < 1500; i++)
    numbers[i] = 100000 + i;
  assert_not_wide((const char *)numbers, sizeof numbers);
}

static void marks_are_known(void **state) {
  (void)state;
  size_t mark;
  const qn__wide_text wide = qn__wide_detect((const uint8_t *)"\xff\xfe\0\0", 4, &mark);
  assert_true(wide.width == 4 && !wide.big_endian && mark == 4);
  assert_int_equal(qn__wide_detect((const uint8_t *)"\xff\xfe"
                                                    "a\0",
                                   4, &mark)
                       .width,
                   2);
  assert_int_equal(mark, 2);
  assert_true(qn__wide_detect((const uint8_t *)"\0\0\xfe\xff", 4, &mark).big_endian);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(utf16_is_decoded_whatever_the_blocks),
      cmocka_unit_test(utf16_has_two_byte_orders),
      cmocka_unit_test(halves_of_characters_become_replacements),
      cmocka_unit_test(utf32_has_units_of_four_bytes),
      cmocka_unit_test(texts_without_a_mark_are_known),
      cmocka_unit_test(a_text_with_zeros_is_not_wide),
      cmocka_unit_test(numbers_are_not_wide),
      cmocka_unit_test(marks_are_known),
  };
  return cmocka_run_group_tests_name("wide_text", tests, NULL, NULL);
}
