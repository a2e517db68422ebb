/* SPDX-License-Identifier: MIT */
/* test_paragraphs.c: which lines of a text belong together, in the layouts that people use. */
#include "support/support.h"
#include "text/paragraphs.h"

#include <stdio.h>
#include <string.h>

/* The paragraphs of a text in one string, with a bar between two, and a slash for a line break that is a space. */
static void check(const char *text, const char *expected) {
  char found[2048] = "";
  size_t size = strlen(text), used = 0;
  for (size_t at = 0, end; at < size; at = end) {
    end = qn__paragraph_end(text, size, at, true);
    assert_in_range(end, at + 1, size);
    size_t shown = end;
    while (shown > at && (unsigned char)text[shown - 1] <= ' ')
      shown--;
    used += (size_t)snprintf(found + used, sizeof found - used, "%s%.*s", at ? "|" : "", (int)(shown - at), text + at);
  }
  for (char *at = found; (at = strchr(at, '\n')) != NULL;)
    *at = '/';
  assert_string_equal(found, expected);
}

#define LINE_A "Showers continued throughout the week in the Bahia cocoa zone,"
#define LINE_B "alleviating the drought since January and improving prospects"
#define LINE_C "for the coming temporao, Smith said in the weekly review."

static void a_line_break_in_wrapped_text_is_a_space(void **state) {
  (void)state;
  check(LINE_A "\n" LINE_B "\r\n" LINE_C, LINE_A "/" LINE_B "\r/" LINE_C);
  check("It was begun by\n" LINE_B "\n" LINE_C, "It was begun by/" LINE_B "/" LINE_C); /* a dateline is left out */
}

static void blank_lines_and_rulers_end_a_paragraph(void **state) {
  (void)state;
  check(LINE_A "\n" LINE_B "\n \n\n" LINE_C "\n", LINE_A "/" LINE_B "|" LINE_C);
  check("Weather\n=======\n" LINE_A "\n" LINE_B "\n", "Weather/=======|" LINE_A "/" LINE_B);
  check("Weather\n───────\n" LINE_A "\n" LINE_B "\n", "Weather/───────|" LINE_A "/" LINE_B);
}

static void an_indent_begins_a_paragraph(void **state) {
  (void)state;
  check(LINE_A "\n" LINE_C "\n    " LINE_A "\n" LINE_C, LINE_A "/" LINE_C "|    " LINE_A "/" LINE_C);
  check("       " LINE_A "\n       " LINE_B "\n       " LINE_C, "       " LINE_A "/       " LINE_B "/       " LINE_C);
}

static void quoted_mail_is_a_paragraph_of_its_own(void **state) {
  (void)state;
  check("> " LINE_A "\n> " LINE_B "\n" LINE_C " And so\n" LINE_B,
        "> " LINE_A "/> " LINE_B "|" LINE_C " And so/" LINE_B);
}

static void each_list_entry_stands_alone_with_its_lines(void **state) {
  (void)state;
  check("- " LINE_A "\n  " LINE_B "\n  " LINE_C "\n- " LINE_B "\n* x\n(a) y\n12. " LINE_C,
        "- " LINE_A "/  " LINE_B "/  " LINE_C "|- " LINE_B "|* x|(a) y|12. " LINE_C);
  check(LINE_A "\n1990. " LINE_C, LINE_A "/1990. " LINE_C);
}

static void unwrapped_lines_are_paragraphs(void **state) {
  (void)state;
  check("Railways\n" LINE_A " " LINE_B "\n" LINE_C "\nCulture\n" LINE_B " " LINE_C,
        "Railways|" LINE_A " " LINE_B "|" LINE_C "|Culture|" LINE_B " " LINE_C);
  check("Home\nJam recipes\nPlum jam\nStrawberry jam", "Home|Jam recipes|Plum jam|Strawberry jam");
}

static void short_lines_in_a_row_are_entries(void **state) {
  (void)state;
  check("Anna Berg, painter (1930)\nBeate Gross, poet\nDora Horn (1901)\nCarl Fuchs, doctor of medicine and philosophy",
        "Anna Berg, painter (1930)|Beate Gross, poet|Dora Horn (1901)/Carl Fuchs, doctor of medicine and philosophy");
}

static void code_and_tables_keep_their_lines(void **state) {
  (void)state;
  check("for (;;) {\n  read();\n}\n" LINE_A "\n" LINE_B, "for (;;) {|  read();/}|" LINE_A "/" LINE_B);
  check("Oil prices in dollars   12.30  13.40  of the week\nGas prices in dollars   12.30  13.40  of the week",
        "Oil prices in dollars   12.30  13.40  of the week|Gas prices in dollars   12.30  13.40  of the week");
  check("| a cell of the table | another cell of it |\n| a cell of the table | another cell of it |",
        "| a cell of the table | another cell of it ||| a cell of the table | another cell of it |");
}

static void chinese_is_wrapped_at_any_character(void **state) {
  (void)state;
#define HAN "\u7f8e\u56fd\u4e4b\u97f3\u62a5\u9053\u8bf4\u4eca\u5929\u6b63\u5728\u8fdb\u884c\u8bb8\u591a\u6539\u9769"
  check(HAN HAN "\n" HAN HAN "\n" HAN, HAN HAN "/" HAN HAN "/" HAN);
}

static void a_line_that_is_cut_off_has_no_width(void **state) {
  (void)state;
  const char text[] = "zone,\n" LINE_B "\n" LINE_C;
  assert_int_equal(qn__paragraph_end(text, strlen(text), 0, false), strlen(text));
  const char list[] = "Zone\nBeate Gross, poet\nCarl Fuchs, doctor of medicine and of philosophy (1877)";
  assert_int_equal(qn__paragraph_end(list, strlen(list), 0, true), 5);
}

/* Any bytes of valid text: paragraphs advance, and their time does not grow with what comes after. */
static void any_text_is_divided(void **state) {
  (void)state;
  static const char *const atoms[] = {"\n", " ", "a", "Bc", "-", "\t", "|", "\u4e00", ".", "> ", "   ", "12. "};
  random_source random = random_start("paragraphs", 5);
  for (int round = 0; round < 2000; round++) {
    char text[512] = "";
    for (uint32_t n = random_below(&random, 100); n > 0; n--)
      strcat(text, atoms[random_below(&random, sizeof atoms / sizeof *atoms)]);
    size_t size = strlen(text);
    for (size_t at = 0, end; at < size; at = end) {
      end = qn__paragraph_end(text, size, at, at > 0);
      assert_in_range(end, at + 1, size);
      assert_true(end == size || text[end - 1] == '\n');
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_line_break_in_wrapped_text_is_a_space),
      cmocka_unit_test(blank_lines_and_rulers_end_a_paragraph),
      cmocka_unit_test(an_indent_begins_a_paragraph),
      cmocka_unit_test(quoted_mail_is_a_paragraph_of_its_own),
      cmocka_unit_test(each_list_entry_stands_alone_with_its_lines),
      cmocka_unit_test(unwrapped_lines_are_paragraphs),
      cmocka_unit_test(short_lines_in_a_row_are_entries),
      cmocka_unit_test(code_and_tables_keep_their_lines),
      cmocka_unit_test(chinese_is_wrapped_at_any_character),
      cmocka_unit_test(a_line_that_is_cut_off_has_no_width),
      cmocka_unit_test(any_text_is_divided),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
