/* SPDX-License-Identifier: MIT */
/* test_text_charset.c: texts that do not say which charset they have. */
#include "unit/collected_articles.h"

#include "articles/uchardet.h"

#include <stdio.h>
#include <stdlib.h>

static void valid_utf8_stays(void **state) {
  (void)state;
  assert_string_equal(read_text("a.txt", "café\n"), "a.txt|a|||||café/\n");
}

static void a_few_letters_are_windows_1252(void **state) {
  (void)state;
  assert_string_equal(read_text("a.txt", "Le gar\xe7on a d\xe9j\xe0 servi \x96 \x80 3.\n"),
                      "!remark:0:0: this is not UTF-8; read as windows-1252, a guess (--charset says which it is)\n"
                      "a.txt|a|||||Le garçon a déjà servi – € 3./\n");
  assert_string_equal(read_text("a.md", "# Caf\xe9\n"),
                      "!remark:0:0: this is not UTF-8; read as windows-1252, a guess (--charset says which it is)\n"
                      "a.md|Café|||||\n");
}

static void utf8_with_errors_stays(void **state) {
  (void)state;
  assert_string_equal(read_text("a.txt", "caf\xc3\xa9, \xc3\xa9t\xe9\n"), "a.txt|a|||||caf\xc3\xa9, \xc3\xa9t\xe9/\n");
}

static void japanese_in_seven_bits_is_known(void **state) {
  (void)state;
  assert_string_equal(read_text("a.txt", "\x1b$BF|K\\\x1b(B a\n"),
                      "!remark:0:0: this is not UTF-8; read as ISO-2022-JP, a guess (--charset says which it is)\n"
                      "a.txt|a|||||日本 a/\n");
}

static void utf8_with_zeros_or_escapes_stays(void **state) {
  (void)state;
  char zeros[3000];
  memset(zeros, '.', sizeof zeros);
  memcpy(zeros, "caf\xc3\xa9 a\0b\0c\0d", 13); /* fewer letters than zeros */
  assert_string_equal(read_bytes("a.txt", zeros, sizeof zeros), "a.txt|a|||||café a");
  assert_string_equal(read_text("a.txt", "caf\xc3\xa9 \x1b$B price\n"), "a.txt|a|||||café  price/\n");
  assert_string_equal(read_text("a.txt", "a price of \x1b$B2 \x1b(B\n"), "a.txt|a|||||a price of 2 /\n");
}

static void the_letters_of_a_long_text_are_looked_at(void **state) {
  (void)state;
  enum { SIZE = 70 << 10 };
  static const char words[] = "\xcc\xee\xf0\xe5 \xe1\xfb\xeb\xee \xf1\xef\xee\xea\xee\xe9\xed\xee, \xe8 "
                              "\xf0\xfb\xe1\xe0\xea\xe8 \xe2\xfb\xf8\xeb\xe8 \xf0\xe0\xed\xee.\n";
  char *text = malloc(SIZE);
  memset(text, '.', SIZE);
  memcpy(text + SIZE - sizeof words, words, sizeof words);
  const char *read = read_bytes("a.txt", text, SIZE - 1);
  if (strstr(read, "windows-1252") != NULL)
    print_message("skipped: built without libuchardet\n");
  else
    assert_non_null(strstr(read, "Море было спокойно"));
  free(text);
}

static void other_alphabets_are_guessed(void **state) {
  (void)state;
  /* "Море было спокойно, и рыбаки вышли рано." in windows-1251, three times */
  static const char line[] =
      "\xcc\xee\xf0\xe5 \xe1\xfb\xeb\xee \xf1\xef\xee\xea\xee\xe9\xed\xee, \xe8 \xf0\xfb\xe1\xe0\xea\xe8 "
      "\xe2\xfb\xf8\xeb\xe8 \xf0\xe0\xed\xee.\n";
  char text[200], name[40];
  snprintf(text, sizeof text, "%s%s%s", line, line, line);
  assert_true(qn__uchardet_guess(text, strlen(text), name, sizeof name));
  if (name[0] == '\0') {
    print_message("skipped: built without libuchardet\n");
    skip();
  }
  assert_non_null(strstr(read_text("a.txt", text), "Море было спокойно, и рыбаки вышли рано."));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(valid_utf8_stays),
      cmocka_unit_test(a_few_letters_are_windows_1252),
      cmocka_unit_test(utf8_with_errors_stays),
      cmocka_unit_test(japanese_in_seven_bits_is_known),
      cmocka_unit_test(utf8_with_zeros_or_escapes_stays),
      cmocka_unit_test(the_letters_of_a_long_text_are_looked_at),
      cmocka_unit_test(other_alphabets_are_guessed),
  };
  return cmocka_run_group_tests_name("text_charset", tests, NULL, NULL);
}
