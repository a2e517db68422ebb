/* SPDX-License-Identifier: MIT */
/* test_unspaced.c: pairs have their characters' marks, and reach over one line break. */
#include "text/unspaced.h"

#include <string.h>

#include "support/support.h"
#include "text/words.h"

static void assert_pair(const char *text, size_t end, size_t next) {
  size_t found_next = 0, found = qn__find_pair_end(text, strlen(text), 0, &found_next);
  if (found != end || found_next != next)
    fail_msg("the pair at the start of %s ends at %zu, not %zu; the next begins at %zu, not %zu", text, found, end,
             found_next, next);
}

static void a_pair_is_two_characters_or_the_last_one(void **state) {
  (void)state;
  assert_pair("北京大", 6, 3);
  assert_pair("京", 3, 3);
  assert_pair("京 a", 3, 3);
  assert_pair("か\u3099き\u3099く", 12, 6);
  assert_pair("\u1112\u1161\u11ab국", 12, 9); /* a syllable in its letters */
}

static void marks_end_after_a_hundred_bytes(void **state) {
  (void)state;
  char text[600] = "京";
  for (size_t i = 0; i < 100; i++)
    strcat(text, "\u0301");
  size_t next, end = qn__find_pair_end(text, strlen(text), 0, &next);
  assert_int_equal(end, 99);
  assert_int_equal(next, end);
}

static void the_largest_pair_is_a_word(void **state) {
  (void)state;
  char text[600] = "";
  for (int half = 0; half < 2; half++) {
    strcat(text, half == 0 ? "𠮷" : "\n                                                 𠮷");
    for (size_t i = 0; i < 48; i++)
      strcat(text, "\u0301");
  }
  size_t next, end = qn__find_pair_end(text, strlen(text), 0, &next);
  assert_int_equal(next, 100);
  assert_int_equal(end, 250);
  assert_in_range(end, 1, QN__WORD_MAX);
}

static void a_line_may_end_beside_all_but_korean(void **state) {
  (void)state;
  assert_true(qn__breaks_anywhere(0x4eac) && qn__breaks_anywhere(0x3044) && qn__breaks_anywhere(0xe01));
  assert_false(qn__breaks_anywhere(0xac00) || qn__breaks_anywhere('a') || qn__breaks_anywhere(0x3002));
}

static size_t wrap_of(const char *text, uint32_t before) {
  return qn__find_wrap_end(text, strlen(text), 0, before);
}

static void a_line_break_with_its_blanks_is_a_wrap(void **state) {
  (void)state;
  const uint32_t han = 0x4eac, hangul = 0xac00;
  assert_int_equal(wrap_of("\n京", han), 1);
  assert_int_equal(wrap_of(" \t\r\n  京", han), 6);
  assert_int_equal(wrap_of("\n\n京", han), 0);
  assert_int_equal(wrap_of("\r京", han), 0);
  assert_int_equal(wrap_of(" 京", han), 0);
  assert_int_equal(wrap_of("\n　京", han), 0);
  assert_int_equal(wrap_of("\na", han), 0);
  assert_int_equal(wrap_of("\n", han), 0);
  assert_int_equal(wrap_of("\n京", 'a'), 0);
  assert_int_equal(wrap_of("\n京", hangul), 0);
  assert_int_equal(wrap_of("\n가", han), 0);
  assert_int_equal(wrap_of("\n                                                 京", han), 50);
  assert_int_equal(wrap_of("\n                                                  京", han), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_pair_is_two_characters_or_the_last_one),
      cmocka_unit_test(marks_end_after_a_hundred_bytes),
      cmocka_unit_test(the_largest_pair_is_a_word),
      cmocka_unit_test(a_line_may_end_beside_all_but_korean),
      cmocka_unit_test(a_line_break_with_its_blanks_is_a_wrap),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
