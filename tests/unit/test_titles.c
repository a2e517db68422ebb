/* SPDX-License-Identifier: MIT */
/* test_titles.c: titles and dates of plain texts. */
#include "support/support.h"

#include "articles/titles.h"

#include <stdio.h>
#include <string.h>

/* What is found in a text, as "TITLE|DATE|the text between start and end". */
static const char *found_in(const char *text) {
  static char out[1000];
  qn__heading heading;
  qn__find_heading(text, strlen(text), &heading);
  snprintf(out, sizeof out, "%.*s|%s|%.*s", (int)heading.title.size,
           heading.title.data != NULL ? heading.title.data : "", heading.date, (int)(heading.end - heading.start),
           text + heading.start);
  return out;
}

#define PARAGRAPH                                                                                                      \
  "This is the first paragraph of the article. It goes on for a while, as paragraphs do, and then it ends here.\n"

static void the_first_line_stands_alone(void **state) {
  (void)state;
  assert_string_equal(found_in("The title\n\n" PARAGRAPH), "The title||The title\n");
  assert_string_equal(found_in("\n\n  The title  \r\n\r\n" PARAGRAPH), "The title||  The title  \r\n");
  assert_string_equal(found_in("The title\n" PARAGRAPH PARAGRAPH), "The title||The title\n");
  assert_string_equal(found_in("第一章\n\n那是一個晴朗的日子。\n"), "第一章||第一章\n");
}

static void an_underlined_line_is_taken_with_its_line(void **state) {
  (void)state;
  assert_string_equal(found_in("The title\n=========\nText\n"), "The title||The title\n=========\n");
  assert_string_equal(found_in("=========\nThe title\n=========\nText\n"),
                      "The title||=========\nThe title\n=========\n");
}

static void furniture_is_passed_over(void **state) {
  (void)state;
  assert_string_equal(found_in("Return to site\n\nThe title\n\nbroken image\n\n" PARAGRAPH), "The title||The title\n");
  assert_string_equal(found_in("Share\nPRINT\n* * *\nhttps://example.org/a\nThe title\n\n" PARAGRAPH),
                      "The title||The title\n");
  assert_string_equal(
      found_in("<!-- lint: off -->\n<p align=center>\n[![Build](b)](c)\n.. _top:\nThe title\n\n" PARAGRAPH),
      "The title||The title\n");
  assert_string_equal(found_in("The Daily\n\nThe title\n\nThe Daily\n\n" PARAGRAPH "\nThe Daily\n"),
                      "The title||The title\n");
}

static void a_date_has_a_line_of_its_own(void **state) {
  (void)state;
  assert_string_equal(found_in("The title\n\n發佈日期: 2025-06-09 20:04\nTV\n" PARAGRAPH),
                      "The title|2025-06-09T20:04|The title\n");
  assert_string_equal(found_in("9 June 2025\n\nThe title\n\n" PARAGRAPH), "The title|2025-06-09|The title\n");
  assert_string_equal(found_in("The title\nPublished on June 9, 2025\n" PARAGRAPH), "The title|2025-06-09|The title\n");
  assert_string_equal(found_in("The title\n\nIt was on June 9, 2025 that it began.\n"), "The title||The title\n");
}

static void a_title_heads_its_block(void **state) {
  (void)state;
  assert_string_equal(found_in("      THE TITLE\n   Version 3, 29 June 2007\n\n" PARAGRAPH),
                      "THE TITLE||      THE TITLE\n");
  assert_string_equal(found_in("The title\nBy A. Writer\n\n" PARAGRAPH), "The title||The title\n");
  assert_string_equal(found_in("Not a title\nbut a sentence\n\n" PARAGRAPH), "||");
}

static void headers_are_read_as_headers(void **state) {
  (void)state;
  assert_string_equal(
      found_in("From: a@example.org\nSubject: The title\nDate: Mon, 9 Jun 2025 20:04:05 +0000\n\nText\n"),
      "The title|2025-06-09T20:04:05Z|Subject: The title\n");
  assert_string_equal(found_in("Title: The title\n\n" PARAGRAPH), "The title||Title: The title\n");
}

static void some_texts_have_no_title(void **state) {
  (void)state;
  assert_string_equal(found_in(""), "||");
  assert_string_equal(found_in("\n \n"), "||");
  assert_string_equal(found_in("one line"), "||");
  assert_string_equal(found_in(PARAGRAPH PARAGRAPH), "||");
  assert_string_equal(found_in("Showers continued throughout the week in\nthe cocoa zone, alleviating the drought\n"
                               "since early January and improving prospects.\n"),
                      "||");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_first_line_stands_alone), cmocka_unit_test(an_underlined_line_is_taken_with_its_line),
      cmocka_unit_test(furniture_is_passed_over),    cmocka_unit_test(a_date_has_a_line_of_its_own),
      cmocka_unit_test(a_title_heads_its_block),     cmocka_unit_test(headers_are_read_as_headers),
      cmocka_unit_test(some_texts_have_no_title),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
