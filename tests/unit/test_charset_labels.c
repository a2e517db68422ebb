/* SPDX-License-Identifier: MIT */
/* test_charset_labels.c: the charsets that labels mean. */
#include "support/support.h"

#include "articles/charset_labels.h"

#include <iconv.h>

static void labels_mean_what_browsers_read(void **state) {
  (void)state;
  static const char *const labels[][2] = {{"utf-8", "UTF-8"},
                                          {"UTF-16", "UTF-16LE"},
                                          {"ISO-8859-1", "WINDOWS-1252"},
                                          {"latin1", "WINDOWS-1252"},
                                          {"x-sjis", "CP932"},
                                          {"gb2312", "GB18030"},
                                          {"iso-8859-8-i", "ISO-8859-8"},
                                          {"x-mac-roman", "MACINTOSH"},
                                          {"x-cp1251", "WINDOWS-1251"},
                                          {"iso_8859-4:1988", "ISO-8859-4"},
                                          {"x-x-big5", "BIG5-HKSCS"}};
  for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++) {
    assert_string_equal(qn__charset_of_label(labels[i][0]), labels[i][1]);
    iconv_t state_of = iconv_open("UTF-8", labels[i][1]);
    assert_true(state_of != (iconv_t)-1);
    iconv_close(state_of);
  }
}

static void other_labels_stay(void **state) {
  (void)state;
  static const char *const labels[] = {"", "klingon", "utf-7", "utf-8 utf8", "iso"};
  for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++)
    assert_string_equal(qn__charset_of_label(labels[i]), labels[i]);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(labels_mean_what_browsers_read),
      cmocka_unit_test(other_labels_stay),
  };
  return cmocka_run_group_tests_name("charset_labels", tests, NULL, NULL);
}
