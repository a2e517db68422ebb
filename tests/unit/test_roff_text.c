/* SPDX-License-Identifier: MIT */
/* test_roff_text.c: escapes of roff. */
#include "support/support.h"

#include "articles/roff_text.h"

#include <stdlib.h>
#include <string.h>

static void assert_text(const char *text, const char *expected) {
  const size_t size = strlen(text);
  char *copy = malloc(size + 1), out[200]; /* of its own size: a sanitizer sees a read past it */
  memcpy(copy, text, size);
  const size_t written = qn__roff_text(out, (qn_string){copy, size});
  assert_int_equal(written, strlen(expected));
  assert_memory_equal(out, expected, written);
  assert_true(written <= size);
  free(copy);
}

static void fonts_and_sizes_are_nothing(void **state) {
  (void)state;
  assert_text("\\fBls\\fR \\f(CWx\\f[] \\s-1Y\\s0\\s+2Z\\&", "ls x YZ");
  assert_text("a\\h'2m'b\\v'1'c\\n(.Hd\\m[red]e", "abcde");
}

static void names_are_characters(void **state) {
  (void)state;
  assert_text("\\(em \\[en] \\(aqx\\(aq \\*(lqa\\*(rq \\[u0000]", "— – 'x' “a” ");
  assert_text("\\-x \\e \\. a\\ b\\~c", "-x \\ . a b c");
}

static void characters_have_numbers_and_marks(void **state) {
  (void)state;
  assert_text("caf\\[u00E9] \\[u0065_0301] \\N'233' \\[char228] \\C'em'", "café e\xcc\x81 é ä —");
  assert_text("\\('E \\[,S] \\(*a\\(*W\\(*J", "E\xcc\x81 S\xcc\xa7 αΩ");
  assert_text("\\N'' \\[u110000] \\[unknown]", "  ");
}

static void what_is_printed_over_another_is_text(void **state) {
  (void)state;
  assert_text("\\o'ab'\\Z'c\\(em'\\b'd'\\ze", "abc—de");
}

static void comments_end_a_line(void **state) {
  (void)state;
  assert_text("a \\\" b", "a ");
}

static void escapes_may_be_cut(void **state) {
  (void)state;
  static const char *const texts[] = {"\\",    "\\f", "\\f(", "\\f(C", "\\(",   "\\(e", "\\[",
                                      "\\[em", "\\*", "\\h",  "\\h'",  "\\h'x", "\\s",  "\\s+"};
  char out[16];
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
    assert_true(qn__roff_text(out, string_of(texts[i])) <= strlen(texts[i]));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(fonts_and_sizes_are_nothing),
      cmocka_unit_test(names_are_characters),
      cmocka_unit_test(characters_have_numbers_and_marks),
      cmocka_unit_test(what_is_printed_over_another_is_text),
      cmocka_unit_test(comments_end_a_line),
      cmocka_unit_test(escapes_may_be_cut),
  };
  return cmocka_run_group_tests_name("roff_text", tests, NULL, NULL);
}
