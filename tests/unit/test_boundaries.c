/* SPDX-License-Identifier: MIT */
/* test_boundaries.c: sentences by Unicode's own test and with abbreviations, graphemes, widths. */
#include "text/boundaries.h"
#include "unicode_breaks.h"

static void agrees_with_unicode(void **state) {
  (void)state;
  int n = check_unicode_breaks("SentenceBreakTest.txt", qn__sentence_boundary);
  if (n == 0) {
    print_message("skipped: the package unicode-data is not installed\n");
    skip();
  }
  assert_in_range(n, 400, 100000);
}

/* The sentences of a text in one string, with a bar between two. */
static void assert_sentences(const char *text, const char *expected) {
  char found[1024] = "";
  size_t size = strlen(text), used = 0;
  for (size_t at = 0; at < size;) {
    size_t end = qn__next_sentence(text, size, at);
    assert_in_range(end, at + 1, size);
    used += (size_t)snprintf(found + used, sizeof found - used, "%s%.*s", at ? "|" : "", (int)(end - at), text + at);
    at = end;
  }
  assert_string_equal(found, expected);
}

static void finds_sentences(void **state) {
  (void)state;
  assert_sentences("", "");
  assert_sentences("One. Two! Three? four", "One. |Two! |Three? |four");
  assert_sentences("He said (\"No.\") Then left.", "He said (\"No.\") |Then left.");
  assert_sentences("It rose 3.5 percent. It fell.", "It rose 3.5 percent. |It fell.");
  assert_sentences("A line\nAnother\r\nThird", "A line\n|Another\r\n|Third");
  assert_sentences("今日は。明日は！", "今日は。|明日は！");
}

static void keeps_abbreviations_inside(void **state) {
  (void)state;
  assert_sentences("The U.S. Treasury said. It did.", "The U.S. Treasury said. |It did.");
  assert_sentences("Mr. Smith met Dr. No. They ate.", "Mr. Smith met Dr. No. They ate."); /* No. 1 */
  assert_sentences("J. R. R. Tolkien wrote. He slept.", "J. R. R. Tolkien wrote. |He slept.");
  assert_sentences("etc. and so on. Then", "etc. and so on. |Then");
  assert_sentences("À Évry. Mais", "À Évry. |Mais");
}

static void never_cuts_graphemes(void **state) {
  (void)state;
  const char *text = "ae\u0301👨‍👩‍👧🇩🇪🇫🇷한각x\r\ny";
  static const size_t starts[] = {0, 1, 4, 22, 30, 38, 41, 44, 45, 47, 48};
  size_t size = strlen(text), next = 0;
  assert_int_equal(starts[sizeof starts / sizeof starts[0] - 1], size);
  for (size_t at = 0; at <= size; at++) {
    if (at == starts[next + 1])
      next++;
    assert_int_equal(qn__grapheme_floor(text, size, at), starts[next]);
  }
}

static void measures_widths(void **state) {
  (void)state;
  assert_int_equal(qn__display_width("", 0), 0);
  assert_int_equal(qn__display_width("abc", 3), 3);
  assert_int_equal(qn__display_width("e\u0301", 3), 1);
  assert_int_equal(qn__display_width("日本", 6), 4);
  assert_int_equal(qn__display_width("\x1b[", 2), 1);
}

static void stands_long_runs(void **state) {
  (void)state;
  enum { SIZE = 400000 };
  char *text = malloc(SIZE);
  assert_non_null(text);
  for (size_t i = 0; i < SIZE; i += 4)
    memcpy(text + i, "🇩", 4);
  for (size_t at = 0; at < SIZE; at += SIZE / 100)
    assert_in_range(at - qn__grapheme_floor(text, SIZE, at), 0, 4);
  for (size_t i = 0; i < SIZE; i += 2)
    memcpy(text + i, ". ", 2);
  size_t sentences = 0;
  for (size_t at = 0; at < SIZE; sentences++)
    at = qn__next_sentence(text, SIZE, at);
  assert_in_range(sentences, 1, SIZE);
  free(text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(agrees_with_unicode),
      cmocka_unit_test(finds_sentences),
      cmocka_unit_test(keeps_abbreviations_inside),
      cmocka_unit_test(never_cuts_graphemes),
      cmocka_unit_test(measures_widths),
      cmocka_unit_test(stands_long_runs),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
