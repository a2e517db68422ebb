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

static void code_begins_and_ends_with_three_signs(void **state) {
  (void)state;
  assert_true(qn__is_code_fence("```c\n", 5) && qn__is_code_fence("  ~~~", 5));
  assert_false(qn__is_code_fence("``", 2) || qn__is_code_fence("a ```", 5) || qn__is_code_fence("", 0));
}

static void the_last_heading_outside_of_code_counts(void **state) {
  (void)state;
  const qn_string text = string_of("intro\n## One\n```\n# comment\n```\nmore\n");
  qn__heading_scan scan = {.in_code = false};
  qn__scan_headings(&scan, (qn_string){text.data, 6}, 0);
  assert_false(scan.found);
  qn__scan_headings(&scan, (qn_string){text.data + 6, text.size - 6}, 6);
  assert_true(scan.found && !scan.in_code);
  assert_int_equal(scan.at, 6);
  qn__scan_headings(&scan, string_of("# Two"), 100); /* as far as it is read */
  assert_int_equal(scan.at, 100);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_heading_is_what_follows_its_signs),
      cmocka_unit_test(what_only_looks_like_a_heading_is_none),
      cmocka_unit_test(code_begins_and_ends_with_three_signs),
      cmocka_unit_test(the_last_heading_outside_of_code_counts),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
