/* SPDX-License-Identifier: MIT */
/* test_markdown_text.c: nothing of a text is read as Markdown, nor as what many renderers add to it. */
#include "support/support.h"

#include "tool/markdown_text.h"

static void assert_markdown(const char *text, const qn_range *ranges, size_t n, const char *expected) {
  const marked_text marked = {text, strlen(text), ranges, n, "", ""};
  qn__buffer out;
  qn__buffer_init(&out);
  put_marked_markdown(&out, &marked, "\\\n> ");
  qn__buffer_u8(&out, '\0');
  assert_string_equal((const char *)out.data, expected);
  qn__buffer_clear(&out);
}

static void assert_code(const char *text, const char *expected) {
  qn__buffer out;
  qn__buffer_init(&out);
  put_markdown_code(&out, string_of(text));
  qn__buffer_u8(&out, '\0');
  assert_string_equal((const char *)out.data, expected);
  qn__buffer_clear(&out);
}

static void signs_have_a_backslash_before_them(void **state) {
  (void)state;
  assert_markdown("*a* _b_ `c` [d](e) <f> &g; |h| ~i~ $j$ \\k", NULL, 0,
                  "\\*a\\* \\_b\\_ \\`c\\` \\[d\\](e) \\<f\\> \\&g; \\|h\\| \\~i\\~ \\$j\\$ \\\\k");
  assert_markdown("a - b # c + d = e. 3. f\x1b", NULL, 0, "a - b # c + d = e. 3. f\xef\xbf\xbd");
  assert_markdown("a ##", NULL, 0, "a #\\#");
  assert_markdown("", NULL, 0, "");
}

static void what_begins_a_block_does_not_at_the_beginning(void **state) {
  static const char *const texts[][2] = {{"# a", "\\# a"},     {"- a", "\\- a"},     {"+ a", "\\+ a"},
                                         {"--- a", "\\--- a"}, {"=== a", "\\=== a"}, {"12. a", "12\\. a"},
                                         {"12) a", "12\\) a"}, {"12 a", "12 a"},     {"12", "12"},
                                         {"    code", "code"}, {"\t- a", "\\- a"},   {": a", "\\: a"}};
  (void)state;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    assert_markdown(texts[i][0], NULL, 0, texts[i][1]);
}

static void marks_are_made_after_the_text_is_escaped(void **state) {
  const qn_range apart[] = {{0, 2}, {4, 6}}, together[] = {{0, 1}, {1, 2}, {4, 5}};
  (void)state;
  assert_markdown("*a, *b", apart, 2, "**\\*a**, **\\*b**");
  assert_markdown("ab, c", together, 3, "**ab**, **c**");
  assert_markdown("1. a", (const qn_range[]){{0, 2}}, 1, "**1\\.** a");
}

static void a_line_of_a_text_begins_no_block(void **state) {
  (void)state;
  assert_markdown("# a\n- b\n\n    3. c\\\nd", NULL, 0, "\\# a\\\n> \\- b\\\n> \\\n> 3\\. c\\\\\\\n> d");
  assert_markdown("a\n+ b\n=", (const qn_range[]){{0, 3}, {4, 5}}, 2, "**a\\\n> \\+** **b**\\\n> \\=");
  assert_markdown("a\n  b", (const qn_range[]){{0, 3}}, 1, "**a\\\n> **b");
}

static void names_of_people_issues_tags_and_emoji_are_text(void **state) {
  (void)state;
  assert_markdown("@ann: (@b1), a@b.org @ @é", NULL, 0, "\\@ann: (\\@b1), a@b.org @ \\@é");
  assert_markdown("see #12 or C#1, #日本 # @", NULL, 0, "see \\#12 or C#1, \\#日本 # @");
  assert_markdown("so :tada: :+1: :a_b:c: :: a: b :c d:", NULL, 0, "so \\:tada: \\:+1: \\:a\\_b\\:c: :: a: b :c d:");
}

static void code_has_more_back_quotes_around_it_than_in_it(void **state) {
  (void)state;
  assert_code("a b.txt", "`a b.txt`");
  assert_code("a`b``c", "```a`b``c```");
  assert_code("`a", "`` `a ``");
  assert_code(" a", "`  a `");
  assert_code("a\nb", "`a b`");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(signs_have_a_backslash_before_them),
      cmocka_unit_test(what_begins_a_block_does_not_at_the_beginning),
      cmocka_unit_test(marks_are_made_after_the_text_is_escaped),
      cmocka_unit_test(a_line_of_a_text_begins_no_block),
      cmocka_unit_test(names_of_people_issues_tags_and_emoji_are_text),
      cmocka_unit_test(code_has_more_back_quotes_around_it_than_in_it),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
