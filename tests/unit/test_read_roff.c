/* SPDX-License-Identifier: MIT */
/* test_read_roff.c: man pages to articles. */
#include "unit/collected_articles.h"

static void a_page_is_what_is_printed(void **state) {
  (void)state;
  assert_string_equal(
      read_text(
          "ls.1",
          ".\\\" Copyright\n.TH LS 1 2024-05-06 GNU\n.SH NAME\nls \\- list directory contents\n.SH SYNOPSIS\n.B ls\n"
          "[\\fIOPTION\\fR]...\n.SH DESCRIPTION\n.PP\nList\nfiles.\n.TP\n\\fB\\-a\\fR\nall, see\n.BR find "
          "(1).\n.nf\na\nb\n.fi\n"),
      "ls.1|ls - list directory contents|2024-05-06||||SYNOPSIS/ls [OPTION]...//DESCRIPTION//List files.//-a all, see "
      "find(1).//a/b\n");
}

static void a_page_of_mdoc_is_read(void **state) {
  (void)state;
  assert_string_equal(read_text("cat", ".Dd May 6, 2024\n.Dt CAT 1\n.Os\n.Sh NAME\n.Nm cat\n.Nd join files\n.Sh "
                                       "SYNOPSIS\n.Nm\n.Op Fl n\n.Op Ar file ...\n"),
                      "cat|cat - join files|2024-05-06||||SYNOPSIS/-n file ...\n");
}

static void definitions_are_not_text(void **state) {
  (void)state;
  assert_string_equal(
      read_text("a.3", ".de1 X\nlevel margin\n.  .\n.ie n \\{\\\n\\{\\\n'br\\}\n.ds A b\n.TH A 3\n.SH TEXT\nword\n"),
      "a.3|A(3)|||||TEXT/word\n");
}

static void other_texts_are_not_pages(void **state) {
  (void)state;
  assert_string_equal(read_text("a", ".so man1/b.1\n"), "a|a|||||.so man1/b.1/\n");
  assert_string_equal(read_text("a.txt", ".TH A 1\n"), "a.txt|a|||||.TH A 1/\n");
  assert_string_equal(read_text("a", "words\n.TH A 1\n"), "a|a|||||words/.TH A 1/\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_page_is_what_is_printed),
      cmocka_unit_test(a_page_of_mdoc_is_read),
      cmocka_unit_test(definitions_are_not_text),
      cmocka_unit_test(other_texts_are_not_pages),
  };
  return cmocka_run_group_tests_name("read_roff", tests, NULL, NULL);
}
