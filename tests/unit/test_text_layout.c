/* SPDX-License-Identifier: MIT */
/* test_text_layout.c: text in the columns of a terminal: line breaks, widths, styles. */
#include "support/support.h"
#include "tool/text_layout.h"

#include <string.h>

/* The text wrapped at `width` from `column` on, marked ranges in <b> to reset. */
static void assert_wrapped(const char *text, const qn_range *ranges, size_t n_ranges, bool color, size_t width,
                           size_t column, size_t indent, const char *expected) {
  qn__buffer out;
  qn__buffer_init(&out);
  cli_terminal terminal = {.color = color, .width = width};
  marked_text marked = {text, strlen(text), ranges, n_ranges, "", "1"};
  put_wrapped(&out, &terminal, &marked, column, indent);
  qn__buffer_u8(&out, '\0');
  assert_string_equal((const char *)out.data, expected);
  qn__buffer_clear(&out);
}

static void lines_break_at_spaces(void **state) {
  (void)state;
  assert_wrapped("one two three four", NULL, 0, false, 10, 0, 0, "one two\nthree four");
  assert_wrapped("one two three four", NULL, 0, false, 11, 4, 4, "one two\n    three\n    four");
  assert_wrapped("one two three four", NULL, 0, false, 0, 4, 4, "one two three four");
}

static void lines_of_the_text_are_lines_of_the_terminal(void **state) {
  const qn_range ranges[] = {{2, 9}};
  (void)state;
  assert_wrapped("one;\ntwo; three\nfour", NULL, 0, false, 10, 2, 2, "one;\n  two;\n  three\n  four");
  assert_wrapped("one;\ntwo; three\nfour", NULL, 0, false, 0, 2, 2, "one; two; three four");
  assert_wrapped("a bc\nd ef g", ranges, 1, true, 80, 0, 1, "a \033[1mbc\033[0m\n \033[1md ef\033[0m g");
}

static void a_line_may_be_full(void **state) {
  (void)state;
  assert_wrapped("12345 12345", NULL, 0, false, 11, 0, 0, "12345 12345");
  assert_wrapped("12345 123456", NULL, 0, false, 11, 0, 0, "12345\n123456");
}

static void a_word_longer_than_a_line_is_divided_between_graphemes(void **state) {
  (void)state;
  assert_wrapped("abcdefghij", NULL, 0, false, 6, 2, 2, "abcd\n  efgh\n  ij");
  assert_wrapped("ae\xcc\x81io", NULL, 0, false, 2, 0, 0, "ae\xcc\x81\nio");
}

static void wide_characters_take_two_columns(void **state) {
  (void)state;
  assert_wrapped("春眠不覺曉", NULL, 0, false, 7, 0, 0, "春眠不\n覺曉");
  assert_wrapped("ab春眠", NULL, 0, false, 5, 0, 0, "ab春\n眠");
}

static void indic_words_are_not_divided_though_their_syllables_are_wide(void **state) {
  (void)state;
  assert_wrapped("\u0915\u093e\u092e \u0915\u093e\u092e", NULL, 0, false, 6, 0, 0,
                 "\u0915\u093e\u092e\n\u0915\u093e\u092e");
  assert_wrapped("\U0001f468\u200d\U0001f469\u200d\U0001f467ab", NULL, 0, false, 4, 0, 0,
                 "\U0001f468\u200d\U0001f469\u200d\U0001f467ab");
}

static void no_line_begins_with_closing_punctuation(void **state) {
  (void)state;
  assert_wrapped("春眠不覺曉，處", NULL, 0, false, 10, 0, 0, "春眠不覺\n曉，處");
  assert_wrapped("春眠不覺,曉", NULL, 0, false, 8, 0, 0, "春眠不\n覺,曉");
  assert_wrapped("春眠不覺”)。曉", NULL, 0, false, 7, 0, 0, "春眠不\n覺”)。\n曉");
}

static void no_line_ends_with_opening_punctuation(void **state) {
  (void)state;
  assert_wrapped("春眠不「覺曉」", NULL, 0, false, 8, 0, 0, "春眠不\n「覺曉」");
  assert_wrapped("春眠不(“覺曉", NULL, 0, false, 8, 0, 0, "春眠不\n(“覺曉");
}

static void korean_breaks_between_words(void **state) {
  (void)state;
  assert_wrapped("달은 지구를 돈다. ", NULL, 0, false, 9, 0, 0, "달은\n지구를\n돈다. ");
  assert_wrapped("서울CPU가 가까운月", NULL, 0, false, 7, 0, 0, "서울CPU\n가\n가까운\n月");
}

static void marks_end_at_line_ends(void **state) {
  (void)state;
  const qn_range ranges[] = {{0, 3}, {4, 11}};
  assert_wrapped("one two six ten", ranges, 2, true, 8, 1, 1,
                 "\033[1mone\033[0m \033[1mtwo\033[0m\n \033[1msix\033[0m ten");
  assert_wrapped("one two six ten", ranges, 2, false, 8, 1, 1, "one two\n six ten");
}

static void tabs_and_line_ends_are_spaces(void **state) {
  (void)state;
  assert_wrapped("one\ttwo\r\nthree", NULL, 0, false, 0, 0, 0, "one two  three");
}

static void assert_cut(const char *text, size_t columns, const char *expected) {
  qn__buffer out;
  qn__buffer_init(&out);
  const cli_terminal terminal = {.color = true, .width = 80};
  const qn_range range = {0, 2};
  const marked_text marked = {text, strlen(text), &range, 1, "", "1"};
  put_cut(&out, &terminal, &marked, columns);
  qn__buffer_u8(&out, '\0');
  assert_string_equal((const char *)out.data, expected);
  qn__buffer_clear(&out);
}

static void a_long_text_is_cut_between_graphemes(void **state) {
  (void)state;
  assert_cut("abcdef", 6, "\033[1mab\033[0mcdef");
  assert_cut("abcdef", 5, "\033[1mab\033[0mcd…");
  assert_cut("abcdef", 2, "\033[1ma\033[0m…");
  assert_cut("abcdef", 1, "…");
  assert_cut("abe\xcc\x81io", 4, "\033[1mab\033[0me\xcc\x81…");
  assert_cut("ab春眠", 6, "\033[1mab\033[0m春眠");
  assert_cut("ab春眠", 5, "\033[1mab\033[0m春…");
  assert_cut("ab春眠", 4, "\033[1mab\033[0m…");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(lines_break_at_spaces),
      cmocka_unit_test(lines_of_the_text_are_lines_of_the_terminal),
      cmocka_unit_test(a_line_may_be_full),
      cmocka_unit_test(a_word_longer_than_a_line_is_divided_between_graphemes),
      cmocka_unit_test(wide_characters_take_two_columns),
      cmocka_unit_test(indic_words_are_not_divided_though_their_syllables_are_wide),
      cmocka_unit_test(no_line_begins_with_closing_punctuation),
      cmocka_unit_test(no_line_ends_with_opening_punctuation),
      cmocka_unit_test(korean_breaks_between_words),
      cmocka_unit_test(marks_end_at_line_ends),
      cmocka_unit_test(a_long_text_is_cut_between_graphemes),
      cmocka_unit_test(tabs_and_line_ends_are_spaces),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
