/* SPDX-License-Identifier: MIT */
/* test_read_roff.c: man pages to articles. */
#include "unit/collected_articles.h"

#include <stdio.h>

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
                      "cat|cat - join files|2024-05-06||||SYNOPSIS/cat -n file ...\n");
}

static void definitions_are_not_text(void **state) {
  (void)state;
  assert_string_equal(
      read_text("a.3", ".de1 X\nlevel margin\n.  .\n.ie n \\{\\\n\\{\\\n'br\\}\n.ds A b\n.TH A 3\n.SH TEXT\nword\n"),
      "a.3|A(3)|||||TEXT/word\n");
}

/* The text of a page with this after its title. */
static const char *printed(const char *page) {
  char source[600];
  snprintf(source, sizeof source, ".TH A 1\n%s", page);
  const char *read = read_text("a.1", source);
  return strncmp(read, "a.1|A(1)|||||", 13) == 0 ? read + 13 : read;
}

static void conditions_hold_text(void **state) {
  (void)state;
  assert_string_equal(printed(".if n .B one\n.if \\n(.g two\n.if !d name \\{\\\n.B three\nfour\n.\\}\n"),
                      "one two three four\n");
  assert_string_equal(printed(".ie n terminal\n.el printer\n.if t printer\n.el\\{\\\nword\n'br\\}\n.if 'a'b' .I end\n"),
                      "terminal word/end\n");
  assert_string_equal(printed(".if !rname .nr name 0\n.if dname .B one\n.if r name two\n"), "one two\n");
}

static void what_only_a_condition_leaves_out_is_read(void **state) {
  (void)state;
  assert_string_equal(printed(".if \\n(zZ=1 .ig zZ\nword\n.zZ\nend\n"), "word end\n");
  assert_string_equal(printed(".if t .ig\nword\n.if n .ig\nmargin\n..\nend\n"), "word end\n");
}

static void the_first_section_is_the_title_whatever_is_before(void **state) {
  (void)state;
  static const char page[] =
      ".TH A 1\n.mso www.tmac\n.  LINKSTYLE blue R < >\n.UC 4\n.XX word\n.SH NAME\na \\- b\n.SH X\ny\n"
      ".SH NAME\nz\n";
  assert_string_equal(read_text("a.1", page), "a.1|a - b|||||word//X/y//NAME/z\n");
}

static void no_word_is_taken_for_a_macro_in_other_pages(void **state) {
  (void)state;
  assert_string_equal(printed(".SH In St Petersburg\n.B No Fl\n"), "In St Petersburg/No Fl\n");
  assert_string_equal(
      read_text("a", ".Dd May 6, 2024\n.Dt A 1\n.Sh TEXT\n.No one\n.Fl v Ns Ar x\n.Ux and\n.Em two Fx\n"),
      "a|A(1)|2024-05-06||||TEXT/one -vx UNIX and two FreeBSD\n");
}

static void indents_and_settings_are_not_text(void **state) {
  (void)state;
  assert_string_equal(printed(".INDENT 3.5\nword\n.UNINDENT\n.fam C\n.cp 0\nend\n"), "word//end\n");
}

static void the_command_of_a_synopsis_is_text(void **state) {
  (void)state;
  assert_string_equal(printed(".SY ls\n.OP -a\n.YS\nend\n"), "ls -a//end\n");
}

static void quotes_are_written_twice_within_quotes(void **state) {
  (void)state;
  assert_string_equal(printed(".B \"\"\"one\"\" two\" three\n"), "\"one\" two three\n");
  assert_string_equal(printed(".SH \"a \"\"b\"\" c d\"\ne\n"), "a \"b\" c d/e\n");
  assert_non_null(
      strstr(read_text("a.1", ".Dd May 1, 2020\n.Dt A 1\n.Sh A\n.Nm \"a \"\"b\"\" c d\"\n"), "A/a \"b\" c d\n"));
}

static void a_page_grows_by_no_more_than_its_size(void **state) {
  (void)state;
  char page[5000] = ".Dd May 6, 2024\n.Dt A 1\n.Sh NAME\n.Nm ";
  const size_t start = strlen(page);
  memset(page + start, 'n', 1000);
  strcpy(page + start + 1000, "\n.Sh TEXT\n");
  while (strlen(page) < 4900)
    strcat(page, ".Nm\n");
  assert_in_range(strlen(read_text("a", page)), 3000, 8000);
}

static void names_stand_for_words(void **state) {
  (void)state;
  assert_string_equal(printed(".ds Tk X Toolkit \\- C\\(+-\nThe \\*(Tk, \\*[Tk], \\*(no\n.Vb char \\*(Tk\n"),
                      "The X Toolkit - C±, X Toolkit - C±, //char X Toolkit - C±\n");
}

static void a_definition_ends_where_it_says(void **state) {
  (void)state;
  assert_string_equal(printed(".de X END\nmargin\n..\n.END\nword\n.ig\nmargin\n..\nend\n"), "word end\n");
  assert_string_equal(printed(".de X\nword\n"), "word\n"); /* it has no end */
}

static void lines_that_are_continued_are_not_parted(void **state) {
  (void)state;
  assert_string_equal(printed("wo\\\nrd and wo\\c\nrd\\e\nend\n"), "word and word\\ end\n");
}

static void sections_and_lines_are_in_the_source_map(void **state) {
  (void)state;
  read_text("a.1", ".TH A 1\n.SH NAME\na \\- b\n.de X\nno text\n..\n.SH ONE\n.SS\nword\n.SH TWO\nwords\n");
  assert_string_equal(last_map, "[{\"at\":0,\"line\":7,\"every\":640,\"steps\":\"c3\",\"headings\":\"#.\"}]");
  read_text("a.1", ".TH A 1\nword\n");
  assert_string_equal(last_map, "[{\"at\":0,\"line\":2}]");
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
      cmocka_unit_test(conditions_hold_text),
      cmocka_unit_test(what_only_a_condition_leaves_out_is_read),
      cmocka_unit_test(the_first_section_is_the_title_whatever_is_before),
      cmocka_unit_test(no_word_is_taken_for_a_macro_in_other_pages),
      cmocka_unit_test(indents_and_settings_are_not_text),
      cmocka_unit_test(the_command_of_a_synopsis_is_text),
      cmocka_unit_test(quotes_are_written_twice_within_quotes),
      cmocka_unit_test(a_page_grows_by_no_more_than_its_size),
      cmocka_unit_test(names_stand_for_words),
      cmocka_unit_test(a_definition_ends_where_it_says),
      cmocka_unit_test(lines_that_are_continued_are_not_parted),
      cmocka_unit_test(sections_and_lines_are_in_the_source_map),
      cmocka_unit_test(other_texts_are_not_pages),
  };
  return cmocka_run_group_tests_name("read_roff", tests, NULL, NULL);
}
