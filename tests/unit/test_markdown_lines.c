/* SPDX-License-Identifier: MIT */
/* test_markdown_lines.c: headings are lines with signs before them, outside of code. */
#include "support/support.h"

#include "text/markdown_lines.h"

#include <string.h>

static void check_heading(const char *line, const char *title, unsigned level) {
  unsigned found;
  const qn_string heading = qn__markdown_heading(string_of(line), &found);
  assert_int_equal(heading.size, strlen(title));
  if (heading.size == 0)
    return;
  assert_memory_equal(heading.data, title, heading.size);
  assert_int_equal(found, level);
}

static void a_heading_is_what_follows_its_signs(void **state) {
  (void)state;
  check_heading("# Tides", "Tides", 1);
  check_heading("###  Neap tides  ## \r\n", "Neap tides", 3);
  check_heading("###### six", "six", 6);
}

static void what_only_looks_like_a_heading_is_none(void **state) {
  (void)state;
  const char *const lines[] = {"", "#", "#!/bin/sh", "####### seven", " # indented", "text # more", "# "};
  for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
    check_heading(lines[i], "", 0);
  char longer[QN__MARKDOWN_HEADING_MAX + 2];
  memset(longer, 'x', sizeof longer - 1);
  longer[sizeof longer - 1] = '\0';
  memcpy(longer, "# ", 2);
  check_heading(longer, "", 0);
}

/* Whether the line is a fence after a block that began with `first`; "": outside of code. */
static bool is_fence(const char *first, const char *line) {
  qn__code_block code = {.n_signs = 0};
  assert_int_equal(qn__pass_code_fence(&code, first, strlen(first)), first[0] != '\0');
  const bool fence = qn__pass_code_fence(&code, line, strlen(line));
  assert_int_equal(code.n_signs > 0, (first[0] != '\0') != fence);
  return fence;
}

static void code_begins_with_three_signs(void **state) {
  (void)state;
  static const char *const fences[] = {"```c\n",        "  ~~~",      "~~~ `a`\n", "- ```sh",
                                       "12. \t* ```\n", "> > ```c\n", ">- ~~~\r\n"};
  static const char *const others[] = {"", "``", "a ```", "``` make ```\n", "```a` b\n", "-```", "12 ```", "1.", "- "};
  for (size_t i = 0; i < sizeof fences / sizeof *fences; i++)
    assert_true(is_fence("", fences[i]));
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    assert_false(is_fence("", others[i]));
}

static void code_ends_with_as_many_of_the_same_sign(void **state) {
  (void)state;
  assert_true(is_fence("```c", "```\n") && is_fence("```", "   ````` \r\n") && is_fence("1. ~~~", "   ~~~"));
  assert_true(is_fence("> ```", "> ```\n"));
  assert_false(is_fence("```", "~~~") || is_fence("````md", "```\n") || is_fence("```", "``` c\n"));
  assert_false(is_fence("```", "- ```") || is_fence("```", ""));
}

static void the_last_heading_outside_of_code_counts(void **state) {
  (void)state;
  const qn_string text = string_of("intro\n## One\n```\n# comment\n```\nmore\n");
  qn__heading_scan scan = {.found = false};
  qn__scan_headings(&scan, (qn_string){text.data, 6}, 0);
  assert_false(scan.found);
  qn__scan_headings(&scan, (qn_string){text.data + 6, text.size - 6}, 6);
  assert_true(scan.found && scan.code.n_signs == 0);
  assert_int_equal(scan.at, 6);
  qn__scan_headings(&scan, string_of("# Two"), 100); /* as far as it is read */
  assert_int_equal(scan.at, 100);
}

static void two_signs_or_more_underline_a_line(void **state) {
  (void)state;
  static const char *const underlines[] = {"==", "-------\n", "   ===== \r\n"};
  static const char *const others[] = {"", "=", "- - -", "=-=", "    ====", "--- | ---", "text"};
  for (size_t i = 0; i < sizeof underlines / sizeof *underlines; i++)
    assert_true(qn__is_underline(underlines[i], strlen(underlines[i])));
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    assert_false(qn__is_underline(others[i], strlen(others[i])));
}

static void check_last(const char *text, bool found, uint64_t at) {
  qn__heading_scan scan = {.found = false};
  for (size_t i = 0; text[i] != '\0';) { /* piece by piece */
    const char *newline = strchr(text + i, '\n');
    const size_t n = newline != NULL ? (size_t)(newline + 1 - text) - i : strlen(text + i);
    qn__scan_headings(&scan, (qn_string){text + i, n}, i);
    i += n;
  }
  assert_int_equal(scan.found, found);
  if (found)
    assert_int_equal(scan.at, at);
}

static void a_line_alone_that_is_underlined_is_a_heading(void **state) {
  (void)state;
  check_last("Tides\n=====\ntext\n", true, 0);
  check_last("text\n\nTides\n--\ntext\n", true, 6);
  check_last("# One\nTwo\n===\n", true, 6);
  check_last("Two\n---\n# One\n", true, 8);
  check_last("2024 in pictures\n---\n", true, 0);
  check_last("**Bold**\n---\n", true, 0);
  check_last("# One\n- ```\n  # code\n  ```\n``` x ```\n~~~\n```\n~~~\n# Two\n", true, 49);
  static const char *const none[] = {"text\n\n---\n",     "two\nlines\n---\n", "- entry\n---\n", "12. entry\n---\n",
                                     "> quoted\n---\n",   "    code\n---\n",   "\tcode\n---\n",  "|a|b|\n---\n",
                                     "```\nTitle\n===\n", "Tides\n=\n",        "+\n---\n"};
  for (size_t i = 0; i < sizeof none / sizeof *none; i++)
    check_last(none[i], false, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_heading_is_what_follows_its_signs),
      cmocka_unit_test(what_only_looks_like_a_heading_is_none),
      cmocka_unit_test(code_begins_with_three_signs),
      cmocka_unit_test(code_ends_with_as_many_of_the_same_sign),
      cmocka_unit_test(the_last_heading_outside_of_code_counts),
      cmocka_unit_test(two_signs_or_more_underline_a_line),
      cmocka_unit_test(a_line_alone_that_is_underlined_is_a_heading),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
