/* SPDX-License-Identifier: MIT */
/* test_word_rules.c: where single words end, and between which letters a quote is part of an acronym.  test_words.c
 * looks at whole texts. */
#include "text/word_rules.h"

#include <string.h>

#include "support/support.h"
#include "text/words.h"

/* The word that the text begins with has this size. */
static void assert_size(const char *text, size_t expected) {
  size_t size = qn__find_word_end(text, strlen(text), 0);
  if (size != expected)
    fail_msg("the word that %s begins with has %zu bytes, not %zu", text, size, expected);
}

static void a_word_depends_on_what_follows_its_start(void **state) {
  (void)state;
  assert_size("1,234", 5);
  assert_int_equal(qn__find_word_end("1,234,56", 8, 2), 5);
  assert_int_equal(qn__find_word_end("CO\u2082", 5, 1), 5);
}

static void groups_have_one_separator_and_no_digit_more(void **state) {
  (void)state;
  assert_size("12,345", 6);
  assert_size("12,3456", 2);
  assert_size("1,23,456", 8);
  assert_size("1,23,4567", 1);
  assert_size("1'23'456", 1);
  assert_size("1\u00a0234\u2009567", 6);
  assert_size("1\u00a0234km", 8);
}

static void a_superscript_after_a_word_of_four_letters_is_a_note(void **state) {
  (void)state;
  assert_size("sin\u00b2", 5);
  assert_size("sinh\u00b2", 4);
  assert_size("sinh\u2082", 7);
  assert_size("a1bcd\u00b2", 7);
}

static void one_letter_after_a_quote_is_no_quotation(void **state) {
  (void)state;
  assert_size("צה\"ל\"", strlen("צה\"ל"));
  assert_size("ב\"הארץ\"", strlen("ב"));
  assert_size("ב\"הארץ", strlen("ב\"הארץ"));
  assert_size("ב”הארץ”", strlen("ב"));
}

static void a_non_joiner_divides_persian_words_only(void **state) {
  (void)state;
  assert_size("می" QN__NON_JOINER "خواهم", strlen("می"));
  assert_size("میّ" QN__NON_JOINER "خواهم", strlen("میّ"));
  assert_size("Auf" QN__NON_JOINER "lage", strlen("Auf" QN__NON_JOINER "lage"));
  assert_size("क्" QN__NON_JOINER "ष", strlen("क्" QN__NON_JOINER "ष"));
  assert_size("می" QN__NON_JOINER, strlen("می" QN__NON_JOINER));
}

static void a_word_has_255_bytes_at_most(void **state) {
  (void)state;
  char text[600];
  size_t size = 0;
  while (size + 6 < sizeof text) {
    memcpy(text + size, "ab\u2082", 5);
    size += 5;
  }
  text[size] = '\0';
  assert_int_equal(qn__find_word_end(text, size, 0), 255);
  assert_int_equal(qn__find_word_end(text, size, 1), 256);
  for (size = 0; size + 8 < sizeof text; size += 4)
    memcpy(text + size, size == 0 ? "123," : "456,", 4);
  assert_int_equal(qn__find_word_end(text, size, 0), 255);
}

/* Repeats a part so often, and puts the rest after it. */
static const char *repeated(const char *start, const char *part, unsigned times, const char *rest) {
  static char text[600];
  strcpy(text, start);
  for (unsigned i = 0; i < times; i++)
    strcat(text, part);
  return strcat(text, rest);
}

static void what_follows_far_away_counts(void **state) {
  (void)state;
  assert_size(repeated("ב\"", "ה", 40, "\""), strlen("ב"));
  assert_size(repeated("ב\"", "ה", 40, ""), strlen("ב\"") + 80);
  assert_size(repeated("U", "\u0301", 40, ".S. then"), 1 + 80 + 3);
  assert_size(repeated("U.", "S.", 40, "more"), 82);
  assert_size(repeated("a'", "b'", 40, "c d"), 83);
  for (unsigned n = 0; n < 40; n++) {
    assert_size(repeated("ab", "c", n, ".de.fg.hi"), n + 2);
    assert_size(repeated("ab", "c", n, "'de.fg"), n + 5);
    assert_size(repeated("12", "3", n, ".5,6"), n + 4);
    assert_size(repeated("12", "3", n, "a:4"), n + 3);
    assert_size(repeated("ab", "c", n, "漢字.d"), n + 2);
    assert_size(repeated("ב\"ה", "ה", n, "\"ה"), 5 + 2 * n + 3);
    assert_size(repeated("bב\"ה", "ה", n, "\"ה.d"), 6 + 2 * n + 3);
  }
}

static void many_words_of_one_segment_are_found_one_by_one(void **state) {
  (void)state;
  assert_size(repeated("", "1,", 200, "1"), 1);
  assert_size(repeated("", "1.5,", 100, "1"), 3);
  assert_size(repeated("", "ab.", 100, "c"), 2);
  assert_size(repeated("", "ab:", 100, "c"), 2);
}

static void a_quote_between_hebrew_letters_is_seen_through_points(void **state) {
  (void)state;
  const char *text = "צָ\"ל \"ל a\"ל";
  assert_true(qn__is_between_hebrew(text, strlen(text), 4));
  assert_false(qn__is_between_hebrew(text, strlen(text), 8));
  assert_false(qn__is_between_hebrew(text, strlen(text), 13));
  assert_false(qn__is_between_hebrew("\"ל", 3, 0));
  assert_false(qn__is_between_hebrew("ל\"", 3, 2));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_word_depends_on_what_follows_its_start),
      cmocka_unit_test(groups_have_one_separator_and_no_digit_more),
      cmocka_unit_test(a_superscript_after_a_word_of_four_letters_is_a_note),
      cmocka_unit_test(one_letter_after_a_quote_is_no_quotation),
      cmocka_unit_test(a_non_joiner_divides_persian_words_only),
      cmocka_unit_test(a_word_has_255_bytes_at_most),
      cmocka_unit_test(what_follows_far_away_counts),
      cmocka_unit_test(many_words_of_one_segment_are_found_one_by_one),
      cmocka_unit_test(a_quote_between_hebrew_letters_is_seen_through_points),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
