/* SPDX-License-Identifier: MIT */
/* test_letters.c: single letters without case and without marks. */
#include "support/support.h"
#include "text/letters.h"

static void assert_caseless(uint32_t letter, uint32_t first, size_t n) {
  uint32_t out[QN__LETTERS_MAX];
  assert_int_equal(qn__caseless_letters(out, letter), n);
  assert_int_equal(out[0], first);
}

static void case_and_width_do_not_count(void **state) {
  (void)state;
  assert_caseless('a', 'a', 1);
  assert_caseless('A', 'a', 1);
  assert_caseless('*', '*', 1);
  assert_caseless(0xc9, 0xe9, 1);  /* E with acute */
  assert_caseless(0xff21, 'a', 1); /* full width */
  assert_caseless(0xdf, 's', 2);   /* sharp s */
  assert_caseless(0x1f600, 0x1f600, 1);
}

static void assert_bare(uint32_t letter, size_t n, uint32_t first) {
  uint32_t out[QN__BARE_MAX];
  assert_int_equal(qn__bare_letters(out, letter), n);
  assert_true(n == 0 || out[0] == first);
}

static void marks_are_taken_off(void **state) {
  (void)state;
  assert_bare('e', 1, 'e');
  assert_bare(0xe9, 1, 'e');
  assert_bare(0xf8, 1, 'o');
  assert_bare(0xe6, 2, 'a');
  assert_bare(0x451, 1, 0x435);   /* Cyrillic io */
  assert_bare(0x439, 1, 0x439);   /* a letter of its own */
  assert_bare(0x301, 0, 0);       /* a mark that stands alone */
  assert_bare(0x941, 1, 0x941);   /* one of Devanagari is a letter */
  assert_bare(0x663, 1, 0x663);   /* a digit */
  assert_bare(0x5b66, 1, 0x5b66); /* Han */
}

/* No letter whose bare letter is in the range lies between what is offered. */
static void no_marked_letter_is_passed_over(void **state) {
  (void)state;
  static const uint32_t ranges[][2] = {{'a', 'z'},     {'e', 'e'},     {0x3b1, 0x3c9},
                                       {0x430, 0x44f}, {0x627, 0x64a}, {0x915, 0x915}};
  for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++) {
    uint32_t next = qn__next_marked_letter(ranges[i][0], ranges[i][1], 0x7f);
    for (uint32_t c = 0x80; c < 0x3400; c++) {
      uint32_t bare[QN__BARE_MAX];
      const bool marked =
          qn__bare_letters(bare, c) > 0 && bare[0] != c && bare[0] >= ranges[i][0] && bare[0] <= ranges[i][1];
      const bool digit = bare[0] >= '0' && bare[0] <= '9';
      assert_true(!marked || digit || c == next);
      if (c == next)
        next = qn__next_marked_letter(ranges[i][0], ranges[i][1], c);
    }
    assert_true(next == 0 || next >= 0x3400);
  }
}

static void no_mark_is_passed_over(void **state) {
  (void)state;
  uint32_t next = qn__next_mark(0);
  for (uint32_t c = 1; c < 0x11000; c++) {
    uint32_t bare[QN__BARE_MAX];
    assert_true(qn__bare_letters(bare, c) > 0 || c == next ||
                c == 0x640); /* the tatweel is a letter that is left out */
    if (c == next)
      next = qn__next_mark(c);
  }
  assert_int_equal(next, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(case_and_width_do_not_count),
      cmocka_unit_test(marks_are_taken_off),
      cmocka_unit_test(no_marked_letter_is_passed_over),
      cmocka_unit_test(no_mark_is_passed_over),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
