/* SPDX-License-Identifier: MIT */
/* test_terminal_text.c: texts for terminals and printers. */
#include "support/support.h"

#include "articles/terminal_text.h"

#include <stdlib.h>
#include <string.h>

static void assert_text(const char *text, const char *expected) {
  const size_t size = strlen(text);
  char *copy = malloc(size + 1); /* of its own size: a sanitizer sees a read past it */
  memcpy(copy, text, size);
  assert_int_equal(qn__terminal_text(copy, size, NULL), strlen(expected));
  assert_memory_equal(copy, expected, strlen(expected));
  free(copy);
}

static void colours_do_not_join_words(void **state) {
  (void)state;
  assert_text("\x1b[31mERROR\x1b[0m disk \x1b[38;5;208mfull\x1b[m", "ERROR disk full");
  assert_text("\x1b]0;title\aa\x1b]8;;http://x\x1b\\b\x1b(Bc", "abc");
}

static void overstrikes_are_one_character(void **state) {
  (void)state;
  assert_text("N\bNA\bA _\bx_\b\xc3\xa9 \xc3\xa9\b\xc3\xa9", "NA x\xc3\xa9 \xc3\xa9");
  assert_text("\ba\n\bb", "a\nb");
}

static void other_escapes_are_spaces(void **state) {
  (void)state;
  assert_text("a\x1b", "a ");
  assert_text("a\x1b[31", "a [31");
  assert_text("a\x1b]b\nc", "a ]b\nc");
  assert_text("a\x1b\xc3\xa9", "a \xc3\xa9");
}

static void other_texts_stay(void **state) {
  (void)state;
  assert_text("", "");
  assert_text("a [31m b\tc\n", "a [31m b\tc\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(colours_do_not_join_words),
      cmocka_unit_test(overstrikes_are_one_character),
      cmocka_unit_test(other_escapes_are_spaces),
      cmocka_unit_test(other_texts_stay),
  };
  return cmocka_run_group_tests_name("terminal_text", tests, NULL, NULL);
}
