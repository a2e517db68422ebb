/* SPDX-License-Identifier: MIT */
/* test_charset.c: declared charsets, conversion. */
#include "support/support.h"

#include "articles/charset.h"

#include <stdlib.h>
#include <string.h>

static void assert_declared(const char *html, const char *expected) {
  char name[QN__CHARSET_MAX] = "";
  bool declared = qn__charset_declared(html, strlen(html), name);
  assert_int_equal(declared, *expected != '\0');
  if (declared)
    assert_string_equal(name, expected);
}

static void finds_the_declared_charset(void **state) {
  (void)state;
  assert_declared("<html><meta charset=utf-8>", "utf-8");
  assert_declared("<META CHARSET = 'Shift_JIS' />", "Shift_JIS");
  assert_declared("<meta http-equiv='Content-Type' content='text/html; charset=windows-1251'>", "windows-1251");
  assert_declared("<?xml version=\"1.0\" encoding=\"iso-8859-15\"?><meta charset=x>", "iso-8859-15");
}

static void ignores_what_declares_no_charset(void **state) {
  (void)state;
  assert_declared("", "");
  assert_declared("<p charset=utf-8>", "");
  assert_declared("<meta charset=>", "");
  assert_declared("<meta charset", "");
}

static void convert(qn__buffer *out, const char *text, const char *charset) {
  qn__conversion conversion;
  qn_error error;
  assert_ok(qn__conversion_begin(&conversion, text, strlen(text), charset, &error), error);
  while (qn__conversion_step(&conversion, out))
    ;
  qn__conversion_end(&conversion);
}

static void assert_converted(const char *text, const char *charset, const char *expected) {
  qn__buffer out;
  qn__buffer_init(&out);
  convert(&out, text, charset);
  qn__buffer_u8(&out, '\0');
  assert_string_equal((const char *)out.data, expected);
  qn__buffer_clear(&out);
}

static void converts_with_the_charset_that_is_meant(void **state) {
  (void)state;
  assert_converted("caf\xe9 \x80", "ISO-8859-1", "café €"); /* windows-1252 is meant */
  assert_converted("\xcd\xee", "windows-1251", "Но");
  assert_converted("\x93\xfa\x96\x7b", "Shift_JIS", "日本");
  assert_converted("\xc4\xe3", "gb2312", "你");
}

static void bytes_outside_the_charset_become_replacements(void **state) {
  (void)state;
  assert_converted("a\x81"
                   "b",
                   "utf-8",
                   "a\xef\xbf\xbd"
                   "b");
}

static void an_unknown_charset_is_reported(void **state) {
  (void)state;
  qn__conversion conversion;
  qn_error error;
  assert_int_equal(qn__conversion_begin(&conversion, "text", 4, "klingon", &error), QN_NOT_FOUND);
  assert_string_equal(error.message, "the charset \"klingon\" is unknown");
}

static void long_texts_are_converted_in_pieces(void **state) {
  (void)state;
  enum { SIZE = 300000 };
  char *text = malloc(SIZE + 1);
  qn__buffer out;
  memset(text, 0xe9, SIZE);
  text[SIZE] = '\0';
  qn__buffer_init(&out);
  convert(&out, text, "ISO-8859-1");
  assert_int_equal(out.size, 2 * SIZE);
  for (size_t i = 0; i < out.size; i += 2)
    assert_memory_equal(out.data + i, "\xc3\xa9", 2);
  qn__buffer_clear(&out);
  free(text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(finds_the_declared_charset),
      cmocka_unit_test(ignores_what_declares_no_charset),
      cmocka_unit_test(converts_with_the_charset_that_is_meant),
      cmocka_unit_test(bytes_outside_the_charset_become_replacements),
      cmocka_unit_test(an_unknown_charset_is_reported),
      cmocka_unit_test(long_texts_are_converted_in_pieces),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
