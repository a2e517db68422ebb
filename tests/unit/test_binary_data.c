/* SPDX-License-Identifier: MIT */
/* test_binary_data.c: text is text whatever its encoding; other files are named. */
#include "support/support.h"

#include "articles/binary_data.h"

#include <string.h>

static void text_is_not_binary(void **state) {
  (void)state;
  assert_null(qn__binary_kind("", 0));
  assert_null(qn__binary_kind("Some text.\r\n\tMore.\f\n", 20));
  assert_null(qn__binary_kind("caf\xe9 \x82\xa0", 7));
  assert_null(qn__binary_kind("\x1b$B$3$s\x1b(B", 10)); /* ISO-2022-JP */
}

static void a_stray_zero_is_not_binary(void **state) {
  (void)state;
  assert_null(qn__binary_kind("a text\0 with a zero", 19));
}

static void known_files_are_named(void **state) {
  (void)state;
  static const char zip[] = "PK\x03\x04\0\0\0\0\0\0\0\0", elf[] = "\x7f"
                                                                  "ELF\2\1\1\0\0\0\0\0";
  assert_string_equal(qn__binary_kind(zip, sizeof zip)->what,
                      "a zip archive or office document, not text; unpack it, or save it as HTML");
  assert_string_equal(qn__binary_kind(elf, sizeof elf)->what, "a program, not text");
}

static void a_pdf_is_named_even_if_it_looks_like_text(void **state) {
  (void)state;
  assert_string_equal(qn__binary_kind("%PDF-1.7\n1 0 obj", 16)->what,
                      "a PDF document, not text; `pdftotext` makes a text of it");
  assert_null(qn__binary_kind("%PDF", 4));
}

static void archives_and_what_is_packed_twice_are_named(void **state) {
  (void)state;
  char tar[512] = "name";
  memcpy(tar + 257, "ustar", 5);
  assert_string_equal(qn__binary_kind(tar, sizeof tar)->what, "a tar archive, not text; unpack it");
  assert_string_equal(qn__binary_kind("\x1f\x8b\x08\0\0\0\0\0\0\3", 10)->what,
                      "data that was packed twice; unpack it once");
}

static void other_data_is_binary(void **state) {
  (void)state;
  assert_string_equal(qn__binary_kind("\0\1\2\3\4\5\6\7", 8)->what, "binary data, not text");
  assert_string_equal(qn__binary_kind("text\1\2\3\4", 8)->what, "binary data, not text");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(text_is_not_binary),
      cmocka_unit_test(a_stray_zero_is_not_binary),
      cmocka_unit_test(known_files_are_named),
      cmocka_unit_test(a_pdf_is_named_even_if_it_looks_like_text),
      cmocka_unit_test(archives_and_what_is_packed_twice_are_named),
      cmocka_unit_test(other_data_is_binary),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
