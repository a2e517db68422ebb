/* SPDX-License-Identifier: MIT */
/* test_word_breaks.c: word boundaries are those of UAX #29, by Unicode's own test. */
#include "text/word_breaks.h"
#include "unicode_breaks.h"

static void agrees_with_unicode(void **state) {
  (void)state;
  int n = check_unicode_breaks("WordBreakTest.txt", qn__word_boundary);
  if (n == 0) {
    print_message("skipped: the package unicode-data is not installed\n");
    skip();
  }
  assert_in_range(n, 1000, 100000);
}

static void ends_where_it_must(void **state) {
  (void)state;
  qn__word_segment segment = qn__word_segment_at("abcdefgh", 8, 2, 3);
  assert_int_equal(segment.end, 5);
  segment = qn__word_segment_at("ab cd", 5, 0, 255);
  assert_int_equal(segment.end, 2);
  assert_int_equal(segment.classes, QN__WB_BIT(QN__WB_LETTER));
  assert_false(segment.pairs);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(agrees_with_unicode),
      cmocka_unit_test(ends_where_it_must),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
