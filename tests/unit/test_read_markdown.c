/* SPDX-License-Identifier: MIT */
/* test_read_markdown.c: front matter, headings, text. */
#include "unit/collected_articles.h"

static void markdown_has_front_matter_and_headings(void **state) {
  (void)state;
  assert_string_equal(read_text("a.md",
                                "---\ntitle: \"A: title\"\ndate: 2025-06-09 # of June\nlang: de\nurl: https://e.org/\n"
                                "tags: [x, 'y, z']\nweight: 3\nauthors:\n  - Ann\n  - Bo\ndraft: false\n---\n\n"
                                "# A: title\n\nText *here*.\n"),
                      "a.md|A: title|2025-06-09|de|https://e.org/|{\"tags\":[\"x\",\"y, z\"],\"weight\":3,"
                      "\"authors\":[\"Ann\",\"Bo\"],\"draft\":false}|Text *here*./\n");
  assert_string_equal(read_text("a.md", "```\n# no heading\n```\n# The heading #\ntext\n"),
                      "a.md|The heading|||||```/# no heading/```/text/\n");
  assert_string_equal(read_text("a.md", "```make``` it\n\n# The heading\ntext\n"),
                      "a.md|The heading|||||```make``` it//text/\n");
  assert_string_equal(read_text("a.md", "# Tides\rOne.\r\rTwo.\r"), "a.md|Tides|||||One.//Two./\n");
  assert_string_equal(read_text("a.md", "# Tides\nOne\rtwo.\n"), "a.md|Tides|||||One\rtwo./\n");
  assert_string_equal(read_text("a.md", "## A `b` [c](d) [![e](f)](g) *h* \\* i\nText\n"),
                      "a.md|A b c  h * i|||||Text/\n");
  assert_string_equal(read_text("a.md", "+++\ntitle = \"T\"\n+++\ntext\n"), "a.md|T|||||text/\n");
  assert_string_equal(read_text("a.md", "---\n\nno front matter, and no end to it\n"),
                      "a.md|a|||||---//no front matter, and no end to it/\n");
}

static void a_heading_is_its_shown_text(void **state) {
  (void)state;
  assert_string_equal(read_text("a.md", "# [a [b] c](d) ![image](e) f_g `h`\nText\n"),
                      "a.md|a [b] c  f_g h|||||Text/\n");
  assert_string_equal(read_text("a.md", "# [open\nText\n"), "a.md|[open|||||Text/\n");
  assert_string_equal(
      read_text("a.md", "<!-- lint: off -->\n<h1 align=\"center\"><img src=a>The <b>kit</b></h1>\n\nText\n"),
      "a.md|The kit|||||<!-- lint: off -->//Text/\n");
  assert_string_equal(read_text("a.md", "<!-- lint: off -->\n\n## Two\nText\n"),
                      "a.md|Two|||||<!-- lint: off -->//Text/\n");
}

static void a_later_heading_counts_only_if_it_is_of_the_first_rank(void **state) {
  (void)state;
  assert_string_equal(read_text("a.md", "text\n\n# First\n\nmore\n"), "a.md|First|||||text///more/\n");
  assert_string_equal(read_text("a.md", "just text that goes on\n\n## Second\n\nmore\n"),
                      "a.md|just text that goes on|||||## Second//more/\n");
}

static void words_with_signs_inside_are_whole(void **state) {
  (void)state;
  assert_string_equal(read_text("a.md", "# T\n\nun*believ*able snake\\_case *x*\n"),
                      "a.md|T|||||unbelievable snake_case *x*/\n");
}

static void what_front_matter_says_is_not_the_text(void **state) {
  (void)state;
  assert_string_equal(read_text("a.md", "---\ntitle: T\nsummary: S\n---\ntext\n"),
                      "a.md|T||||{\"summary\":\"S\"}|text/\n");
}

static void the_heading_stays_where_front_matter_has_another_title(void **state) {
  (void)state;
  assert_string_equal(read_text("a.md", "---\ntitle: T\nid: 7\n---\n# Other\ntext\n"), "7|T|||||# Other/text/\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(markdown_has_front_matter_and_headings),
      cmocka_unit_test(a_heading_is_its_shown_text),
      cmocka_unit_test(a_later_heading_counts_only_if_it_is_of_the_first_rank),
      cmocka_unit_test(words_with_signs_inside_are_whole),
      cmocka_unit_test(what_front_matter_says_is_not_the_text),
      cmocka_unit_test(the_heading_stays_where_front_matter_has_another_title),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
