/* SPDX-License-Identifier: MIT */
/* test_fold.c: marks are removed where readers leave them out, and stay where they are letters.  test_analyze.c looks
 * at what becomes of whole words. */
#include "text/fold.h"

#include "support/support.h"
#include "text/utf8.h"

#include <string.h>
#include <utf8proc.h>

static void assert_fold(const char *text, const char *expected) {
  char out[64];
  size_t size = qn__fold(out, sizeof out, text, strlen(text));
  if (size != strlen(expected) || memcmp(out, expected, size) != 0)
    fail_msg("%s becomes %.*s, not %s", text, (int)size, out, expected);
}

static void latin_and_greek_letters_lose_all_marks(void **state) {
  (void)state;
  assert_fold("résumé", "resume");
  assert_fold("e\xcc\x81t\xcc\x83", "et"); /* marks of their own */
  assert_fold("\xcc\x81", "");             /* of no letter */
  assert_fold("かe\xcc\x81", "かe");
  assert_fold("1\xcc\x81", "1\xcc\x81");
  assert_fold("straße", "strasse");
  assert_fold("æøœłđðþħ", "aeooelddthh");
  assert_fold("ἀρχή", "αρχη");
  assert_fold("", "");
  assert_fold("plain 1", "plain 1");
}

static void cyrillic_letters_with_dots_and_hooks_stay(void **state) {
  (void)state;
  assert_fold("ёлка", "елка");
  assert_fold("йїў", "йїў");
  assert_fold("за\xcc\x81мок", "замок"); /* a stress mark */
}

static void points_and_vowel_signs_are_removed(void **state) {
  (void)state;
  assert_fold("שָׁלוֹם", "שלום");
  assert_fold("كِتَابٌ", "كتاب");
  assert_fold("أحمد", "احمد");
  assert_fold("فارسی", "فارسي"); /* a Persian letter and its Arabic twin */
  assert_fold("كـتـاب", "كتاب"); /* drawn out */
}

static void marks_of_other_scripts_are_letters(void **state) {
  (void)state;
  assert_fold("தமிழ்", "தமிழ்");
  assert_fold("ড়", "ড়");
  assert_fold("がぎ", "がぎ");
  assert_fold("か\xe3\x82\x99", "か\xe3\x82\x99");
}

static void signs_for_a_letter_without_vowel_are_taken_apart(void **state) {
  (void)state;
  assert_fold("ৎ", "ত্");
  assert_fold("അവൻ", "അവന്");
}

static void only_marks_beside_letters_are_dropped_before_stemming(void **state) {
  (void)state;
  static const char *const pairs[][2] = {
      {"а\u0301", "а"}, {"ѐ", "е"}, {"ѝ", "и"},   {"ёй", "ёй"}, {"u\u0303", "u"}, {"\u0203", "a"},        {"é", "é"},
      {"هٰذا", "هذا"},   {"أ", "أ"}, {"ٱل", "ال"}, {"שָ", "שָ"},   {"कि", "कि"},     {"1\u0301", "1\u0301"}, {"", ""},
  };
  for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
    char out[64];
    size_t size = qn__drop_marks(out, sizeof out, pairs[i][0], strlen(pairs[i][0]));
    if (size != strlen(pairs[i][1]) || memcmp(out, pairs[i][1], size) != 0)
      fail_msg("%s becomes %.*s, not %s", pairs[i][0], (int)size, out, pairs[i][1]);
  }
}

static void traditional_and_simplified_characters_meet(void **state) {
  (void)state;
  char traditional[16], simplified[16];
  size_t size = qn__fold(traditional, sizeof traditional, "頭髮", 6);
  assert_int_equal(size, 6);
  assert_int_equal(qn__fold(simplified, sizeof simplified, "头发", 6), size);
  assert_memory_equal(traditional, simplified, size);
  assert_fold("人", "人");
  assert_fold("か", "か");
}

static void digits_of_all_scripts_become_ascii(void **state) {
  (void)state;
  assert_fold("٠١٢٣٤٥٦٧٨٩", "0123456789");
  assert_fold("۴۵۶", "456");
  assert_fold("०१९", "019");
}

/* Digits come in rows of ten; those that NFKC changes do not reach folding. */
static void every_decimal_digit_has_its_value(void **state) {
  (void)state;
  unsigned value = 0, n_rows = 0;
  for (int32_t c = 0x80; c < 0x110000; c++) {
    utf8proc_int32_t parts[4];
    int boundary = 0;
    char text[8], digit[2] = "0";
    if (utf8proc_category(c) != UTF8PROC_CATEGORY_ND ||
        utf8proc_decompose_char(c, parts, 4, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT, &boundary) != 1 || parts[0] != c)
      continue;
    text[qn__utf8_encode(text, (uint32_t)c)] = '\0';
    digit[0] = (char)('0' + value);
    assert_fold(text, digit);
    n_rows += value == 9;
    value = (value + 1) % 10;
  }
  assert_int_equal(value, 0);
  assert_true(n_rows > 40);
}

static void skin_tones_are_removed(void **state) {
  (void)state;
  assert_fold("👍🏽", "👍");
}

static void no_character_is_cut_in_half(void **state) {
  (void)state;
  static const char text[] = "ααααα";
  for (size_t capacity = 0; capacity < 16; capacity++) {
    char out[24];
    memset(out, '#', sizeof out);
    size_t size = qn__fold(out, capacity, text, sizeof text - 1);
    assert_true(size <= capacity && size % 2 == 0);
    assert_memory_equal(out, text, size);
    assert_int_equal(out[capacity], '#');
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(latin_and_greek_letters_lose_all_marks),
      cmocka_unit_test(cyrillic_letters_with_dots_and_hooks_stay),
      cmocka_unit_test(points_and_vowel_signs_are_removed),
      cmocka_unit_test(marks_of_other_scripts_are_letters),
      cmocka_unit_test(signs_for_a_letter_without_vowel_are_taken_apart),
      cmocka_unit_test(only_marks_beside_letters_are_dropped_before_stemming),
      cmocka_unit_test(traditional_and_simplified_characters_meet),
      cmocka_unit_test(digits_of_all_scripts_become_ascii),
      cmocka_unit_test(every_decimal_digit_has_its_value),
      cmocka_unit_test(skin_tones_are_removed),
      cmocka_unit_test(no_character_is_cut_in_half),
  };
  return cmocka_run_group_tests_name("folding", tests, NULL, NULL);
}
